"""The rules of a scenario as tables, and the guarantees that are proved about them."""
