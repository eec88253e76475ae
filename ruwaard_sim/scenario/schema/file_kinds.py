"""The kinds of scenario file there are, each with the shape of what may stand in it: a new kind is a line here.

Where files of a kind are looked for stands in :mod:`ruwaard_sim.files.library`, how each is checked in
:mod:`ruwaard_sim.files.file_checks`.
"""

from __future__ import annotations

from ruwaard_sim.scenario.document.base_model import Shape
from ruwaard_sim.scenario.schema.belief_models import Beliefs
from ruwaard_sim.scenario.schema.calibration_models import Calibration, Draws
from ruwaard_sim.scenario.schema.models import Base, Funds, Needs, Organisation, Sources, Study, Variant
from ruwaard_sim.scenario.schema.population_models import Population
from ruwaard_sim.scenario.schema.rule_models import Rules
from ruwaard_sim.scenario.schema.steering_models import SteeringRules
from ruwaard_sim.scenario.schema.target_models import Targets

PARTS: dict[str, type[Shape]] = {
    "sources": Sources,
    "population": Population,
    "needs": Needs,
    "organisation": Organisation,
    "money": Funds,
    "rules": Rules,
}
"""The files that must stand beside ``base.yaml``, by kind."""

OPTIONAL_PARTS: dict[str, type[Shape]] = {"steering": SteeringRules, "beliefs": Beliefs}
"""The files that may stand there as well."""

KINDS: dict[str, type[Shape]] = {
    "base": Base,
    **PARTS,
    **OPTIONAL_PARTS,
    "targets": Targets,
    "variant": Variant,
    "study": Study,
    "calibration": Calibration,
    "draws": Draws,
}
"""Every kind of scenario file."""
