"""A study told as reporting guidelines ask: STRESS-DES, TRACE and AdViSHE, filled in from the study itself.

What a program can know (variants, numbers, assumptions, figures, run) is generated; what only people can say stands in
``answers.yaml``. Written in English, as the guidelines are.
"""

from ruwaard_sim.report.guidelines.answers import NAMES, guideline
from ruwaard_sim.report.guidelines.description import Provenance, describe_study, local_provenance
from ruwaard_sim.report.guidelines.page import as_object, page

__all__ = ["NAMES", "Provenance", "as_object", "describe_study", "guideline", "local_provenance", "page"]
