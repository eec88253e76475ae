"""A study told as reporting guidelines ask: STRESS-DES, TRACE and AdViSHE, filled in from the study itself.

What a program can know (variants, numbers, assumptions, figures, run) is generated; what only people can say stands in
``answers.yaml``. Written in English, as the guidelines are.
"""

from ruwaard_sim.report.guidelines.answers import NAMES, guideline
from ruwaard_sim.report.guidelines.description import Made, made_here, tell
from ruwaard_sim.report.guidelines.page import as_object, page

__all__ = ["NAMES", "Made", "as_object", "guideline", "made_here", "page", "tell"]
