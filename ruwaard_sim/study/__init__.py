"""Many replications of several variants, their differences with a baseline, and how certain these are.

It computes no figure of its own about the wijk (`tables` does) and knows no file and no screen.
"""
