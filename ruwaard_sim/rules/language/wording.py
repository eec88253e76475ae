"""Says conditions and values in Dutch or English, so that a decision can be read aloud. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ruwaard_sim.rules.language.syntax_tree import (
    And,
    BoolFact,
    Comparison,
    Constant,
    Difference,
    Expression,
    FactValue,
    Membership,
    Negation,
    Node,
    Not,
    Number,
    Operator,
    Or,
    ParameterValue,
    Product,
    Sum,
    Truth,
    walk,
)
from ruwaard_sim.rules.language.vocabulary import Fact, Parameter, Vocabulary
from ruwaard_sim.text import Lang, Text

_SIGNS: Final[dict[Operator, Text]] = {
    "==": Text("is", "is"),
    "!=": Text("is niet", "is not"),
    "<": Text("is minder dan", "is less than"),
    "<=": Text("is hoogstens", "is at most"),
    ">": Text("is meer dan", "is more than"),
    ">=": Text("is minstens", "is at least"),
}
_AND: Final = Text("en", "and")
_OR: Final = Text("of", "or")
_ALWAYS: Final = Text("altijd", "always")
_NEVER: Final = Text("nooit", "never")
_YES: Final = Text("ja", "yes")
_NO: Final = Text("nee", "no")
_UNITS: Final = {
    "points": Text("punten", "points"),
    "days": Text("dagen", "days"),
    "weeks": Text("weken", "weeks"),
    "months": Text("maanden", "months"),
    "years": Text("jaar", "years"),
    "hours": Text("uur", "hours"),
    "minutes": Text("minuten", "minutes"),
    "hours/week": Text("uur per week", "hours a week"),
    "persons": Text("mensen", "persons"),
    "households": Text("huishoudens", "households"),
    "dwellings": Text("woningen", "dwellings"),
    "cases": Text("dossiers", "cases"),
    "places": Text("plaatsen", "places"),
    "instalments": Text("termijnen", "instalments"),
    "meetings": Text("overleggen", "meetings"),
    "times": Text("keer", "times"),
    "EUR": Text("euro", "euros"),
    "EUR/hour": Text("euro per uur", "euros an hour"),
    "EUR/month": Text("euro per maand", "euros a month"),
    "EUR/year": Text("euro per jaar", "euros a year"),
}


_ONE: Final = {
    "points": Text("punt", "point"),
    "days": Text("dag", "day"),
    "weeks": Text("week", "week"),
    "months": Text("maand", "month"),
    "years": Text("jaar", "year"),
    "hours": Text("uur", "hour"),
    "minutes": Text("minuut", "minute"),
    "persons": Text("persoon", "person"),
    "households": Text("huishouden", "household"),
    "dwellings": Text("woning", "dwelling"),
    "cases": Text("dossier", "case"),
    "places": Text("plaats", "place"),
    "instalments": Text("termijn", "instalment"),
    "meetings": Text("overleg", "meeting"),
    "times": Text("keer", "time"),
    "EUR": Text("euro", "euro"),
}
_TURNED: Final[dict[Operator, Operator]] = {
    "==": "==",
    "!=": "!=",
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
}


def say_value(word: Fact | Parameter, value: int, lang: Lang) -> str:
    """Run-time number *value* of a fact or parameter: ``4 punten``, ``2.500 euro``, ``ja``, ``hoog``."""
    if isinstance(word, Fact) and word.type == "bool":
        return (_YES if value else _NO).say(lang)
    if isinstance(word, Fact) and word.is_word:
        return plain(word.decode(value))
    euros, _, cents = word.decode(value).partition(".")
    if word.type == "money":
        euros = f"{int(euros):,}".replace(",", Text(".", ",").say(lang)) if euros != "-0" else euros
    number = euros + (Text(",", ".").say(lang) + cents if cents else "")
    return f"{number} {_unit(word.unit, number, lang)}".strip()


def _unit(unit: str | None, number: str, lang: Lang) -> str:
    if unit is None:
        return ""
    names = _ONE if number == "1" and unit in _ONE else _UNITS
    return names.get(unit, Text(unit, unit)).say(lang)


def plain(word: str) -> str:
    """A name without its underscores."""
    return word.replace("_", " ")


def say_outcome(outcome: str, titles: Mapping[str, Text], lang: Lang) -> str:
    """An outcome by its name, which is Dutch; in English with its title beside it, where *titles* has one."""
    return plain(outcome) + title_beside(outcome, titles, lang)


def title_beside(outcome: str, titles: Mapping[str, Text], lang: Lang) -> str:
    """The English title that follows the name of an outcome."""
    title = titles.get(outcome)
    return "" if lang == "nl" or title is None else f" [{title.en}]"


class Speaker:
    """Says the conditions of one *vocabulary* in one language; parameters with the values of now."""

    def __init__(self, vocabulary: Vocabulary, lang: Lang) -> None:
        self._vocabulary = vocabulary
        self._lang = lang

    def fact_is(self, name: str, value: int) -> str:
        """``zwaarte is 4 punten``; a yes/no fact as ``wil een pgb: nee``."""
        fact = self._vocabulary.facts[self._vocabulary.index(name)]
        link = ":" if fact.type == "bool" else " is"
        return f"{fact.title.say(self._lang)}{link} {say_value(fact, value, self._lang)}"

    def condition(self, expression: Expression) -> str:
        """The condition *expression* as half a sentence."""
        match expression:
            case Truth(value):
                return (_ALWAYS if value else _NEVER).say(self._lang)
            case BoolFact(name, _):
                return self.fact_is(name, 1)
            case Not(BoolFact(name, _)):
                return self.fact_is(name, 0)
            case Not(Membership() as member):
                return self._membership(member, negated=True)
            case Not(part):
                no = Text("het is niet zo dat", "it is not so that").say(self._lang)
                return f"{no} ({self.condition(part)})"
            case Membership():
                return self._membership(expression)
            case Comparison(operator, Constant() as fixed, other):
                return self._comparison(other, _TURNED[operator], fixed)
            case Comparison(operator, left, right):
                return self._comparison(left, operator, right)
            case And(parts):
                return self._joined([self._part(part, Or) for part in parts], _AND)
            case Or(parts):
                return self._joined([self._part(part, And) for part in parts], _OR)

    def _part(self, expression: Expression, other: type[And | Or]) -> str:
        phrase = self.condition(expression)
        return f"({phrase})" if isinstance(expression, other) else phrase

    def _joined(self, parts: Sequence[str], word: Text) -> str:
        return f" {word.say(self._lang)} ".join(parts)

    def _comparison(self, left: Number, operator: Operator, right: Number) -> str:
        measure = self._measure(Sum(left, right))
        sign = _SIGNS[operator].say(self._lang)
        return f"{self._number(left, measure)} {sign} {self._number(right, measure)}"

    def _membership(self, member: Membership, *, negated: bool = False) -> str:
        link, last = (_SIGNS["!="], Text("en niet", "and not")) if negated else (_SIGNS["=="], _OR)
        measure = self._measure(member)
        values = [self._constant(value, measure) for value in member.values]
        item = self._number(member.item, measure)
        return f"{item} {link.say(self._lang)} {_enumerated(values, last.say(self._lang))}"

    def _measure(self, node: Node) -> Fact | Parameter | None:
        """The fact or parameter that shows how the written numbers in *node* must be read."""
        for part in walk(node):
            if isinstance(part, FactValue):
                return self._vocabulary.fact(part.name)
            if isinstance(part, ParameterValue):
                return self._vocabulary.parameter(part.name)
        return None

    def _constant(self, value: int, measure: Fact | Parameter | None) -> str:
        return str(value) if measure is None else say_value(measure, value, self._lang)

    def _number(self, number: Number, measure: Fact | Parameter | None) -> str:
        match number:
            case Constant(value):
                return self._constant(value, measure)
            case FactValue(name, _):
                fact = self._vocabulary.fact(name)
                return name if fact is None else fact.title.say(self._lang)
            case ParameterValue(name):
                return self._parameter(name)
            case Sum(left, right):
                return f"{self._number(left, measure)} plus {self._number(right, measure)}"
            case Difference(left, right):
                return self._minus(f"{self._number(left, measure)} ", right, measure)
            case Product(constant, term):
                times = Text("keer", "times").say(self._lang)
                return f"{constant} {times} {self._grouped(term, measure)}"
            case Negation(term):
                return self._minus("", term, measure)

    def _minus(self, before: str, term: Number, measure: Fact | Parameter | None) -> str:
        return f"{before}{Text('min', 'minus').say(self._lang)} {self._grouped(term, measure)}"

    def _grouped(self, term: Number, measure: Fact | Parameter | None) -> str:
        phrase = self._number(term, measure)
        return f"({phrase})" if isinstance(term, Sum | Difference) else phrase

    def _parameter(self, name: str) -> str:
        parameter = self._vocabulary.parameter(name)
        if parameter is None:
            return name
        return f"{parameter.title.say(self._lang)} ({say_value(parameter, parameter.value, self._lang)})"


def _enumerated(words: Sequence[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
