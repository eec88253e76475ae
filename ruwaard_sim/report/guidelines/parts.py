"""The generated parts of a description: functions from a study to Markdown, under the names that answers.yaml uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ruwaard_sim.agents.procedure import Step
from ruwaard_sim.mechanisms import QUESTIONS, ROLES
from ruwaard_sim.mechanisms.decides import Decides
from ruwaard_sim.plan import LAYERS, Regime
from ruwaard_sim.report.guidelines.description import Provenance, StudyDescription
from ruwaard_sim.report.guidelines.markdown import listed, numbers_table, table
from ruwaard_sim.report.guidelines.uncertain import draws, uncertain
from ruwaard_sim.scenario.schema.target_models import BASES
from ruwaard_sim.scenario.variants.resolver import Resolved
from ruwaard_sim.tables import GROUPS, INDICATORS
from ruwaard_sim.units import DAYS_PER_YEAR

Part = Callable[[StudyDescription, Provenance], str]
GRADES: Mapping[str, str] = {
    "A": "measured or decided for this wijk or town",
    "B": "national statistics or law",
    "C": "another municipality, or literature",
    "D": "assumption or judgement",
}


def _last(resolved: Resolved) -> Regime:
    """The regime on the last day, when all of the variant has begun."""
    return resolved.plan.regimes[-1]


def _in(names: list[str], description: StudyDescription) -> str:
    """The variants in one cell; *all* for every variant of the study."""
    return "all" if names == list(description.study.variants) else ", ".join(names)


# ---------------------------------------------------------------------- question and experiment


def question(description: StudyDescription, provenance: Provenance) -> str:
    """The question of the study."""
    study = description.study
    return f'The study `{study.id}`, "{study.title.en}", asks: *{study.question.en}*'


def variants(description: StudyDescription, provenance: Provenance) -> str:
    """A table of the variants: description, base and start."""
    rows = []
    for resolved in description.resolved:
        variant = resolved.variant
        marks = [mark for mark, on in (("baseline", variant.id == description.study.baseline),) if on]
        marks += ["outside the law: a thought experiment"] if resolved.plan.counterfactual else []
        begins = variant.begins.isoformat() if variant.begins else "the first day"
        described = f"{variant.description.en}" + (f" ({'; '.join(marks)})" if marks else "")
        rows.append([f"`{variant.id}`", variant.title.en, described, f"`{variant.base}`", begins])
    return table(["variant", "title", "what it is", "builds on", "begins"], rows)


def changes(description: StudyDescription, provenance: Provenance) -> str:
    """The changes of each variant to what it builds on, with reasons."""
    variant_of = {variant.id: variant for chain in description.lineages.values() for variant in chain}
    lines = []
    for name in dict.fromkeys([*description.lineages, *variant_of]):
        variant = variant_of[name]
        below = f", with all that `{variant.base}` changes" if variant.base in variant_of else ""
        beside = "" if name in description.lineages else " (not compared itself)"
        rows = [[f"`{at}`", change.because.en, change.source] for at, change in variant.changes.items()]
        told_of = table(["what", "because", "source"], rows) if rows else "No change: the base as it is."
        lines += [f"**{name}**{below}{beside}:", told_of]
    return "\n\n".join(lines)


def answers(description: StudyDescription, provenance: Provenance) -> str:
    """A table of the questions that variants answer differently, and a list of the shared answers."""
    answers_of = {resolved.variant.id: _answers(resolved) for resolved in description.resolved}
    names = list(next(iter(answers_of.values())))
    differ = [
        name for name in names if len({answer_by_question[name] for answer_by_question in answers_of.values()}) > 1
    ]
    rows = [[f"`{name}`", *(f"`{answers_of[variant][name]}`" for variant in answers_of)] for name in differ]
    first = next(iter(answers_of.values()))
    same = ", ".join(f"`{name}`: `{first[name]}`" for name in names if name not in differ)
    lead = "The open questions, as each variant answers them on the last day:\n\n" if rows else ""
    return (
        lead + table(["question", *answers_of], rows) + "\n\n" if rows else ""
    ) + f"The same in all variants: {same}."


def _answers(resolved: Resolved) -> dict[str, str]:
    """The answers of a variant by question, and by role where each role has one."""
    mechanisms = resolved.tree.get(("mechanisms",))
    assert mechanisms is not None
    chosen: dict[str, Any] = mechanisms.plain()
    names: dict[str, str] = {}
    for name, question in QUESTIONS.items():
        if question.by_role:
            names |= {f"{name}.{role}": str(chosen[name][role]["answer"]) for role in ROLES}
        else:
            names[name] = str(chosen[name]["answer"])
    return names


def run(description: StudyDescription, provenance: Provenance) -> str:
    """A table of the experiment: period, replications, seed, baseline."""
    study, before = description.study, description.resolved[0].before
    days = (before.period.end - before.period.start).days
    lead = before.period.lead_in
    starts = {resolved.variant.id: len(resolved.plan.regimes) for resolved in description.resolved}
    rows = [
        ["period", f"{before.period.start} up to {before.period.end}: {days} days, {days / DAYS_PER_YEAR:.1f} years"],
        ["simulated before it, not in any figure but waits that end later", f"{round(lead.number)} days"],
        ["time unit", "days, continuous; money in whole cents; hours in whole minutes a week"],
        ["replications", str(study.replications)],
        ["seed", str(study.seed)],
        ["baseline", f"`{study.baseline}`"],
        ["moments at which numbers or rules change (regimes)", "; ".join(f"`{n}`: {m}" for n, m in starts.items())],
    ]
    return table(["", ""], rows)


# ---------------------------------------------------------------------- the model


def outputs(description: StudyDescription, provenance: Provenance) -> str:
    """Tables of all indicators with unit and formula."""
    lines = []
    for group, title in GROUPS.items():
        rows = [
            [
                f"`{name}`",
                indicator.title.en,
                indicator.unit,
                indicator.basis.formula.en + (" *(belief)*" if indicator.belief else ""),
            ]
            for name, indicator in INDICATORS.items()
            if indicator.group == group
        ]
        lines.append(f"*{title.en}*\n\n" + table(["figure", "what", "unit", "formula"], rows))
    return "\n\n".join(lines)


def diagram(description: StudyDescription, provenance: Provenance) -> str:
    """The path of a question in each variant, as a text diagram."""
    arrows = []
    for resolved in description.resolved:
        regime = _last(resolved)
        decides = regime.decides
        lines = [f"{resolved.variant.id}:", "  a resident's question -> rules 'aanpak' say how it is handled:"]
        for handling in sorted(decides.handlings):
            first = decides.first(handling)
            steps = [step.name for step in regime.steps(handling)] or ["at once"]
            steps += [] if first is None else [f"{first.route}, and on only if that was not enough"]
            lines.append(f"    {handling:<10} {' -> '.join(steps)}")
        lines.append("  -> rules 'routering' (and 'aanbod': a personal budget?) say where it goes")
        lines += [f"  -> {step.name}, for help that costs more than its limit" for step in _approvals(decides)]
        lines += [
            "  -> own network | line for hours or a place | wait outside the wijk",
            "  -> help -> end (or the resident leaves) -> with some chance the need comes back: a question again",
        ]
        arrows.append("\n".join(lines))
    return "```\n" + "\n\n".join(arrows) + "\n```"


def _approvals(decides: Decides) -> list[Step]:
    """The approval that some help waits for, if there is one; none in most answers."""
    return [] if decides.approval_step is None else [decides.approval_step]


def facts(description: StudyDescription, provenance: Provenance) -> str:
    """A table of the facts that rules may weigh."""
    rows: dict[str, list[str]] = {}
    for resolved in description.resolved:
        for name, fact in resolved.after.rules.facts.items():
            allowed = ", ".join(fact.values) if fact.values else f"{fact.min} – {fact.max}"
            rows[name] = [f"`{name}`", fact.title.en, "yes or no" if fact.type == "bool" else allowed, fact.unit or ""]
    return table(["attribute", "what", "values", "unit"], rows.values())


def activities(description: StudyDescription, provenance: Provenance) -> str:
    """A table of the steps of every procedure, with the hours they take."""
    variants_of_row: dict[tuple[str, ...], list[str]] = {}
    for resolved in description.resolved:
        regime = _last(resolved)
        steps = [step for handling in sorted(regime.decides.handlings) for step in regime.steps(handling)]
        steps += _approvals(regime.decides)
        steps += [regime.formal.objecting.step] if regime.formal.objecting is not None else []
        for step in {step.name: step for step in steps}.values():
            asks = " and ".join(f"{amount} of `{pool}`" for pool, amount in step.asks)
            notice = f"after {step.notice:g} days" if step.notice else "at once"
            begins = f"every {step.every:g} days" if step.every else notice
            key = (f"`{step.name}`", asks, f"{step.days:g}", begins, str(step.priority))
            variants_of_row.setdefault(key, []).append(resolved.variant.id)
    rows = [[*key, _in(names, description)] for key, names in variants_of_row.items()]
    return table(["step", "minutes a week", "for days", "can begin", "priority", "in"], rows)


def provisions(description: StudyDescription, provenance: Provenance) -> str:
    """A table of provisions, with the hours or places they take."""
    variants_of_row: dict[tuple[str, ...], list[str]] = {}
    for resolved in description.resolved:
        for route, made_of in _last(resolved).provisions.items():
            title = resolved.after.organisation.provisions[route].title.en
            pools = listed(made_of.pools) or "none of the wijk"
            key = (f"`{route}`", title, LAYERS[made_of.layer].en, pools)
            variants_of_row.setdefault(key, []).append(resolved.variant.id)
    rows = [[*key, _in(names, description)] for key, names in variants_of_row.items()]
    return table(["help", "title", "layer", "takes", "in"], rows)


def resources(description: StudyDescription, provenance: Provenance) -> str:
    """Every pool of hours and places, whose it is, and how it is paid and staffed."""
    variants_of_row: dict[tuple[str, ...], list[str]] = {}
    for resolved in description.resolved:
        answers = _answers(resolved)
        for name, staff in _last(resolved).staff.items():
            title = resolved.after.organisation.staff[name].title.en
            ways = f"{answers[f'pays.{staff.role}']}, {answers[f'staffing.{staff.role}']}"
            key = (listed(staff.pools), title, f"`{staff.party}`", staff.line or "none", ways)
            variants_of_row.setdefault(key, []).append(resolved.variant.id)
        for name, places in _last(resolved).places.items():
            key = (f"`{name}`", resolved.after.organisation.places[name].title.en, "", "", f"{places.places:g} places")
            variants_of_row.setdefault(key, []).append(resolved.variant.id)
    rows = [[*key, _in(names, description)] for key, names in variants_of_row.items()]
    return table(["pool", "of whom", "party", "budget line", "paid, staffed", "in"], rows)


# ---------------------------------------------------------------------- data


def sources(description: StudyDescription, provenance: Provenance) -> str:
    """A table of sources, with how much rests on each."""
    counted: Counter[str] = Counter()
    for number in description.numbers:
        counted[number.quantity.source_key or ""] += number.quantity.count
    cited = Counter(source.partition(" ")[0] for source in description.rules.values())
    changed = Counter(source.partition(" ")[0] for _, _, source in description.changes)
    counts = (
        Counter(target.source.partition(" ")[0] for target in description.targets.targets.values())
        if description.targets
        else {}
    )
    every = {name: (entry.title.en, entry.url) for name, entry in description.sources.items()}
    if description.targets is not None:
        every |= {name: (entry.title.en, entry.url) for name, entry in description.targets.sources.items()}
    rows = [
        [
            f"`{name}`",
            f"[{title}]({url})" if url else title,
            *(_count(of, name) for of in (counted, cited, changed, counts)),
        ]
        for name, (title, url) in every.items()
    ]
    headings = ["source", "title", "values", "rules and guarantees", "changes of variants", "validation targets"]
    return table(headings, [row for row in rows if any(row[2:])])


def _count(of: Mapping[str, int], name: str) -> str:
    return str(of.get(name) or "")


def counted(description: StudyDescription, provenance: Provenance) -> str:
    """A table of the number of values by part of the scenario and grade."""
    counts: dict[str, Counter[str]] = {}
    for number in description.numbers:
        counts.setdefault(str(number.at[0]), Counter())[number.quantity.grade] += number.quantity.count
        counts[str(number.at[0])]["assumed"] += number.quantity.count if number.quantity.assumed else 0
    rows = [[f"`{part}`", *_grades(count)] for part, count in counts.items()]
    total = sum(counts.values(), Counter())
    rows.append(["**in all**", *_grades(total)])
    graded = "; ".join(f"{grade}: {meaning}" for grade, meaning in GRADES.items())
    counts_as = "A table counts for its rows, a dated number for its dates, and a number that variants share once."
    return table(["part", *GRADES, "values", "of which assumptions"], rows) + f"\n\n{graded}. {counts_as}"


def _grades(count: Mapping[str, int]) -> Iterator[str]:
    yield from (str(count.get(grade, 0)) for grade in GRADES)
    yield str(sum(count.get(grade, 0) for grade in GRADES))
    yield str(count.get("assumed", 0))


def targets(description: StudyDescription, provenance: Provenance) -> str:
    """A table of the number of validation targets by basis, with verdicts if known."""
    if description.targets is None:
        return "No published figures stand beside this base to hold it against."
    bases = Counter(target.basis for target in description.targets.targets.values())
    rows = [[title.en, str(bases[basis]), _verdict(title.en, provenance)] for basis, title in BASES.items()]
    headings = ["published figures", "how many", "what came of it"]
    also = f"Published and not testable here: {len(description.targets.not_covered)}, each with the reason."
    return table(headings, rows) + f"\n\n{also} All of them, one by one: `ruwaard-sim validate`."


def _verdict(title: str, provenance: Provenance) -> str:
    lines = [line for line in provenance.verdicts if line.startswith(title.upper())]
    return lines[0].rpartition("(")[2].rstrip(")").lower() if lines else "`ruwaard-sim validate`"


def values(description: StudyDescription, provenance: Provenance) -> str:
    """A table of the numbers that have a source."""
    return numbers_table(
        [number for number in description.numbers if not number.quantity.assumed],
        list(description.study.variants),
        provenance,
    )


def assumptions(description: StudyDescription, provenance: Provenance) -> str:
    """A table of the numbers that are assumptions."""
    return numbers_table(
        [number for number in description.numbers if number.quantity.assumed],
        list(description.study.variants),
        provenance,
    )


def assumed(description: StudyDescription, provenance: Provenance) -> str:
    """The share of values that are assumptions, in a sentence."""
    count = description.assumptions
    return f"**{count.assumed} of the {count.values} values are assumptions.**"


# ---------------------------------------------------------------------- what it is made with


def software(description: StudyDescription, provenance: Provenance) -> str:
    """A table of the package, Python and required libraries with versions."""
    rows = [
        ["ruwaard-sim", provenance.version],
        ["Python", provenance.python],
        *([n, v] for n, v in provenance.packages.items()),
    ]
    return table(["software", "version"], rows)


PARTS: Mapping[str, Part] = {
    part.__name__: part
    for part in (
        question, variants, changes, answers, run, outputs, diagram, facts, activities, provisions, resources,
        sources, counted, draws, uncertain, targets, values, assumptions, assumed, software,
    )
}  # fmt: skip
