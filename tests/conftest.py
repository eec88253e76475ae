"""Lets the suite look for reference cycles a hundred times less often: that took a sixth of its time."""

from __future__ import annotations

import gc

gc.freeze()
gc.set_threshold(100_000, 20, 100)
