"""Prints how the shipped wijk compares with what was published: ``python -m benchmarks.validate``.

Ends with 1 when something that was put in as such does not come out whole; a target that is missed is no error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from ruwaard_sim.errors import InputError
from ruwaard_sim.study.validation import page, validate
from ruwaard_sim.words import Lang


def main(words: Sequence[str] | None = None) -> int:
    """Validate, print, and say with the exit code whether the inputs are whole."""
    parser = argparse.ArgumentParser(prog="benchmarks.validate", description=__doc__.splitlines()[0])
    parser.add_argument("--replications", type=int, default=40, metavar="N")
    parser.add_argument("--seed", type=int, default=2018, metavar="S")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl")
    asked = parser.parse_args(words)
    lang: Lang = asked.lang
    if asked.replications < 1 or asked.seed < 0:
        parser.error("--replications is 1 or more, --seed is 0 or more")
    try:
        found = validate(asked.replications, asked.seed)
    except InputError as error:
        sys.stderr.write(error.text.say(lang) + "\n")
        return error.exit_code
    sys.stdout.write(page(found, lang))
    return 0 if found.whole else 1


if __name__ == "__main__":
    raise SystemExit(main())
