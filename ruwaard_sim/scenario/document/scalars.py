"""The spelling of numbers, yes and no, and dates in a scenario, with advice on what may have been meant.

One spelling is read and the rest is explained: what looks like a number but could be read in two
ways (1e3, 017, 1.227.720, 24,50) is never guessed at. Knows neither YAML nor shapes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ruwaard_sim.messages import message
from ruwaard_sim.text import Text

Scalar = str | int | float | bool | None

MOST_DIGITS = 18
_LONGEST_DECIMAL = 40
_LONGEST_SHOWN = 40

_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None, "~": None, "": None}
_YES = {"yes", "y", "on", "ja", "waar", "true", "aan"}
_NO = {"no", "n", "off", "nee", "onwaar", "false", "uit"}

_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+")
_TWO_WAYS = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{2}0")
_EXPONENT = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]+")
_UNDERSCORE = re.compile(r"[-+]?[0-9]+(?:_+[0-9]+)+(?:\.[0-9]*)?")
_BASED = re.compile(r"[-+]?0(?:x[0-9a-fA-F]+|o[0-7]+|b[01]+)")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+(?:\.[0-9]+)?")
_CLOCK = re.compile(r"[-+]?[0-9]+(?::[0-9]{1,2})+(?:\.[0-9]*)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|nan)", re.IGNORECASE)
_BARE_POINT = re.compile(r"[-+]?(?:[0-9]+\.|\.[0-9]+)")
_DUTCH = re.compile(r"[-+]?[0-9]{1,3}(?:\.[0-9]{3})*,(?:[0-9]+|-+)")
_COMMA = re.compile(r"[-+]?[0-9]+,(?:[0-9]+|-+)")
_DUTCH_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_ENGLISH_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_WITH_UNIT = re.compile(
    r"(?:€|EUR|euro)?\s*([-+]?[0-9][0-9.,]*)\s*(?:%|€|EUR|euro|uur|uren|hours?|weken|weeks?|dagen|days?|FTE)?",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]?([0-9]{1,2})[-/. ]?([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")


class SpellingProblem(NamedTuple):
    """A spelling that is not read: its stable code, what is wrong with it, and what to write instead."""

    code: str
    what: Text
    write: Text

    @property
    def text(self) -> Text:
        """The problem and what to write instead, as one sentence without a full stop."""
        return Text(f"{self.what.nl}; {self.write.nl}", f"{self.what.en}; {self.write.en}")


def resolve(text: str) -> Scalar | SpellingProblem:
    """The value of unquoted *text*: a number, true, false, nothing, itself, or a :class:`SpellingProblem`."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _WHOLE.fullmatch(text):
        return _too_long(text) or _minus_zero(text) or int(text)
    if _DECIMAL.fullmatch(text):
        return _too_long(text) or _minus_zero(text) or _two_ways(text) or float(text)
    return next((trap(text) for pattern, trap in _TRAPS if pattern.fullmatch(text)), text)


def shown(value: object) -> str:
    """*value* as it may be repeated in a message: between quotes, short, without control characters."""
    text = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in str(value)[:200])
    return f"'{text[:_LONGEST_SHOWN]}…'" if len(text) > _LONGEST_SHOWN else f"'{text}'"


def spelled(number: float) -> str:
    """*number* as it must be written in a scenario file: in full, without exponent or minus zero.

    It is read back as the same number, unless it needs more digits than a scenario may hold.
    """
    digits = format(Decimal(repr(number)), "f")
    if "." in digits:
        digits = digits.rstrip("0").removesuffix(".")
    return "0" if number == 0 else digits


def meant_bool(text: str) -> bool | None:
    """The truth value that *text* is another word for; None when it is neither."""
    word = text.strip().casefold()
    if word in _YES:
        return True
    return False if word in _NO else None


def number_advice(text: str) -> Text | None:
    """Advice on what to write when a number belongs where *text* stands, or None when that cannot be guessed."""
    plain = unicodedata.normalize("NFKC", text).strip()
    inside = _WITH_UNIT.fullmatch(plain)
    intended = resolve(plain)
    if isinstance(intended, SpellingProblem):
        return intended.text
    if isinstance(intended, int | float) and not isinstance(intended, bool):
        return Text(
            f"schrijf {spelled(intended)}, zonder aanhalingstekens",
            f"write {spelled(intended)}, without quotation marks",
        )
    if inside is None:
        return None
    number = resolve(inside[1].rstrip(".,"))
    if isinstance(number, SpellingProblem):
        return number.text
    return Text(
        f"schrijf alleen het getal, {number}; de eenheid hoort achter 'unit'",
        f"write only the number, {number}; the unit belongs after 'unit'",
    )


