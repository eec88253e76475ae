"""A variant on a variant: all changes from the bottom up, each at its date, and every fault told once at its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from edited_scenarios import BASE, GANGBAAR, WIJKBUDGET, Edit, Wijk, only

from ruwaard_sim.files.loading import load_study, load_variant
from ruwaard_sim.plan import Plan
from ruwaard_sim.scenario.variants.resolver import Resolved, Resolver

BECAUSE = '    because: {nl: "zo", en: "so"}\n    source: wijkkader\n'
NEAR = "rules.routering.rules.R55_buren"
BESIDE_IT = "rules.routering.rules.R54_straat"


def change(path: str, to: str, *, before: str = "") -> str:
    """One change, as it is written."""
    return f"  {path}:\n{BECAUSE}" + (f"    before: {before}\n" if before else "") + f"    to: {to}\n"


def rule(when: str) -> str:
    """A rule that leads to one's own network."""
    return f'{{title: {{nl: "buren", en: "neighbours"}}, when: "{when}", then: eigen_netwerk, source: wijkkader}}'


def parameter(number: int) -> str:
    """A parameter of the rules."""
    return f"{{type: int, title: {{nl: a, en: b}}, value: {only(str(number), 'points')}}}"


def price(number: int) -> str:
    """A change of the price of a pgb."""
    return change("policy.pgb_price", only(str(number), "%"))


def write(wijk: Wijk, name: str, base: str, *changes: str, more: str = "") -> str:
    """Write the variant *name* on *base*; its file, seen from the folder."""
    titles = 'title: {nl: "Proef", en: "Trial"}\ndescription: {nl: "Een proef.", en: "A trial."}\n'
    written = "changes:\n" + "".join(changes) if changes else "changes: {}\n"
    path = wijk.folder / "variants" / f"{name}.yaml"
    path.write_text(f"kind: variant\nid: {name}\nbase: {base}\n{titles}{more}{written}", encoding="utf-8")
    return f"variants/{name}.yaml"


def load(wijk: Wijk, file: str) -> Resolved:
    """The variant in *file*."""
    return load_variant(wijk.folder / file)


def told(wijk: Wijk, *files: str) -> list[tuple[str, str, str]]:
    """What `check` says of *files*: the code, the file, and the line it points at."""
    found = []
    for problem in wijk.problems(*files):
        file = wijk.file_of(problem)
        line = (wijk.folder / file).read_text(encoding="utf-8").splitlines()[problem.mark.line - 1]
        found.append((problem.code, file, line.strip()))
    return found


def price_on(plan: Plan, day: str) -> float:
    """The price of a pgb in force on *day*."""
    number = plan.calendar.day(date.fromisoformat(day))
    return [regime.pgb_price for regime in plan.regimes if regime.start <= number][-1]


def test_a_variant_on_a_variant_is_the_same_plan_as_one_file_with_all_changes(wijk: Wijk) -> None:
    """What is written in two files is what one would have written in one: the same regimes, rules and numbers."""
    lower = [
        change(NEAR, rule("leefdomein == contact and zwaarte <= drempel_buren"), before="R60_specialist"),
        change("rules.parameters.drempel_buren", parameter(2)),
        price(80),
    ]
    upper = [
        change(BESIDE_IT, rule("leefdomein == wonen and zwaarte == 1"), before="R55_buren"),
        change("organisation.places.huis_van_de_wijk.size", only("300", "places")),
    ]
    write(wijk, "onder", "ruwaard", *lower)
    above = load(wijk, write(wijk, "boven", "onder", *upper))
    alone = load(wijk, write(wijk, "alles", "ruwaard", *lower, *upper))
    assert above.tree.plain() == alone.tree.plain()
    assert above.plan == replace(alone.plan, name="boven")
    assert above.plan.rules_hash == alone.plan.rules_hash
    assert above.before == alone.before
    assert above.plan.rules_hash != load(wijk, "variants/onder.yaml").plan.rules_hash


def test_an_empty_variant_on_wijkbudget_is_wijkbudget(wijk: Wijk) -> None:
    """All that a shipped variant brings goes up with it."""
    above = load(wijk, write(wijk, "boven", "wijkbudget")).plan
    below = load(wijk, WIJKBUDGET).plan
    assert above.regimes == below.regimes
    assert above.rules_hash == below.rules_hash


def test_the_upper_changes_a_part_of_what_the_lower_replaced_whole(wijk: Wijk) -> None:
    """Within one file that is refused; between two it is plain which comes last."""
    file = write(wijk, "boven", "wijkbudget", change("mechanisms.decides.talk", only("3", "hours")))
    wijk.fine(of=file)
    decides = load(wijk, file).tree.plain()["mechanisms"]["decides"]
    assert (decides["answer"], decides["talk"]["value"]) == ("team", 3)


