"""Scenarios: their models, checks, variants and plans. Touches no disk."""
