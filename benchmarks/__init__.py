"""Measurements of the program itself: how fast it is, how it scales, and how it compares with what was published."""
