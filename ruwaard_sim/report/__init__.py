"""What people look at: the table on the screen, and the same figures as one JSON object.

Nothing is computed here but the rounding of figures that already exist.
"""
