"""Messages by code about calibrations and draws (X150 and up)."""

from __future__ import annotations

from ruwaard_sim.messages.message import Message
from ruwaard_sim.text import Text

DRAW_MESSAGES: dict[str, Message] = {
    "X150": Message(
        "A value to fit, or one that was drawn, where there is no number.",
        "`needs.domains.huishouden.rate:` under `values`.",
        Text("er is geen getal op '{path}'", "there is no number at '{path}'"),
    ),
    "X151": Message(
        "A value that people decide about, and that is no guess about the world.",
        "`rules.parameters.drempel_mdo:` under `values`.",
        Text(
            "'{path}' wordt niet getrokken: {why}; maak er een variant van",
            "'{path}' is not drawn: {why}; make it a variant",
        ),
    ),
    "X152": Message(
        "A value of which nobody says how uncertain it is.",
        "`policy.pgb_wish:` (dated) without a `prior`.",
        Text(
            "het scenario zegt niet hoe onzeker dit is; schrijf een prior met low, mode en high",
            "the scenario does not say how uncertain this is; write a prior with low, mode and high",
        ),
    ),
    "X153": Message(
        "A prior in another form or unit than what is drawn.",
        "`prior: {value: 3, …}`, or years of a `factor`.",
        {
            "prior": Text(
                "een prior heeft een low, mode en high, en low is minder dan high",
                "a prior has a low, mode and high, and low is less than high",
            ),
            "prior_2": Text(
                "de prior is in {unit}, en wat getrokken wordt in {other_unit}",
                "the prior is in {unit}, and what is drawn in {other_unit}",
            ),
            "prior_3": Text("een factor is nul of meer", "a factor is zero or more"),
        },
    ),
    "X154": Message(
        "A target to fit to that was predicted or put in.",
        "`targets: [wmo_growth_2018_2020]`.",
        Text(
            "'{word}' is {why} en niet aangepast: wie erop ijkt, kan er niets meer mee aantonen",
            "'{word}' is {why} and not fitted: who fits to it can show nothing with it any more",
        ),
    ),
    "X155": Message(
        "A value that does nothing in what the targets measure.",
        "`mechanisms.decides.talk_pace: {of: wijkbudget, …}` with targets of `gangbaar` only. Nor does a factor on a whole table of parts of a whole: draw one row.",
        {
            "find_location": Text(
                "de delen van '{path}' zijn samen het geheel: allemaal keer een factor verandert niets; trek er één ('{path}.rows.…': {rows})",
                "the parts of '{path}' together are the whole: all times a factor changes nothing; draw one of them ('{path}.rows.…': {rows})",
            ),
            "note_reach": Text(
                "'{path}' van '{of}' doet niets in wat de doelen meten ({names})",
                "'{path}' of '{of}' does nothing in what the targets measure ({names})",
            ),
        },
    ),
    "X156": Message(
        "Two values that draw from one table.",
        "`….tasks.rows.hulp:` beside `….tasks.rows.overleg:`.",
        Text(
            "'{path}' en '{other_path}' trekken aan dezelfde tabel; kies er een",
            "'{path}' and '{other_path}' draw from one table; choose one of them",
        ),
    ),
    "X157": Message(
        "Demand, with every value at its highest or with one of the draws, above the head-room up to which needs are dealt.",
        "a prior up to 5 of `mechanisms.contribution.demand_low`.",
        {
            "note_priors": Text(
                "met de hoogste waarden wordt {problem_text}", "with the highest values: {problem_text}"
            ),
            "note_draws": Text("met trekking {name} wordt {problem_text}", "with draw {name}: {problem_text}"),
        },
    ),
    "X158": Message(
        "A value at its low, mode or high (the others at their mode), or a draw, with which a variant cannot be; which rule it breaks is said behind it.",
        "a prior up to 100 % of `mechanisms.pays.participant.administration` (X036), a draw of 45 % low and 60 % high incomes (S053).",
        Text(
            "met {subject} kan '{name}' niet bestaan: {problem} ({code_of_problem})",
            "with {subject} '{name}' cannot be: {problem} ({code_of_problem})",
        ),
    ),
    "X160": Message(
        "A value that is now written in another unit than it was drawn in.",
        "`unit: weeks` of what the base says in years.",
        Text(
            "'{path}' was in {unit} getrokken en staat er nu in {other_unit}; ijk opnieuw",
            "'{path}' was drawn in {unit} and is now in {other_unit}; calibrate again",
        ),
    ),
    "X161": Message(
        "A draw with too many or too few numbers, or one outside its bounds.",
        '`"17": [1.04]` of eight values.',
        {
            "note_row": Text(
                "trekking {name} heeft {row} getallen; er zijn {values} waarden",
                "draw {name} has {row} numbers; there are {values} values",
            ),
            "note_row_2": Text(
                "{number} ligt buiten {low} tot {high} van '{path}'",
                "{number} lies outside {low} to {high} of '{path}'",
            ),
        },
    ),
    "X164": Message(
        "Draws added or left out by hand, or counts that cannot be.",
        "`accepted: 47` above 46 draws.",
        {
            "note_made": Text(
                "er pasten {accepted} trekkingen en er staan er {draw_count}; ijk opnieuw in plaats van te kiezen",
                "{accepted} draws fitted and there are {draw_count}; calibrate again instead of choosing",
            ),
            "note_made_2": Text(
                "van {candidates} bekeken trekkingen kunnen er geen {lived} zijn doorgerekend en {accepted} passen",
                "of {candidates} draws looked at {lived} cannot have been lived and {accepted} fit",
            ),
        },
    ),
    "X163": Message(
        "Draws of another base than the variants of a study, or that change nothing in them.",
        "`draws: ruwaard` in a study of another base.",
        Text(
            "de trekkingen '{study_draws}' veranderen niets aan deze varianten: die zeggen over elke waarde wat anders",
            "the draws '{study_draws}' change nothing in these variants, which say something else of every value",
        ),
    ),
    "X162": Message(
        "**Warning**: draws that were fitted with other numbers than the scenario has now, or to other targets (figure, variant, period or day, bounds).",
        "a base in which a tariff was changed since, or `targets.yaml` with a bound moved. Not seen: a changed program, and a calibration with other values, priors or targets chosen.",
        Text(
            "de trekkingen '{name}' zijn gemaakt {reasons} dan er nu staan; of zij nog passen is onbekend: ijk opnieuw",
            "the draws '{name}' were made {reasons} than there are now; whether they still fit is unknown: calibrate again",
        ),
    ),
}
