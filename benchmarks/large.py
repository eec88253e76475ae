"""A scenario with many rules, dates and variants, made from the shipped one so that all it guarantees still holds.

Every rule with a condition is split: the same answer once more for some ages, before the rule itself. So nobody is
answered otherwise, every rule can be reached, and a proof has to find that out.
"""

from __future__ import annotations

import json
import shutil
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from ruwaard_sim.files.yaml_reader import read

TABLE = "routering"
DATED = "drempel_licht"
"""The parameter that gets a new value on each date."""
VARIED = "draagkracht"
"""The parameter that every variant sets otherwise."""
SAID = {"nl": "zo", "en": "so"}
FIRST_AGE, YEARS = 20, 5


def write_large(shipped: Path, folder: Path, rules: int, dates: int, variants: int) -> Path:
    """Write into *folder* a base with a table of *rules* rules that change on *dates* dates, and *variants* variants.

    Returns the study that names them all.
    """
    shutil.copytree(shipped / "ruwaard", folder / "ruwaard")
    written = read(folder / "ruwaard" / "rules.yaml").plain()
    written[TABLE]["rules"] = split_rules(written[TABLE]["rules"], rules)
    value = written["parameters"][DATED]["value"]
    dated = {f"{2017 + number}-01-01": _uncertain(2 + number) for number in range(dates)}
    written["parameters"][DATED]["value"] = {
        "values": dated,
        **{key: value[key] for key in ("unit", "source", "grade")},
    }
    _write(folder / "ruwaard" / "rules.yaml", written)
    names = [f"v{number}" for number in range(1, variants + 1)]
    for number, name in enumerate(names):
        parameter = written["parameters"][VARIED]
        value = {**parameter["value"], **_uncertain(7 + number)}
        change = {"because": SAID, "source": "wijkkader", "to": {**parameter, "value": value}}
        changes = {f"rules.parameters.{VARIED}": change}
        about = {"kind": "variant", "id": name, "base": "ruwaard", "title": SAID, "description": SAID}
        _write(folder / "variants" / f"{name}.yaml", {**about, "changes": changes})
    about = {"kind": "study", "id": "large", "title": SAID, "question": SAID, "baseline": names[0], "variants": names}
    study = folder / "studies" / "large.yaml"
    _write(study, {**about, "replications": 1, "seed": 1})
    return study


def split_rules(written: dict[str, Any], count: int) -> dict[str, Any]:
    """The rules as *written* and, before those with a condition, the same for some ages: *count* in all."""
    conditional = [name for name, rule in written.items() if "when" in rule and "leeftijd" not in rule["when"]]
    extra = list(islice(cycle(conditional), count - len(written)))
    found = {}
    for name, rule in written.items():
        for number in range(extra.count(name)):
            age = FIRST_AGE + 2 * YEARS * number
            part = f"{age} <= leeftijd < {age + YEARS}"
            found[f"{name}_{age}"] = {
                "title": rule["title"],
                "when": [rule["when"], part],
                "then": rule["then"],
                "source": rule["source"],
            }
        found[name] = rule
    return found


def _uncertain(mode: int) -> dict[str, int]:
    return {"low": mode - 1, "mode": mode, "high": mode + 1}


def _write(path: Path, content: dict[str, Any]) -> None:
    """Write the file; what is written so is YAML too."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
