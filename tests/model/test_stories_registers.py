"""Stories about the registers: what in a new regime makes help that goes on vanish from them, one part at a time."""

from __future__ import annotations

from dataclasses import replace

from small_wijk import MUNICIPALITY, TEAM, Story, helped, live, plan, provision, regime, staff

from ruwaard_sim.event_log import EventKind
from ruwaard_sim.mechanisms.pays import Lumpsum, Production
from ruwaard_sim.plan import Regime, Staff

CHANGE = 181.0
HELP = provision("hulp", "individueel", {"zorg.hulp": 1.0}, minutes=60, stay=400)
APART = staff("zorg", 9, pays=Production(0), role="participant")
"""Care staff that is paid by production, so not from the joint budget."""
JOINT = replace(APART, pays=Lumpsum(0, 1, 0))
"""The same staff, paid from the joint budget."""
OTHERS = staff("begeleiders", 9, pays=Lumpsum(0, 1, 0), role="participant")
"""Staff that is in the joint budget all the time, and helps nobody here."""


def wijk(care: Staff = JOINT, **said) -> Regime:
    """A team that decides on a joint budget, with six in ten of those without a decision in the registers."""
    return regime(HELP, groups=[care, OTHERS], **({"decides": TEAM, "registered": 0.6} | said))


def changed(old: Regime, new: Regime) -> Story:
    """Three people with help that goes on, who are unlike only in their luck with the registers, under old and new."""
    lucks = {"a": 0.05, "b": 0.3, "c": 0.7}
    people = [helped(who, "hulp", register=luck) for who, luck in lucks.items()]
    return live(plan(old, replace(new, start=CHANGE)), *people)


def test_help_vanishes_from_the_registers_when_a_smaller_share_is_kept_there() -> None:
    """From six in ten to one in ten, and nothing else: who was just among the six is left out on that day."""
    story = changed(wijk(), wijk(registered=0.1))
    assert story.told(EventKind.UNREGISTERED) == [("c", "unregistered", 0), ("b", "unregistered", CHANGE)]
    assert story.told(EventKind.ENDED) == []


def test_help_vanishes_from_the_registers_when_its_staff_joins_the_joint_budget() -> None:
    """The joint budget was there already, with others in it; from the day on which this staff joins it, it counts."""
    story = changed(wijk(APART), wijk(JOINT))
    assert story.told(EventKind.UNREGISTERED) == [("c", "unregistered", CHANGE)]
    assert story.told(EventKind.ENDED) == []


def test_help_vanishes_from_the_registers_when_another_decides_who_does_not_register() -> None:
    """Everything the municipality grants is registered, from the joint budget too; what the team grants is not."""
    story = changed(wijk(decides=MUNICIPALITY), wijk(decides=TEAM))
    assert story.told(EventKind.UNREGISTERED) == [("c", "unregistered", CHANGE)]
    assert story.told(EventKind.ENDED) == []


def test_who_is_out_of_the_registers_already_is_not_told_of_again() -> None:
    """With a share that is smaller still, only who comes on top of them is new; here that is nobody."""
    story = changed(wijk(), wijk(registered=0.5))
    assert story.told(EventKind.UNREGISTERED) == [("c", "unregistered", 0)]
