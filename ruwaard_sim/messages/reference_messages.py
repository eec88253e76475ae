"""Messages by code about names and dates in a scenario (X001 to X029)."""

from __future__ import annotations

from ruwaard_sim.messages.message import Message
from ruwaard_sim.text import Text

REFERENCE_MESSAGES: dict[str, Message] = {
    "X001": Message(
        "A base without one of its parts.",
        "no `money.yaml` beside `base.yaml`.",
        Text(
            "bij deze basis hoort een bestand {kind}.yaml in dezelfde map",
            "this base needs a file {kind}.yaml in the same folder",
        ),
    ),
    "X002": Message(
        "A change of what is not there.",
        "`organisation.staff.sociaal_wrk.tasks:`.",
        {
            "note_unknown": Text(
                "{called} heeft geen '{missing}' in '{path}'; bekend: {keys}",
                "{called} has no '{missing}' in '{path}'; known: {keys}",
            ),
            "renamed": Text("{called} heeft geen '{path}'{today}", "{called} has no '{path}'{today}"),
            "note_unknown_2": Text(
                "'{path}' gaat te diep: bij '{missing}' is er niets meer in te delen; verander wat erboven staat",
                "'{path}' goes too deep: at '{missing}' nothing is divided further; change what stands above it",
            ),
        },
    ),
    "X003": Message(
        "A change before a sibling that is not there.",
        "`before: R60_specialit`.",
        Text("er is geen '{missing}' om '{path}' voor te zetten", "there is no '{missing}' to put '{path}' before"),
    ),
    "X004": Message(
        "An id that is not the name of the file (of a base: its folder); for a part or targets a **warning**.",
        "`id: anders`.",
        Text(
            "de id '{content}' is niet de naam waaronder dit te vinden is",
            "the id '{content}' is not the name under which this is found",
        ),
    ),
    "X005": Message(
        "A baseline that is not among the variants.",
        "`baseline: gangbar`.",
        Text(
            "de vergelijkingsbasis '{baseline}' staat niet bij de varianten",
            "the baseline '{baseline}' is not among the variants",
        ),
    ),
    "X006": Message(
        "A variant named twice.",
        "`variants: [gangbaar, gangbaar]`.",
        {
            "read_study": Text("'{name}' staat er twee keer", "'{name}' is named twice"),
            "note_targets": Text("'{word}' staat er twee keer", "'{word}' is named twice"),
            "note_twice": Text("'{path}' staat er twee keer", "'{path}' is named twice"),
        },
    ),
    "X007": Message(
        "No kind.",
        "`id: gangbaar` without `kind: variant`.",
        Text("'kind' ontbreekt; kies uit: {kinds}", "'kind' is missing; choose from: {kinds}"),
    ),
    "X008": Message(
        "An unknown kind.",
        "`kind: varaint`.",
        Text("onbekende soort '{word}'; kies uit: {kinds}", "unknown kind '{word}'; choose from: {kinds}"),
    ),
    "X009": Message(
        "A change inside what another change replaces whole.",
        "`mechanisms.decides.talk:` beside `mechanisms.decides:`.",
        Text(
            "'{path}' ligt binnen '{around}', dat deze variant al in zijn geheel verandert; zet het daar",
            "'{path}' lies within '{around}', which this variant already changes whole; put it there",
        ),
    ),
    "X018": Message(
        "A change that removes what is still needed.",
        "`organisation.provisions.dagbesteding: {…, to: null}`.",
        Text(
            "'{path}' verdwijnt hier, maar is nog nodig ({where}{more}): {written}",
            "'{path}' is removed here, but is still needed ({where}{more}): {written}",
        ),
    ),
    "X024": Message(
        "A change of what is the same for all variants: who live there, what befalls them, the period, the norms, the facts.",
        "`population.start.residents:`.",
        Text(
            "'{dotted}' is voor alle varianten van een basis gelijk, anders zijn zij niet te vergelijken; maak er een eigen basis voor",
            "'{dotted}' is the same for all variants of a base, or they could not be compared; make a base of its own",
        ),
    ),
    "X025": Message(
        "A variant that begins outside the period.",
        "`begins: 2026-01-01`.",
        Text(
            "de variant begint op {begins}, buiten de periode van {start} tot {end}",
            "the variant begins on {begins}, outside the period from {start} to {end}",
        ),
    ),
    "X048": Message(
        "A source of a variant's own with a name that is taken.",
        "`sources: {wijkkader: {title: …}}` in a variant.",
        Text(
            "er is al een bron met de naam '{name}'; geef de eigen bron een andere naam",
            "there is a source called '{name}' already; give your own source another name",
        ),
    ),
    "X027": Message(
        "Variants that build on each other in a circle, or more than five of them.",
        "`base: b` in `a.yaml` and `base: a` in `b.yaml`.",
        {
            "note_circle": Text(
                "deze varianten bouwen in een kring op elkaar voort: {names}; laat er één op een basis staan",
                "these variants build on each other in a circle: {names}; let one of them stand on a base",
            ),
            "note_depth": Text(
                "hoogstens {DEEPEST} varianten bouwen op elkaar voort, dit zijn er {names}: {chain}; voeg er een paar samen",
                "{DEEPEST} variants at most build on each other, these are {names}: {chain}; put some of them together",
            ),
        },
    ),
    "X029": Message(
        "A variant that begins before the one it builds on.",
        "`begins: 2019-01-01` on a variant that begins in 2020.",
        Text(
            "de variant begint op {begins}, eerder dan '{below}', waarop zij voortbouwt ({since})",
            "the variant begins on {begins}, before '{below}', which it builds on ({since})",
        ),
    ),
    "X028": Message(
        "A parameter of rules that is not a whole number.",
        "`drempel_mdo` with mode 6.5.",
        Text("regels rekenen met hele getallen; {number} is dat niet", "rules use whole numbers; {number} is not"),
    ),
    "X026": Message(
        "Variants of one study with different periods, or on bases with other people, needs, shocks or norms.",
        "a base until 2022 and one until 2023; two wijken in one study.",
        {
            "period": Text(
                "'{variant}' gaat over een andere periode dan '{other_variant}'",
                "'{variant}' is about another period than '{other_variant}'",
            ),
            "people": Text(
                "'{variant}' (basis '{base}', {file}) gaat over andere inwoners of omstandigheden dan '{other_variant}' "
                "(basis '{other_base}', {other_file}), dus een verschil komt niet van het beleid; anders zijn: {differences}",
                "'{variant}' (base '{base}', {file}) is about other people or circumstances than '{other_variant}' "
                "(base '{other_base}', {other_file}), so a difference does not come from policy; these differ: {differences}",
            ),
        },
    ),
    "X010": Message(
        "A name that leads nowhere: of a party, budget line, pool, provision, domain, norm, source, row.",
        "`party: gdd`.",
        {
            "prior": Text("een factor is nul of meer", "a factor is zero or more"),
            "check_targets": Text("onbekende bron '{word}'", "unknown source '{word}'"),
        },
    ),
    "X011": Message(
        "A fact that is a number, without a min or a max.",
        "`{type: int, min: 0, typical: 6, …}`.",
        Text("een getal heeft een min en een max nodig", "a number needs a min and a max"),
    ),
    "X012": Message(
        "A typical value that the fact cannot have.",
        "`{type: int, min: 0, max: 10, typical: 16, …}`.",
        {
            "fact": Text("min ({low}) is meer dan max ({high})", "min ({low}) is more than max ({high})"),
            "fact_2": Text("{typical} is geen waarde van {name}", "{typical} is not a value of {name}"),
        },
    ),
    "X013": Message(
        "A leefdomein that the fact `leefdomein` does not have.",
        "`values: [huishouden, …]`, without `contact`.",
        Text("het leefdomein '{domain}' ontbreekt", "the domain '{domain}' is missing"),
    ),
    "X014": Message(
        "A fact that the model does not know.",
        "`allenstaand: {type: bool, …}`.",
        Text("het model kent het feit '{name}' niet", "the model does not know the fact '{name}'"),
    ),
    "X015": Message(
        "A fact of another type than in the model.",
        "`wil_pgb: {type: int, …}`.",
        Text("'{name}' is in het model van type {form}{within}", "'{name}' is of type {form}{within} in the model"),
    ),
    "X016": Message(
        "A fact that the model needs, left out.",
        "no `terugval` under `facts`.",
        Text(
            "het feit '{name}' ontbreekt; het model heeft het nodig", "the fact '{name}' is missing; the model needs it"
        ),
    ),
    "X017": Message(
        "A fact whose range is smaller than in the model.",
        "`zwaarte: {type: int, min: 0, max: 5, …}`, or `min: 10` of a wait in steering.",
        {
            "fact": Text(
                "'{name}' loopt in het model van {low} tot {high}; dat valt niet binnen {min} tot {max}",
                "'{name}' runs from {low} to {high} in the model; that is not within {min} to {max}",
            ),
            "sights": Text(
                "'{measures}' kan {least} zijn; de regels zouden dan {min} zien",
                "'{measures}' can be {least}; the rules would see {min} then",
            ),
        },
    ),
    "X019": Message(
        "**Warning**: a parameter that no rule asks.",
        "`drempel_lich: {…}`.",
        Text(
            "geen regel vraagt naar de parameter '{name}'; veranderen doet niets",
            "no rule asks the parameter '{name}'; changing it does nothing",
        ),
    ),
    "X020": Message(
        "An end that is not after the start.",
        "`end: 2018-01-01`.",
        {
            "period": Text(
                "het einde ({end}) moet na het begin ({start}) liggen",
                "the end ({end}) must come after the start ({start})",
            ),
            "when": Text("het einde moet na het begin liggen", "the end must come after the start"),
        },
    ),
    "X021": Message(
        "A period of more than thirty years.",
        "`end: 2518-01-01`.",
        Text(
            "een periode van {years} jaar kan niet worden doorgerekend; hoogstens {LONGEST_YEARS} jaar",
            "a period of {years} years cannot be simulated; {LONGEST_YEARS} years at most",
        ),
    ),
    "X022": Message(
        "A period before 1900.",
        "`start: 0001-01-01`.",
        Text(
            "het begin ({start}) moet in of na {FIRST_YEAR} liggen",
            "the start ({start}) must lie in or after {FIRST_YEAR}",
        ),
    ),
    "X023": Message(
        "Dates in what holds for the whole period.",
        "`lead_in: {values: {2018-01-01: 13, …}, …}`.",
        Text(
            "dit geldt voor de hele periode en kan niet per datum verschillen; schrijf value, of low, mode en high",
            "this holds for the whole period and cannot differ by date; write value, or low, mode and high",
        ),
    ),
}
