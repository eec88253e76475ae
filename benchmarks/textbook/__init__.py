"""A second telling of the model as a SimPy textbook would write it: an independent twin, made from docs/model.md alone."""