def test_each_variant_begins_on_its_own_date(wijk: Wijk) -> None:
    """First the base holds, then the lower with its own later dates, and from its date on the upper."""
    base = load(wijk, GANGBAAR).plan.regimes[0].pgb_price
    dated = '{values: {2017-01-01: 80, 2020-02-01: 65, 2021-06-17: 60}, unit: "%", source: wijkkader, grade: B}'
    write(wijk, "onder", "ruwaard", change("policy.pgb_price", dated), more="begins: 2019-07-01\n")
    plan = load(wijk, write(wijk, "boven", "onder", price(70), more="begins: 2021-03-01\n")).plan
    days = ("2018-01-01", "2019-06-30", "2019-07-01", "2020-02-01", "2021-02-28", "2021-03-01", "2022-12-31")
    prices = [base, base, 0.80, 0.65, 0.65, 0.70, 0.70]
    assert [price_on(plan, day) for day in days] == pytest.approx(prices)
    assert plan.calendar.day(date(2021, 6, 17)) not in {regime.start for regime in plan.regimes}


@pytest.mark.parametrize("begins", ["", "begins: 2019-07-01\n"])
def test_a_variant_that_is_silent_begins_with_the_one_below(wijk: Wijk, begins: str) -> None:
    """The same day said or unsaid: then only the changes of both together ever hold."""
    write(wijk, "onder", "ruwaard", price(80), more="begins: 2019-07-01\n")
    plan = load(wijk, write(wijk, "boven", "onder", price(70), more=begins)).plan
    base = load(wijk, GANGBAAR).plan.regimes[0].pgb_price
    assert [price_on(plan, day) for day in ("2019-06-30", "2019-07-01")] == pytest.approx([base, 0.7])
    assert sorted({regime.pgb_price for regime in plan.regimes}) == pytest.approx([0.7, base])


def test_no_variant_begins_before_the_one_it_builds_on(wijk: Wijk) -> None:
    """Its changes may speak of what is not there yet; told where its date stands."""
    write(wijk, "onder", "ruwaard", more="begins: 2019-07-01\n")
    file = write(wijk, "boven", "onder", more="begins: 2019-06-30\n")
    assert told(wijk, file) == [("X029", file, "begins: 2019-06-30")]
    (problem,) = wijk.problems(file)
    assert problem.text.nl.endswith("eerder dan 'onder', waarop zij voortbouwt (2019-07-01)")
    assert problem.text.en.endswith("before 'onder', which it builds on (2019-07-01)")


def test_29_a_circle_is_named_once_and_nothing_hangs(wijk: Wijk) -> None:
    """Whoever stands in it or on it hears of the circle itself: a -> b -> a."""
    files = [write(wijk, *names) for names in (("a", "b"), ("b", "a"), ("boven", "a"))]
    assert told(wijk, *files) == [("X027", "variants/b.yaml", "base: a")]
    (problem,) = wijk.problems("variants/boven.yaml")
    assert "in een kring op elkaar voort: a -> b -> a;" in problem.text.nl
    assert "in a circle: a -> b -> a;" in problem.text.en


def test_29_a_variant_on_itself_is_a_circle_of_one(wijk: Wijk) -> None:
    """There is no other of its name."""
    wijk.wrong(Edit(WIJKBUDGET, "/base", "»wijkbudget"), code="X027", nl=": wijkbudget -> wijkbudget;", en="circle")


def test_29_five_variants_build_on_each_other_and_no_more(wijk: Wijk) -> None:
    """The sixth is told all their names; what stands on the sixth is not told so again."""
    names = ["ruwaard", "v1", "v2", "v3", "v4", "v5", "v6", "v7"]
    files = [write(wijk, name, base) for base, name in pairwise(names)]
    wijk.fine(of="variants/v5.yaml")
    assert told(wijk, *files) == [("X027", "variants/v6.yaml", "base: v5")]
    assert "v6 -> v5 -> v4 -> v3 -> v2 -> v1 -> ruwaard" in wijk.problems("variants/v7.yaml")[0].text.nl


def test_29_a_chain_of_five_hundred_files_ends_with_a_problem_too(wijk: Wijk) -> None:
    """However long it is, it is walked and told, and the computer's own limits are not met."""
    for number in range(1, 501):
        write(wijk, f"v{number}", f"v{number - 1}" if number > 1 else "ruwaard")
    assert told(wijk, "variants/v500.yaml") == [("X027", "variants/v6.yaml", "base: v5")]


