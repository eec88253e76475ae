"""The models of every kind of scenario file."""
