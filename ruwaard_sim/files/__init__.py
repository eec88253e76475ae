"""What is read from disk and written to it: strict scenario files in, result folders out."""