@pytest.mark.parametrize(("base", "suggestion"), [("ruward", "ruwaard"), ("wijkbuget", "wijkbudget")])
def test_28_a_misspelled_name_gets_the_nearest_base_or_variant(wijk: Wijk, base: str, suggestion: str) -> None:
    """Both kinds are named, because both may be meant."""
    file = write(wijk, "boven", base)
    (problem,) = wijk.problems(file)
    assert (problem.code, problem.suggestion) == ("L002", suggestion)
    assert f"geen basis of variant met de naam '{base}'; er zijn: " in problem.text.nl
    assert f"no base or variant called '{base}'" in problem.text.en


def test_a_name_of_a_base_and_of_a_variant_is_not_guessed_at(wijk: Wijk) -> None:
    """Which of the two is meant can only be said by giving one another name; a base's own namesake is no rival."""
    rival = write(wijk, "ruwaard", "ruwaard")
    wijk.fine(of=rival)
    file = write(wijk, "boven", "ruwaard")
    assert told(wijk, file) == [("L004", file, "base: ruwaard")]
    (problem,) = wijk.problems(file)
    assert "'ruwaard' is de naam van een basis en van een variant" in problem.text.nl
    assert "'ruwaard' is the name of a base and of a variant" in problem.text.en


def test_a_fault_of_the_lower_is_told_once_in_its_own_file(wijk: Wijk) -> None:
    """However many build on it; and their own faults are told beside it."""
    lower = write(wijk, "onder", "ruwaard", change("organisation.staff.ggd_team.party", "gdd"))
    sound = write(wijk, "goed", "onder", price(80))
    faulty = write(wijk, "fout", "onder", change("organisation.staff.schuldhulp.party", "gdd"))
    assert told(wijk, sound, faulty) == [("X010", faulty, "to: gdd"), ("X010", lower, "to: gdd")]
    assert told(wijk, sound) == told(wijk, lower) == [("X010", lower, "to: gdd")]


def test_a_change_that_the_lower_may_not_make_is_told_of_the_lower_alone(wijk: Wijk) -> None:
    """The upper finds it there and does not make it."""
    lower = write(wijk, "onder", "ruwaard", change("needs.frailty", only("2", "ratio")))
    assert told(wijk, write(wijk, "boven", "onder")) == [("X024", lower, "needs.frailty:")]


def test_on_a_variant_without_form_nothing_more_is_told(wijk: Wijk) -> None:
    """What would be said of the upper would be a guess."""
    lower = write(wijk, "onder", "ruwaard", change("needs.frailt", "null"))
    upper = write(wijk, "boven", "onder", change("rules.parameters.drempel_lict", "null"))
    assert told(wijk, upper) == [("X002", lower, "needs.frailt:")]


def test_a_doubt_about_the_lower_is_not_repeated_for_the_upper(wijk: Wijk) -> None:
    """A lever that no rule asks, and places for nobody: warnings of the lower alone."""
    unused = change("rules.parameters.drempel_x", parameter(4))
    empty = change("organisation.places.huis_van_de_wijk.size", only("0", "places"))
    lower = write(wijk, "onder", "ruwaard", unused, empty)
    codes = [(code, file) for code, file, _ in told(wijk, write(wijk, "boven", "onder", price(80)))]
    assert codes == [("X019", lower), ("X071", lower)]


def test_a_path_that_leads_nowhere_names_what_is_below(wijk: Wijk) -> None:
    """The lower took it away, so not the base but the lower is without it."""
    write(wijk, "onder", "ruwaard", change("needs.growth.huishouden", "null"))
    file = write(wijk, "boven", "onder", change("needs.growth.huishouden", "null"))
    (problem,) = wijk.problems(file)
    assert (problem.code, wijk.file_of(problem)) == ("X002", file)
    assert problem.text.nl.startswith("de variant 'onder' heeft geen 'huishouden'")
    assert problem.text.en.startswith("the variant 'onder' has no 'huishouden'")


def test_the_upper_removes_what_the_lower_added(wijk: Wijk) -> None:
    """Then the rules are those of the base again; and that the lever of the lower is unused is no reproach."""
    lower = [
        change(NEAR, rule("leefdomein == contact and zwaarte <= drempel_buren"), before="R60_specialist"),
        change("rules.parameters.drempel_buren", parameter(2)),
    ]
    write(wijk, "onder", "ruwaard", *lower)
    file = write(wijk, "boven", "onder", change(NEAR, "null"))
    wijk.fine(of=file)
    both = write(wijk, "leeg", "onder", change(NEAR, "null"), change("rules.parameters.drempel_buren", "null"))
    assert load(wijk, both).plan.rules_hash == load(wijk, GANGBAAR).plan.rules_hash


