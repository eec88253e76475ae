"""Messages by code about the form of a scenario file (S)."""

from __future__ import annotations

from ruwaard_sim.messages.message import Message
from ruwaard_sim.text import Text

_WRONG_KIND = Text(
    "hier hoort {expected}, maar er staat {written}{advice}", "{expected} belongs here, not {written}{advice}"
)
"""What is said of a value of another kind than belongs there."""

FORM_MESSAGES: dict[str, Message] = {
    "S001": Message(
        "An unknown key.", "`lead_inn: {…}`.", Text("onbekende sleutel {key}{choose}", "unknown key {key}{choose}")
    ),
    "S002": Message(
        "A missing key.",
        '`title: {nl: "wijk"}`.',
        Text("de sleutel '{key}' ontbreekt{purpose}", "the key '{key}' is missing{purpose}"),
    ),
    "S003": Message(
        "A word that is none of the choices.",
        "`answer: swich`.",
        Text("{written} kan hier niet{choose}", "{written} cannot stand here{choose}"),
    ),
    "S004": Message("Something else where text belongs.", "`party: 3`.", _WRONG_KIND),
    "S005": Message("Something else where a number belongs.", '`value: "24,50"`.', _WRONG_KIND),
    "S006": Message("Something else where a whole number belongs.", "`replications: 2.5`.", _WRONG_KIND),
    "S007": Message("Something else where true or false belongs.", "`contribution: ja`.", _WRONG_KIND),
    "S008": Message("Something else where a block with keys belongs.", "`fte: 1.6`.", _WRONG_KIND),
    "S009": Message("Something else where a list belongs.", "`domains: wonen`.", _WRONG_KIND),
    "S010": Message(
        "A number too large or too small.",
        "`replications: 0`.",
        {
            "greater_than": Text("moet meer dan {limit} zijn", "must be more than {limit}"),
            "greater_than_equal": Text("moet minstens {limit} zijn", "must be at least {limit}"),
            "less_than": Text("moet minder dan {limit} zijn", "must be less than {limit}"),
            "less_than_equal": Text("mag hoogstens {limit} zijn", "may be at most {limit}"),
            "multiple_of": Text("moet een veelvoud van {limit} zijn", "must be a multiple of {limit}"),
        },
    ),
    "S011": Message(
        "A text too long or too short.",
        "`id:` and three hundred letters.",
        {
            "string_too_short": Text(
                "moet minstens {limit} teken(s) lang zijn", "must have at least {limit} character(s)"
            ),
            "string_too_long": Text("mag hoogstens {limit} tekens lang zijn", "may have at most {limit} characters"),
        },
    ),
    "S012": Message(
        "Too many or too few parts.",
        "`variants: []`.",
        {
            "too_short": Text(
                "moet minstens {limit} onderdeel of onderdelen hebben", "must have at least {limit} item(s)"
            ),
            "too_long": Text("mag hoogstens {limit} onderdelen hebben", "may have at most {limit} items"),
        },
    ),
    "S013": Message(
        "A day that does not exist.",
        "`begins: 2019-02-29`.",
        Text(
            "{value} is geen bestaande datum; schrijf jaar-maand-dag, zoals 2018-01-31",
            "{value} is not an existing date; write year-month-day, as in 2018-01-31",
        ),
    ),
    "S014": Message("Something where nothing belongs.", "`wait: 3`, where only null may stand.", _WRONG_KIND),
    "S015": Message(
        "A name with signs it may not have.",
        "`id: Wijk budget`.",
        {
            "path": Text(
                "een pad kan hier niet; verwijs met een naam, zonder map en zonder .yaml",
                "a path cannot stand here; refer by name, without a folder and without .yaml",
            ),
            "name": Text("een naam bestaat hier uit {signs}{begins}", "a name consists of {signs} here{begins}"),
        },
    ),
    "S016": Message("None of the several things that may stand here.", "`typical: 2.5`.", _WRONG_KIND),
    "S017": Message(
        "Anything else that does not fit.",
        "what the message says.",
        Text("dit past hier niet ({reason})", "this does not fit here ({reason})"),
    ),
    "S020": Message(
        "A quantity in no form, or in two.",
        "`{value: 1, low: 0, unit: weeks, …}`.",
        Text(
            "er staat geen getal; schrijf value, of low, mode en high, of values met datums",
            "there is no number; write value, or low, mode and high, or values by date",
        ),
    ),
    "S021": Message(
        "An unknown unit.",
        "`unit: wekn`.",
        {
            "wrong_unit": Text(
                "onbekende eenheid {unit}; kies uit: {allowed}", "unknown unit {unit}; choose from: {allowed}"
            ),
            "fact": Text("onbekende eenheid {unit}", "unknown unit {unit}"),
        },
    ),
    "S022": Message(
        "A unit of something else.",
        "`lead_in: {…, unit: EUR}`.",
        Text(
            "{unit} is {other}; hier hoort {units_text} ({allowed})",
            "{unit} is {other}; {units_text} belongs here ({allowed})",
        ),
    ),
    "S023": Message(
        "Low, mode and high that do not ascend.",
        "`{low: 2, mode: 1.6, high: 2.4, …}`.",
        Text(
            "low, mode en high moeten oplopen; hier staat {low}, {mode}, {high}",
            "low, mode and high must ascend; here they are {low}, {mode}, {high}",
        ),
    ),
    "S024": Message(
        "A number outside what is possible, also where it is a prior or a bound of what was drawn.",
        "`high: 140` of a share in %, `low: -2` of days, `residents: {value: 0, …}`.",
        {
            "too_far": Text("{written}: moet {bounds} {unit} zijn", "{written}: must be {bounds} {unit}"),
            "too_far_2": Text("{written}: moet {more} zijn", "{written}: must be {more}"),
        },
    ),
    "S025": Message(
        "Dates that do not ascend, or none.",
        "`{2019-01-01: 11, 2018-06-01: 12}`.",
        {
            "date_faults": Text(
                "'values' is leeg; noem minstens één datum", "'values' is empty; name at least one date"
            ),
            "date_faults_2": Text(
                "de datums moeten oplopen: {later} staat na {earlier}",
                "dates must ascend: {later} stands after {earlier}",
            ),
        },
    ),
    "S026": Message(
        "A source that is no name with a place behind it.",
        '`source: "Wijkkader, p. 3"`.',
        Text(
            "een bron is een naam uit sources.yaml, zo nodig met een plaats ('wijkkader §6'), of precies 'assumption'",
            "a source is a name from sources.yaml, if need be with a place ('wijkkader §6'), or exactly 'assumption'",
        ),
    ),
    "S027": Message(
        "An assumption with another grade than D.",
        "`source: assumption, grade: A`.",
        Text("een aanname heeft grade D, niet {grade}", "an assumption has grade D, not {grade}"),
    ),
    "S028": Message(
        "An assumption that is certain.",
        "`value: 3, source: assumption, grade: D`.",
        {
            "assumption_faults": Text(
                "een aanname is onzeker: schrijf low, mode en high",
                "an assumption is uncertain: write low, mode and high",
            ),
            "faults": Text(
                "een aanname is onzeker: schrijf 'times: {{low: 0.8, high: 1.25}}'",
                "an assumption is uncertain: write 'times: {{low: 0.8, high: 1.25}}'",
            ),
        },
    ),
    "S029": Message(
        "A table that is empty, or whose factors are no factors.",
        "`times: {low: 1.2, high: 1.5}`.",
        {
            "faults": Text("de tabel is leeg", "the table is empty"),
            "faults_2": Text(
                "'times' is een factor: low tussen 0 en 1, high minstens 1",
                "'times' is a factor: low between 0 and 1, high at least 1",
            ),
        },
    ),
    "S030": Message(
        "A dated quantity without a value yet on the first day of the simulation.",
        "`values: {2019-01-01: 11}`.",
        Text(
            "de eerste waarde geldt vanaf {first}, maar er is ook een waarde nodig op {day}",
            "the first value holds from {first}, but a value is also needed on {day}",
        ),
    ),
    "S031": Message(
        "**Warning**: an unusual number, perhaps in the wrong unit.",
        "`mdo: {value: 2, unit: years, …}`.",
        Text(
            "{number} {unit} is ongewoon (gewoon is {low} tot {high}); klopt de eenheid?",
            "{number} {unit} is unusual (usual is {low} to {high}); is the unit right?",
        ),
    ),
    "S032": Message(
        "**Warning**: three decimals, as in a whole number written the Dutch way.",
        "`value: 13.095`.",
        Text(
            "{number} heeft drie decimalen; als {thousands} bedoeld is, schrijf het zonder punt",
            "{number} has three decimals; if {thousands} is meant, write it without a point",
        ),
    ),
    "S050": Message(
        "A row too many or too few in a table of the population.",
        "`rows: {alone: 2155, couple: 1825}`.",
        {
            "judge": Text("deze rij hoort hier niet; de rijen zijn {listed}", "no such row; the rows are {listed}"),
            "judge_2": Text(
                "rij '{missing}' ontbreekt; de rijen zijn {listed}", "row '{missing}' is missing; the rows are {listed}"
            ),
        },
    ),
    "S051": Message(
        "A row that is no age, or out of order.",
        '`rows: {"65": 1, "18": 2}`.',
        Text(
            "hier hoort een leeftijd in hele jaren, van jong naar oud; '{word}' is dat niet",
            "an age in whole years belongs here, from young to old; '{word}' is not",
        ),
    ),
    "S052": Message(
        "People who do not fit into their households.",
        "`residents: {value: 10, …}` beside `households: {value: 5990, …}`.",
        Text(
            "{families} gezinnen, waarvan {single_parents} met één ouder, passen niet bij {children} thuiswonende kinderen van alle leeftijden",
            "{families} families, of which {single_parents} with one parent, do not fit {children} children of all ages at home",
        ),
    ),
    "S053": Message(
        "Low and high incomes together more than all.",
        "`low: 60 %` and `high: 50 %`.",
        Text(
            "lage en hoge inkomens zijn samen meer dan alle huishoudens",
            "low and high incomes together are more than all households",
        ),
    ),
    "S054": Message(
        "Weights that are all zero.",
        "`rows: {alone: 0, couple: 0, family: 0}`.",
        Text("minstens één getal moet meer zijn dan nul", "at least one number must be above zero"),
    ),
}
