"""Reading and writing files: strict scenario files in, result folders out."""
