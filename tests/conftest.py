"""What holds for every test: lines are as wide as in a pipe, and reference cycles are looked for rarely.

Looking for them took a sixth of the time of the suite.
"""

from __future__ import annotations

import gc
import os

gc.freeze()
gc.set_threshold(100_000, 20, 100)
os.environ.pop("COLUMNS", None)
