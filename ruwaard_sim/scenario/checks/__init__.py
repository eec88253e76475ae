"""Whether what is written holds together."""
