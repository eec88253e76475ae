"""Every sentence the rule language says when something is wrong, by its stable code. Decides nothing.

Codes: R0xx a condition, R1xx a table or a guarantee about it, R2xx the vocabulary, R3xx a list of given facts,
R4xx what proofs, guarantees and examples show.
A code keeps its meaning for ever; ``docs/rules.md`` shows a bad and a good example of each.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from ruwaard_sim.text import Text

KEYWORDS: Final = ("and", "or", "not", "in", "true", "false")

FOREIGN: Final = {
    "en": "and",
    "of": "or",
    "niet": "not",
    "waar": "true",
    "onwaar": "false",
    "is": "==",
    **{word: word for word in KEYWORDS},
}
"""Words people write instead of the language's own, whatever the capitals."""

RESERVED: Final = frozenset(FOREIGN)
"""Words that no fact, parameter or value may be called."""

MESSAGES: Final[dict[str, Text]] = {
    "R001": Text("dit teken hoort hier niet: {word}", "this character has no place here: {word}"),
    "R002": Text("schrijf woorden zonder aanhalingstekens", "write words without quotation marks"),
    "R003": Text(
        "schrijf een geheel getal zonder punt of komma, of maak er een parameter van: {word}",
        "write a whole number without point or comma, or make it a parameter: {word}",
    ),
    "R004": Text("een getal bestaat alleen uit cijfers: {word}", "a number has digits only: {word}"),
    "R005": Text("schrijf gelijkheid als ==", "write equality as =="),
    "R006": Text("schrijf dit als woord: and, or, not", "write this as a word: and, or, not"),
    "R007": Text("voorwaarden gebruiken hiervoor een ander woord", "conditions use another word for this"),
    "R008": Text("dit vergelijkingsteken bestaat niet: {word}", "there is no such comparison: {word}"),
    "R009": Text(
        "delen kan niet; vermenigvuldig de andere kant, of maak er een feit van",
        "there is no division; multiply the other side, or make it a fact",
    ),
    "R010": Text(
        "alleen een geheel getal maal een feit of parameter kan; maak van dit product een eigen feit",
        "only a whole number times a fact or parameter is possible; make this product a fact of its own",
    ),
    "R011": Text("een voorwaarde roept niets aan: {word}(…)", "a condition calls nothing: {word}(…)"),
    "R012": Text("schrijf het feit zonder punt: {word}", "write the fact without a dot: {word}"),
    "R013": Text("dit getal is te groot: {word}", "this number is too large: {word}"),
    "R014": Text("'{word}' is geen feit en geen parameter", "'{word}' is neither a fact nor a parameter"),
    "R015": Text("{fact} kent geen waarde '{word}' (wel: {range})", "{fact} has no value '{word}' (it has: {range})"),
    "R016": Text("'{word}' is een waarde; schrijf ook van welk feit", "'{word}' is a value; also write of which fact"),
    "R017": Text("hier ontbreekt een feit, een waarde of een getal", "a fact, a value or a number is missing here"),
    "R018": Text(
        "dit staat er te veel, of ervoor ontbreekt een woord zoals 'and': {word}",
        "this is one too many, or a word like 'and' is missing before it: {word}",
    ),
    "R019": Text("bij dit haakje hoort geen ander: {word}", "this bracket has no partner: {word}"),
    "R020": Text(
        "de voorwaarde is leeg; laat 'when' weg als de regel altijd geldt",
        "the condition is empty; leave out 'when' if the rule always applies",
    ),
    "R021": Text(
        "na 'in' komen losse waarden tussen accolades, zoals {{a, b}}",
        "after 'in' come plain values between braces, such as {{a, b}}",
    ),
    "R022": Text("'{word}' staat twee keer in dit rijtje", "'{word}' is in this list twice"),
    "R023": Text(
        "een dubbele vergelijking wijst één kant op, zoals 2 <= x <= 5",
        "a double comparison points one way, such as 2 <= x <= 5",
    ),
    "R024": Text(
        "de voorwaarde is te lang of te diep; maak er meer regels van",
        "the condition is too long or too deep; make it several rules",
    ),
    "R025": Text(
        "een voorwaarde staat op één regel; schrijf anders een lijst van regels",
        "a condition is one line; otherwise write a list of lines",
    ),
    "R026": Text(
        "'{word}' is niet waar of onwaar; vergelijk het ergens mee",
        "'{word}' is not true or false; compare it with something",
    ),
    "R027": Text(
        "'{word}' is waar of onwaar en heeft geen vergelijking of som; schrijf het los, of met not ervoor",
        "'{word}' is true or false and takes no comparison or sum; write it alone, or with not before it",
    ),
    "R028": Text(
        "de waarden van {fact} hebben geen volgorde; gebruik ==, != of in",
        "the values of {fact} have no order; use ==, != or in",
    ),
    "R029": Text(
        "{fact} kan hier niet mee vergeleken worden (zijn waarden: {range})",
        "{fact} cannot be compared with this (its values: {range})",
    ),
    "R030": Text(
        "{word} is in {unit}, maar {other} in {other_unit}",
        "{word} is in {unit}, but {other} in {other_unit}",
    ),
    "R031": Text(
        "dit is {truth_nl} waar: '{word}' ligt tussen {low} en {high}",
        "this is {truth_en} true: '{word}' lies between {low} and {high}",
    ),
    "R032": Text("in deze vergelijking staat geen feit", "there is no fact in this comparison"),
    "R101": Text("deze tabel kent geen uitkomst '{word}'", "this table has no outcome '{word}'"),
    "R102": Text(
        "de laatste regel moet altijd gelden: laat daar 'when' weg",
        "the last rule must always apply: leave out its 'when'",
    ),
    "R103": Text(
        "deze regel komt nooit aan de beurt: regel {word} ervoor geldt altijd",
        "this rule is never reached: rule {word} before it always applies",
    ),
    "R104": Text("regel '{word}' heet bijna als een andere", "rule '{word}' is named almost like another"),
    "R105": Text("'{word}' staat hier twee keer", "'{word}' stands here twice"),
    "R106": Text("er is geen tabel '{word}'", "there is no table '{word}'"),
    "R107": Text(
        "tabel '{word}' verzamelt antwoorden en heeft er niet één om te vergelijken",
        "table '{word}' collects answers and has no single one to compare",
    ),
    "R108": Text("'{word}' kent geen meer en minder", "'{word}' has no more and less"),
    "R109": Text(
        "deze regel laat geen oordeel over, dus valt er niets voor iedereen gelijk te kiezen; "
        "noem bij judgement de andere antwoorden, of laat alike weg",
        "this rule leaves nothing to judgement, so there is nothing to choose alike for everyone; "
        "name the other answers under judgement, or leave out alike",
    ),
    "R201": Text(
        "'{word}' kan geen naam zijn: kleine letters, cijfers en _, geen woord van de taal zelf",
        "'{word}' cannot be a name: small letters, digits and _, no word of the language itself",
    ),
    "R202": Text("'{word}' heeft twee betekenissen", "'{word}' has two meanings"),
    "R203": Text(
        "het bereik, de waarden of de gewone waarde van '{word}' past niet bij het type",
        "the range, the values or the typical value of '{word}' does not fit its type",
    ),
    "R301": Text("schrijf feit=waarde, niet '{word}'", "write fact=value, not '{word}'"),
    "R302": Text("'{word}' is geen feit", "'{word}' is not a fact"),
    "R303": Text("'{word}' is twee keer gegeven", "'{word}' is given twice"),
    "R304": Text("'{word}' kan {fact} niet zijn (wel: {range})", "{fact} cannot be '{word}' (it can be: {range})"),
    "R401": Text("geen regel antwoordt: {resident_nl}", "no rule answers: {resident_en}"),
    "R402": Text(
        "deze regel komt nooit aan de beurt, want altijd gaat er een voor: {rules}",
        "this rule is never reached, for one of these always comes first: {rules}",
    ),
    "R403": Text("deze regel geldt voor niemand die kan bestaan", "this rule applies to nobody who can exist"),
    "R404": Text(
        "in deze tabel mag er één regel gelden, maar {rule} en {other} gelden allebei: {resident_nl}",
        "in this table one rule may apply, but {rule} and {other} both do: {resident_en}",
    ),
    "R405": Text(
        "{rule} staat voor {other}, dus is het antwoord {given_nl} (andersom {else_nl}) voor {resident_nl}",
        "{rule} stands before {other}, so the answer is {given_en} (the other way round {else_en}) for {resident_en}",
    ),
    "R406": Text(
        "cannot_happen sluit iedereen uit, dus zegt geen bewijs nog iets",
        "cannot_happen excludes everyone, so no proof says anything",
    ),
    "R407": Text("dit kon niet worden bewezen en niet worden weerlegd", "this could not be proved and not be refuted"),
    "R408": Text(
        "deze garantie geldt niet: {resident_nl} (regels: {rules}){apart_nl}",
        "this guarantee does not hold: {resident_en} (rules: {rules}){apart_en}",
    ),
    "R409": Text("deze garantie gaat over niemand", "this guarantee is about nobody"),
    "R410": Text(
        "deze garantie zegt alleen wat één regel al zegt: {rules}",
        "this guarantee only says what one rule says already: {rules}",
    ),
    "R411": Text(
        "het voorbeeld '{facts}' krijgt {given_nl} (regel: {rules}), en niet wat er staat: {word}",
        "the example '{facts}' gets {given_en} (rule: {rules}), and not what is written: {word}",
    ),
    "R412": Text(
        "ook wie er buiten valt krijgt iets anders: {resident_nl}",
        "someone outside it is answered otherwise too: {resident_en}",
    ),
    "R413": Text(
        "geen garantie en geen voorbeeld merkt dit op: {slip_nl}; dan geldt: {resident_nl}",
        "no guarantee and no example notices this: {slip_en}; then: {resident_en}",
    ),
    "R414": Text(
        "het voorbeeld '{facts}' gaat over iemand die volgens cannot_happen niet kan bestaan",
        "the example '{facts}' is about somebody who cannot exist by cannot_happen",
    ),
}
"""The sentence of each code; words between braces are filled in."""


def message(code: str, **words: str) -> Text:
    """The sentence of *code* with *words* filled in."""
    text = MESSAGES[code]
    return Text(text.nl.format(**words), text.en.format(**words))


def in_short(word: str) -> str:
    """*word* fit for a message: at most 40 characters, and nothing that cannot be printed."""
    short = word if len(word) <= 40 else f"{word[:39]}…"
    return "".join(sign if sign.isprintable() else f"U+{ord(sign):04X}" for sign in short)


def same_name(word: str) -> str:
    """Equal for names that differ only in capitals or Unicode form, so that look-alikes are found."""
    return unicodedata.normalize("NFKC", word).casefold()
