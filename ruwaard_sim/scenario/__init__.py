"""What a user may write, and what becomes of it: shapes, references, variants, regimes, plans. Touches no disk."""
