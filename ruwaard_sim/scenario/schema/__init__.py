"""What may stand in each kind of scenario file."""
