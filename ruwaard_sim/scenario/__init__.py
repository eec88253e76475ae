"""What a user may write, and what becomes of it: shapes, references, variants, regimes, plans. Touches no disk."""

from ruwaard_sim.scenario.plan import Plan
from ruwaard_sim.scenario.study import Assumptions, Study

__all__ = ["Assumptions", "Plan", "Study"]
