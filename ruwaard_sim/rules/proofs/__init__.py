"""Proofs about rule tables and guarantees."""