def test_the_upper_does_not_remove_what_the_lower_needs(wijk: Wijk) -> None:
    """Told at the change that removes, with the line of the lower that needs it."""
    needs_it = change(NEAR, rule("leefdomein == contact and zwaarte <= drempel_buren"), before="R60_specialist")
    write(wijk, "onder", "ruwaard", needs_it, change("rules.parameters.drempel_buren", parameter(2)))
    file = write(wijk, "boven", "onder", change("rules.parameters.drempel_buren", "null"))
    assert told(wijk, file) == [("X018", file, "rules.parameters.drempel_buren:")]
    assert "maar is nog nodig (onder.yaml:" in wijk.problems(file)[0].text.nl


def test_a_fault_brought_about_in_the_lower_names_the_upper(wijk: Wijk) -> None:
    """The team of wijkbudget meets in hours that the upper gives to other tasks."""
    tasks = '{unit: "%", source: wijkkader, grade: B, rows: {preventie: 100}}'
    file = write(wijk, "boven", "wijkbudget", change("organisation.staff.ggd_team.tasks", tasks))
    (problem,) = wijk.problems(file)
    assert (problem.code, wijk.file_of(problem)) == ("X010", WIJKBUDGET)
    assert problem.text.nl.startswith("in variant 'boven': geen uren met de naam 'ggd_team.overleg'")


def test_what_is_outside_the_law_below_is_so_above(wijk: Wijk) -> None:
    """The mark goes up, and cannot be taken off."""
    write(wijk, "onder", "ruwaard", more="counterfactual: true\n")
    write(wijk, "midden", "onder")
    assert load(wijk, write(wijk, "boven", "midden", more="counterfactual: false\n")).plan.counterfactual
    assert not load(wijk, write(wijk, "ernaast", "gangbaar")).plan.counterfactual


def study_of(wijk: Wijk, *variants: str) -> Any:
    """A study of these variants, loaded."""
    text = (wijk.folder / "studies/wijkbudget.yaml").read_text(encoding="utf-8")
    text = text.replace("[gangbaar, wijkbudget]", f"[{', '.join(variants)}]").replace("id: wijkbudget", "id: eigen")
    (wijk.folder / "studies/eigen.yaml").write_text(text, encoding="utf-8")
    return load_study(wijk.folder / "studies/eigen.yaml")


def test_a_result_can_show_every_file_of_the_chain(wijk: Wijk) -> None:
    """Also of a variant that is not itself in the study; and the resolved scenario holds the changes of all."""
    write(wijk, "onder", "ruwaard", price(81))
    write(wijk, "boven", "onder", change("policy.pgb_wish", only("7", "%")))
    study = study_of(wijk, "gangbaar", "boven")
    assert {f"variants/{name}.yaml" for name in ("gangbaar", "onder", "boven")} < set(study.inputs)
    assert BASE in study.inputs
    assert "value: 81" in study.resolved["boven"]
    assert "value: 7" in study.resolved["boven"]


def test_a_file_may_build_on_another_of_its_own_name_and_both_are_kept(wijk: Wijk) -> None:
    """One's own wijkbudget on the shipped one is no circle, and the manifest has the hash of each."""
    own = wijk.folder.parent / "eigen" / "variants"
    own.mkdir(parents=True)
    (wijk.folder / write(wijk, "eigen", "wijkbudget", price(81))).rename(own / "wijkbudget.yaml")
    text = (own / "wijkbudget.yaml").read_text(encoding="utf-8").replace("id: eigen", "id: wijkbudget")
    (own / "wijkbudget.yaml").write_text(text, encoding="utf-8")
    study = (wijk.folder / "studies/wijkbudget.yaml").read_text(encoding="utf-8")
    (own.parent / "wijkbudget.yaml").write_text(study, encoding="utf-8")
    inputs = load_study(own.parent / "wijkbudget.yaml").inputs
    twins = [inputs["variants/wijkbudget.yaml"], inputs["variants/wijkbudget.yaml (2)"]]
    assert len(set(twins)) == 2


def test_what_several_build_on_is_settled_once(wijk: Wijk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty variants on wijkbudget do not check and prove wijkbudget twenty times."""
    settled: list[str] = []
    variant = Resolver.variant

    def counted(self: Resolver, below: Any, made: Any, node: Any, findings: Any) -> Any:
        settled.append(made.id)
        return variant(self, below, made, node, findings)

    monkeypatch.setattr(Resolver, "variant", counted)
    study = study_of(wijk, "gangbaar", write_on_wijkbudget(wijk, "a"), write_on_wijkbudget(wijk, "b"), "wijkbudget")
    assert list(study.variants) == ["gangbaar", "a", "b", "wijkbudget"]
    assert settled == ["gangbaar", "wijkbudget", "a", "b"]


def write_on_wijkbudget(wijk: Wijk, name: str) -> str:
    """Write a variant on wijkbudget; its name."""
    write(wijk, name, "wijkbudget", price(81))
    return name
