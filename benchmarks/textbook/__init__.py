"""The model told a second time, as a SimPy textbook would: an independent twin, written from docs/model.md alone.

One generator per resident and per case, resources with lines, chance drawn as it goes. `replicate(seed)` gives the
figures of one replication; ``python -m benchmarks.textbook`` holds them beside the model's; docs/twin.md tells what
that brought to light. Nothing here imports the package, but for `compare`, which runs the model.
"""

from benchmarks.textbook.replication import replicate

__all__ = ["replicate"]
