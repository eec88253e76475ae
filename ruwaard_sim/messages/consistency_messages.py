"""Messages by code about numbers, money, hours and rules that contradict each other (X030 to X099)."""

from __future__ import annotations

from ruwaard_sim.messages.message import Message
from ruwaard_sim.text import Text

CONSISTENCY_MESSAGES: dict[str, Message] = {
    "X047": Message(
        "A file of another kind than was asked for.",
        "`ruwaard-sim run mijn_variant.yaml`, which is no study.",
        Text(
            "dit is een variant; noem hem in een studie (kind: study, met een baseline) en geef die",
            "this is a variant; name it in a study (kind: study, with a baseline) and give that",
        ),
    ),
    "X037": Message(
        "A norm against which waiting is measured, left out.",
        "no `mdo` under `norms`.",
        Text(
            "de norm '{name}' ontbreekt; het model meet eraan hoe lang mensen wachten",
            "the norm '{name}' is missing; the model measures waiting against it",
        ),
    ),
    "X038": Message(
        "**Warning**: a name that a variant adds, one slip away from one that is there and stays in force.",
        "`rules.guarantees.G72_dagbestedng:`.",
        Text(
            "'{where}' komt naast '{intended}', dat blijft gelden; is dat de bedoeling?",
            "'{where}' comes beside '{intended}', which stays in force; is that meant?",
        ),
    ),
    "X039": Message(
        "**Warning**: a text that `new` left to be written.",
        '`title: {nl: "Vul in: hoe heet dit voor lezers?", …}`.',
        Text(
            "er staat nog '{UNFILLED} …': zo ziet een lezer het straks ook",
            "it still says '{UNFILLED} …': so a reader will see it",
        ),
    ),
    "X060": Message(
        "A handling that those who decide do not have.",
        "`then: mdo`, where officials decide.",
        Text(
            "wie beslist ('{decides}') kent geen '{then}'; wel: {pathways}",
            "who decides ('{decides}') has no '{then}'; only: {pathways}",
        ),
    ),
    "X064": Message(
        "A personal budget as a destination.",
        "`then: pgb` in `routering`.",
        Text(
            "een pgb komt in de plaats van hulp in natura; bied het aan in 'aanbod'",
            "a personal budget replaces help in kind; offer it under 'aanbod'",
        ),
    ),
    "X031": Message(
        "A part of a whole that can be more than the whole, so that less than nothing would be left for the rest.",
        "`times: {low: 0.9, high: 1.1}, rows: {hulp: 93, overleg: 7}`.",
        Text(
            "'{row}' is {share} % en kan {high} keer zo veel zijn; dan blijft er minder dan niets over voor de rest. Kies "
            "hooguit {most}",
            "'{row}' is {share} % and can be {high} times as much; then less than nothing is left for the rest. Choose "
            "{most} at most",
        ),
    ),
    "X030": Message(
        "Parts that are not 100 % together.",
        "`rows: {preventie: 58, overleg: 40}`.",
        Text(
            "de delen moeten samen 100 % zijn; hier zijn zij {total} %",
            "the parts must add up to 100 %; here they are {total} %",
        ),
    ),
    "X032": Message(
        "A budget line that does not add up to the cent.",
        "`total: 1227720.01` of 673745.00 and 553975.00.",
        Text(
            "deelnemers en overigen zijn samen {parts}{on_day}, niet {total}",
            "participants and others are {parts} together{on_day}, not {total}",
        ),
    ),
    "X036": Message(
        "Sickness or administration that leaves no working time.",
        '`sickness: {value: 100, unit: "%", …}`.',
        Text(
            "zo blijft er geen werktijd over; het moet minder dan 100 % zijn",
            "this leaves no working time; it must be less than 100 %",
        ),
    ),
    "X050": Message(
        "A severity outside 0 to 10, or not ascending.",
        "`rows: {lowest: 6, likeliest: 5, highest: 9}`.",
        Text(
            "zwaarte loopt van 0 tot 10, en lowest, likeliest en highest lopen op",
            "severity runs from 0 to 10, and lowest, likeliest and highest ascend",
        ),
    ),
    "X051": Message(
        "A row that is missing.",
        "`urgency` without `crisis`.",
        Text("rij '{word}' ontbreekt", "row '{word}' is missing"),
    ),
    "X052": Message(
        "Ages that do not begin at 0.",
        '`rows: {"18": 4}`.',
        Text("de eerste leeftijdsklasse begint bij 0", "the first age band starts at 0"),
    ),
    "X053": Message(
        "A row that is no age.",
        '`rows: {"0": 1, "oud": 4}`.',
        Text(
            "'{word}' is geen leeftijd in hele jaren (0 tot {OLDEST_BAND})",
            "'{word}' is not an age in whole years (0 to {OLDEST_BAND})",
        ),
    ),
    "X054": Message(
        "More people with help than there are residents.",
        "`clients: {value: 50000, …}`.",
        Text(
            "{clients} mensen met hulp zijn er meer dan de {people} bewoners die er wonen",
            "{clients} people with help are more than the {people} residents there are",
        ),
    ),
    "X070": Message(
        "Demand above the head-room up to which needs are dealt.",
        "`factor: {value: 2.5, …}`.",
        Text(
            "de vraag bij '{domain}' wordt {most} maal die van 2017, meer dan headroom ({headroom}) toelaat; verhoog headroom in de basis",
            "demand for '{domain}' becomes {most} times that of 2017, more than headroom ({headroom}) allows; raise headroom in the base",
        ),
    ),
    "X071": Message(
        "**Warning**: a pool that is always empty, although somebody asks for it.",
        "`fte: {value: 0, …}`.",
        Text(
            "'{resource}' heeft nooit {noun}, maar {asker} vraagt ze: wie daarop wacht, wordt nooit geholpen",
            "'{resource}' never has {noun}, but {asker} asks for them: who waits for it is never helped",
        ),
    ),
    "X072": Message(
        "**Warning**: more asked at once than a pool ever holds.",
        "`investigation_pace: 30 hours/week` of half an FTE.",
        Text(
            "{asker} vraagt {much} uur per week tegelijk van '{resource}', dat er nooit meer dan {most} heeft: wie daarop wacht, wordt nooit geholpen",
            "{asker} asks {much} hours a week at once of '{resource}', which never has more than {most}: who waits for it is never helped",
        ),
    ),
    "X033": Message(
        "Two groups of staff paid from the same amount.",
        "`line: sociaal_werk` twice.",
        Text(
            "'{sides}' krijgt dit geld al; twee groepen kunnen niet hetzelfde bedrag krijgen",
            "'{sides}' already gets this money; two groups cannot get the same amount",
        ),
    ),
    "X034": Message(
        "Staff without a budget line and without an fte and productive hours.",
        "`ggd_team` without `line`.",
        Text(
            "zonder begrotingsregel zijn fte en productive_hours nodig",
            "without a budget line, fte and productive_hours are needed",
        ),
    ),
    "X035": Message(
        "Staff paid by the hour without a tariff.",
        "`hh_overig` without `tariff`.",
        Text(
            "wie per uur betaald wordt ('{answer}') heeft een tarief nodig: 'tariff' ontbreekt",
            "who is paid by the hour ('{answer}') needs a tariff: 'tariff' is missing",
        ),
    ),
    "X040": Message(
        "A provision that the model needs, left out.",
        "no `crisisdienst`.",
        Text(
            "de voorziening '{route}' ontbreekt; het model heeft die nodig",
            "the provision '{route}' is missing; the model needs it",
        ),
    ),
    "X041": Message(
        "A provision by hours that does not say how many.",
        "`schuldhulp` without `amount`.",
        Text(
            "wie uren geeft, moet zeggen hoeveel per week: 'amount' ontbreekt",
            "who gives hours must say how many a week: 'amount' is missing",
        ),
    ),
    "X042": Message(
        "A personal budget that does not say what it replaces.",
        "`begeleiding: {clients: …}` without `in_kind`.",
        Text(
            "zeg van welke hulp in natura dit pgb de plaats inneemt: 'in_kind' ontbreekt",
            "say which help in kind this personal budget replaces: 'in_kind' is missing",
        ),
    ),
    "X043": Message(
        "Individual help of which no personal budget can be made.",
        "`in_kind: specialist`.",
        Text(
            "in plaats hiervan kan een pgb worden gekozen; daarvoor zijn uren nodig ('by') van wie een 'tariff' heeft",
            "a personal budget may be chosen instead of this; that takes hours ('by') of staff with a 'tariff'",
        ),
    ),
    "X044": Message(
        "A provision in another layer than the model needs.",
        "`pgb: {layer: buiten, …}`.",
        Text("de voorziening '{route}' hoort in laag '{layer}'", "the provision '{route}' belongs in layer '{layer}'"),
    ),
    "X045": Message(
        "Hours and places in one provision.",
        "`rows: {huis_van_de_wijk: 50, ggd_team.preventie: 50}`.",
        Text(
            "uren en plekken gaan niet samen in één voorziening", "hours and places do not go together in one provision"
        ),
    ),
    "X046": Message(
        "A place with an amount.",
        "`amount` beside `by: {…, rows: {huis_van_de_wijk: 100}}`.",
        Text(
            "wie een plek krijgt, krijgt er één; 'amount' hoort alleen bij uren",
            "who gets a place gets one; 'amount' belongs to hours only",
        ),
    ),
    "X061": Message(
        "A surplus or a released reservation that buys hours of staff that follows demand.",
        "`buys: hh_overig.hulp`.",
        Text(
            "'{buys}' volgt de vraag; geld kan daar geen uren bij kopen",
            "'{buys}' follows demand; money cannot buy hours there",
        ),
    ),
    "X062": Message(
        "A meeting of nobody.",
        "`meeting: {}`.",
        Text("aan een MDO doet minstens één partij mee", "a meeting has one participant at least"),
    ),
    "X063": Message(
        "A meeting in no time.",
        "`meeting_spread: {low: 0, …}`.",
        Text(
            "het werk aan een MDO is over een tijd verdeeld die langer is dan nul",
            "the work on a meeting is spread over a time that is longer than zero",
        ),
    ),
    "X091": Message(
        "A guarantee that demands nothing, or two things.",
        "`then: …` and `neutral: …` together.",
        Text("een garantie heeft precies één van {known_forms}", "a guarantee has exactly one of {known_forms}"),
    ),
    "X093": Message(
        "Somebody whom a variant says cannot exist.",
        "`rules.cannot_happen.N20_oud_alleen:` in a variant without `counterfactual`.",
        Text(
            "een variant verandert niet wie er bestaan, dus ook niet wie er niet kunnen bestaan; zet '{name}' in de basis, "
            "of zet counterfactual: true",
            "a variant does not change who exists, so neither who cannot exist; put '{name}' in the base, "
            "or set counterfactual: true",
        ),
    ),
    "X094": Message(
        "Residents who live in the wijk, and whom `cannot_happen` says cannot exist.",
        '`when: "leeftijd >= 75 and alleenstaand"`.',
        Text(
            "volgens '{name}' bestaan zij niet, maar {count} bewoners van deze wijk zijn zo; de bewijzen tellen hen mee",
            "by '{name}' they do not exist, but {count} residents of this wijk are such; the proofs count with them",
        ),
    ),
    "X092": Message(
        "A guarantee that lacks a key of its form, or has one of another form.",
        "`rising: zwaarte` without `table`.",
        {
            "guarantee": Text("'{word}' hoort bij '{BELONGS}'", "'{word}' belongs to '{BELONGS}'"),
            "guarantee_2": Text(
                "'assume' kan hier niet: een pot mag nooit leeg raken, voor niemand",
                "'assume' cannot stand here: a pot may never be overdrawn, for anyone",
            ),
            "demand": Text("'rising' heeft 'table' en 'order' nodig", "'rising' needs 'table' and 'order'"),
            "never_negative": Text("'never_negative' heeft 'spends' nodig", "'never_negative' needs 'spends'"),
        },
    ),
    "X080": Message(
        "A figure that does not exist.",
        "`figure: residens`.",
        {
            "note_headline": Text("er is geen figuur '{name}'", "there is no figure '{name}'"),
            "figure": Text("er is geen figuur '{figure}'", "there is no figure '{figure}'"),
        },
    ),
    "X081": Message(
        "Another unit than the figure is measured in.",
        "`unit: weeks` of a figure in days.",
        Text(
            "'{figure}' wordt gemeten in {unit}, niet in {other_unit}",
            "'{figure}' is measured in {unit}, not in {other_unit}",
        ),
    ),
    "X082": Message(
        "A day where a period belongs, or the other way round.",
        "`residents` with a `period`.",
        Text(
            "bij '{figure}' hoort een '{written}' (en geen '{other}')",
            "'{figure}' needs a '{written}' (and no '{other}')",
        ),
    ),
    "X083": Message(
        "No low and no high, or low above high.",
        "`low: 5, high: 3`.",
        {
            "bounds": Text("schrijf low, high of allebei", "write low, high or both"),
            "bounds_2": Text("low moet onder high liggen", "low must be below high"),
        },
    ),
    "X084": Message(
        "An assumption with another grade than D.",
        "`source: assumption, grade: A`.",
        Text("een aanname heeft grade D", "an assumption has grade D"),
    ),
    "X085": Message(
        "A day outside the period of the base.",
        "`day: 2030-01-01`.",
        Text(
            "{day} ligt buiten de periode van de basis ({start} tot {end})",
            "{day} lies outside the period of the base ({start} to {end})",
        ),
    ),
    "X087": Message(
        "Targets about a variant of another base.",
        "targets of a wijk of one's own that name `gangbaar`, while only that of Ruwaard is there.",
        Text(
            "de variant '{name}' ({file}) bouwt op een andere basis ('{base}') dan die van deze doelen ('{own}'); maak er een "
            "op '{own}', of laat deze doelen weg",
            "the variant '{name}' ({file}) builds on another base ('{base}') than that of these targets ('{own}'); make one on "
            "'{own}', or leave these targets out",
        ),
    ),
    "X086": Message(
        "Targets without a base beside them.",
        "a file of targets in a folder of its own.",
        {
            "read_calibration": Text(
                "naast de basis '{base}' staan geen doelen (targets.yaml)",
                "there are no targets (targets.yaml) beside the base '{base}'",
            ),
            "load_targets": Text(
                "naast deze doelen staat geen base.yaml", "there is no base.yaml beside these targets"
            ),
        },
    ),
}
