"""Rule tables, and what they decide."""
