"""From a line of text to a checked tree."""
