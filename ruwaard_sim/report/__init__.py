"""Everything people read: pages for the screen, the same as JSON objects, and generated documentation.

Nothing is computed here but the rounding of figures that already exist.
"""
