"""Checks that the parts of a scenario agree with each other."""