def read_date(text: str) -> date | None:
    """The day that *text* (``2018-01-31``) names, or None when it is no existing day written that way."""
    if not _ISO_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def meant_date(text: str) -> str | None:
    """The date that *text* (``31-1-2018``, ``2018/1/31``) probably means, as ``2018-01-31``; None if none."""
    if match := _YEAR_FIRST.fullmatch(text.strip()):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(text.strip()):
        day, month, year = match.groups()
    else:
        return None
    intended = f"{year}-{month:0>2}-{day:0>2}"
    return intended if read_date(intended) else None


def _write(spelling: str) -> Text:
    return Text(f"schrijf {spelling}", f"write {spelling}")


def _too_long(text: str) -> SpellingProblem | None:
    digits = text.lstrip("+-").partition(".")[0]
    if len(digits) <= MOST_DIGITS and len(text) <= _LONGEST_DECIMAL:
        return None
    return SpellingProblem(
        "Y028",
        message("Y028", written=len(text)),
        Text(
            f"schrijf hoogstens {MOST_DIGITS} cijfers, of kies een grotere eenheid",
            f"write at most {MOST_DIGITS} digits, or choose a larger unit",
        ),
    )


def _minus_zero(text: str) -> SpellingProblem | None:
    if text[0] != "-" or text.strip("-0."):
        return None
    return SpellingProblem("Y027", message("Y027"), _write("0"))


def _two_ways(text: str) -> SpellingProblem | None:
    if not _TWO_WAYS.fullmatch(text):
        return None
    thousands, small = text.replace(".", ""), text.rstrip("0")
    small = small + "0" if small.endswith(".") else small
    return SpellingProblem(
        "Y021", message("Y021"), Text(f"schrijf {thousands} of {small}", f"write {thousands} or {small}")
    )


def _exponent(text: str) -> SpellingProblem:
    exponent = int(text.lower().partition("e")[2][:6])
    short = abs(exponent) <= MOST_DIGITS and len(text) <= _LONGEST_DECIMAL
    write = Text("schrijf het getal voluit", "write the number in full")
    if short:
        exact = Decimal(text)
        write = _write(format(exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact, "f"))
    return SpellingProblem("Y022", message("Y022"), write)


def _underscore(text: str) -> SpellingProblem:
    return SpellingProblem("Y023", message("Y023"), _write(text.replace("_", "")))


def _zeros_or_based(text: str) -> SpellingProblem:
    digits = text.lstrip("+-")
    sign = "-" if text[0] == "-" else ""
    if digits[1] in "xob":
        value = int(digits, 0)
        intended = str(value) if value < 10**MOST_DIGITS else "…"
    else:
        intended = digits.lstrip("0")
        intended = "0" + intended if not intended or intended[0] == "." else intended
    return SpellingProblem("Y024", message("Y024"), _write(sign + intended))


def _clock(text: str) -> SpellingProblem:
    return SpellingProblem(
        "Y025",
        message("Y025"),
        Text("schrijf een tijdsduur als getal met een eenheid", "write a duration as a number with a unit"),
    )


def _not_finite(text: str) -> SpellingProblem:
    return SpellingProblem("Y026", message("Y026"), Text("schrijf een gewoon getal", "write an ordinary number"))


def _comma(text: str) -> SpellingProblem:
    decimal = text.replace(".", "").replace(",", ".").rstrip("-").rstrip(".")
    spellings = [decimal]
    if _ENGLISH_THOUSANDS.fullmatch(text):
        spellings.append(text.replace(",", ""))
    both = " of ".join(spellings)
    return SpellingProblem(
        "Y020", message("Y020", "comma"), Text(f"schrijf {both}", f"write {both.replace(' of ', ' or ')}")
    )


def _thousands(text: str) -> SpellingProblem:
    without = text.replace(",", "") if "," in text else text.replace(".", "")
    return SpellingProblem("Y020", message("Y020", "thousands"), _write(without))


def _bare_point(text: str) -> SpellingProblem:
    sign, digits = ("-" if text[0] == "-" else ""), text.lstrip("+-")
    intended = digits[:-1] if digits[-1] == "." else "0" + digits
    return SpellingProblem(
        "Y029", message("Y029"), _write(sign + (intended.lstrip("0") or "0" if digits[-1] == "." else intended))
    )


_TRAPS: tuple[tuple[re.Pattern[str], Callable[[str], SpellingProblem]], ...] = (
    (_EXPONENT, _exponent),
    (_UNDERSCORE, _underscore),
    (_BASED, _zeros_or_based),
    (_LEADING_ZERO, _zeros_or_based),
    (_CLOCK, _clock),
    (_NOT_FINITE, _not_finite),
    (_DUTCH_THOUSANDS, _thousands),
    (_DUTCH, _comma),
    (_COMMA, _comma),
    (_ENGLISH_THOUSANDS, _thousands),
    (_BARE_POINT, _bare_point),
)
