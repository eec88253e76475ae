"""The state of a case while the model runs. Holds no rules and no time."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ruwaard_sim.agents.queues import Request, Resource
    from ruwaard_sim.mechanisms.decides import First
    from ruwaard_sim.model.regimes import Task
    from ruwaard_sim.plan import Provision


class Stage(Enum):
    """The stage of a case."""

    PROCEDURE = 0
    WAITING = 1
    HELPED = 2
    CLOSED = 3


class Case:
    """One need of one resident, from the question to the end."""

    __slots__ = (
        "advised", "at", "contributes", "decided", "domain", "episode", "facts", "first", "first_pool", "handling",
        "in_kind", "minutes", "number", "objected", "pgb_cents", "pool", "provision", "request", "resident", "row",
        "severity", "source", "stage", "stay", "tasks", "uniforms", "unregistered", "version",
    )  # fmt: skip

    def __init__(self, number: int, source: int, row: int, episode: int) -> None:
        self.number = number
        self.source = source
        """0 for a dealt need, 1 for help already going on at the start."""
        self.row = row
        """Row of the need among those dealt."""
        self.episode = episode
        self.resident = -1
        self.domain = -1
        self.severity = 0
        self.uniforms: list[float] = []
        self.facts: list[int] = []
        self.handling = ""
        self.first: First | None = None
        """Set while the case is given, or waits for, help that comes before the rules are asked where it goes."""
        self.tasks: tuple[Task, ...] = ()
        self.at = 0
        self.stage = Stage.PROCEDURE
        self.decided = False
        self.advised = False
        """Whether a specialist from outside sat at the table."""
        self.unregistered = False
        self.contributes = False
        """Whether the resident owes a contribution for the help."""
        self.request: Request | None = None
        self.pool: Resource | None = None
        self.first_pool: Resource | None = None
        """The pool chosen first, where another took its place."""
        self.provision: Provision | None = None
        self.in_kind: Provision | None = None
        """The help in kind that says how much help it is; it differs from *provision* only for a pgb."""
        self.minutes = 0
        """Minutes of help a week, or 1 for one place."""
        self.pgb_cents = 0
        """Cents a week of a pgb, at the prices of the day it was granted."""
        self.objected = False
        self.stay = 0.0
        self.version = 0
        """Goes up when the help changes, so that an end planned for earlier help is known to be void."""

    def planned(self) -> Planned:
        """The case with its help as it is now, for something that is planned about that help."""
        return Planned(self, self.version)

    @property
    def chosen(self) -> Provision:
        """The help chosen; only to be asked of a case that was routed."""
        assert self.provision is not None
        return self.provision


class Planned(NamedTuple):
    """Something planned about the help of a *case*; void once the help is another *version* than it was then."""

    case: Case
    version: int

    def is_still_in(self, stage: Stage) -> bool:
        """True if the case has the same help as when this was planned, and is in *stage*."""
        return self.case.stage is stage and self.case.version == self.version
