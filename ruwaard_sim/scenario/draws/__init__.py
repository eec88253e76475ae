"""Uncertain values drawn, and whether they can be."""
