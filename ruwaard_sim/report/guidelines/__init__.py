"""Reporting guidelines (STRESS-DES, TRACE, AdViSHE) answered for a study, in English Markdown.

Variants, numbers, assumptions, figures and run are generated; what only people can say is in ``answers.yaml``.
"""

from ruwaard_sim.report.guidelines.answers import NAMES, guideline
from ruwaard_sim.report.guidelines.description import Provenance, describe_study, local_provenance
from ruwaard_sim.report.guidelines.page import as_object, page

__all__ = ["NAMES", "Provenance", "as_object", "describe_study", "guideline", "local_provenance", "page"]
