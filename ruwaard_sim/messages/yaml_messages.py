"""Messages by code about the text of a scenario file: Y is about YAML, L about names of files."""

from __future__ import annotations

from ruwaard_sim.messages.message import Message
from ruwaard_sim.text import Text

YAML_MESSAGES: dict[str, Message] = {
    "Y001": Message(
        "The file cannot be read.",
        "a folder, a file that is not there.",
        Text("u mag dit bestand niet lezen", "you may not read this file"),
    ),
    "Y002": Message(
        "More than 1 MB.",
        "a table of data with `.yaml` as its name.",
        Text(
            "het bestand is groter dan {megabytes} MB; is dit wel een scenariobestand?",
            "the file is larger than {megabytes} MB; is this a scenario file at all?",
        ),
    ),
    "Y003": Message(
        "Not UTF-8.",
        "a file saved by an old editor as Windows-1252 or UTF-16.",
        {
            "utf_16": Text(
                "dit bestand is opgeslagen als UTF-16; bewaar het als UTF-8",
                "this file was saved as UTF-16; save it as UTF-8",
            ),
            "not_utf_8": Text(
                "het bestand is geen UTF-8 (byte {byte}, in Windows-1252 '{sign}'); bewaar het als UTF-8",
                "the file is not UTF-8 (byte {byte}, in Windows-1252 '{sign}'); save it as UTF-8",
            ),
        },
    ),
    "Y004": Message(
        "An invisible character.",
        '`title: "wijk\\u202ebudget"`.',
        Text(
            "een onzichtbaar teken ({sign}); haal het weg of typ het opnieuw",
            "an invisible character ({sign}); remove it or type it again",
        ),
    ),
    "Y005": Message("A tab.", "`title:⇥wijk`.", Text("een tab; gebruik spaties", "a tab; use spaces")),
    "Y006": Message(
        "A space that is no ordinary space.",
        "`title: wijk` with the space of a web page.",
        Text(
            "een spatie die geen gewone spatie is (vaak meegekopieerd); typ een gewone spatie",
            "a space that is not an ordinary space (often copied along); type an ordinary space",
        ),
    ),
    "Y007": Message(
        "Nothing in it.",
        "`# later`.",
        Text("het bestand is leeg (of bevat alleen commentaar)", "the file is empty (or holds only comments)"),
    ),
    "Y008": Message(
        "No keys.",
        "`- een⏎- twee`.",
        Text(
            "een scenariobestand bestaat uit sleutels, zoals 'kind: variant'; hier staat iets anders",
            "a scenario file consists of keys, such as 'kind: variant'; this is something else",
        ),
    ),
    "Y009": Message(
        "Not YAML.",
        "`title: [een, twee`.",
        {
            "note_syntax": Text("dit is geen leesbare YAML ({problem})", "this is not readable YAML ({problem})"),
            "parse": Text("dit is geen leesbare YAML ({error})", "this is not readable YAML ({error})"),
        },
    ),
    "Y010": Message(
        "An anchor or alias.",
        "`a: &x 1⏎b: *x`.",
        Text(
            "ankers en verwijzingen (& en *) zijn niet toegestaan; schrijf de waarde voluit, en {QUOTES}",
            "anchors and aliases (& and *) are not allowed; write the value in full, and {QUOTES}",
        ),
    ),
    "Y011": Message(
        "A tag or directive.",
        "`a: !!str 3`.",
        {
            "document": Text(
                "YAML-voorschriften (%YAML, %TAG) zijn niet toegestaan", "YAML directives (%YAML, %TAG) are not allowed"
            ),
            "refuse_decoration": Text(
                "een type-aanduiding ({tag}) mag niet; laat het uitroepteken weg, en {QUOTES}",
                "a tag ({tag}) is not allowed; leave out the exclamation mark, and {QUOTES}",
            ),
        },
    ),
    "Y012": Message(
        "A merge.",
        "`<<: {a: 1}`.",
        Text(
            "samenvoegen met << kan niet; schrijf de sleutels voluit",
            "merging with << is not possible; write the keys in full",
        ),
    ),
    "Y013": Message(
        "A second document.",
        "`a: 1⏎---⏎b: 2`.",
        Text(
            "een tweede document na ---; maak er een eigen bestand van",
            "a second document after ---; make it a file of its own",
        ),
    ),
    "Y014": Message(
        "More than 32 levels deep.",
        "`a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]`.",
        Text("meer dan {most} lagen diep", "more than {most} levels deep"),
    ),
    "Y015": Message(
        "More than 50,000 parts.",
        "a list of every resident.",
        Text("het bestand heeft meer dan {most} onderdelen", "the file has more than {most} parts"),
    ),
    "Y016": Message(
        "So many problems that the rest was not read.",
        "a file of another program.",
        Text(
            "verder is niet gelezen: er zijn al te veel problemen",
            "the rest was not read: there are too many problems already",
        ),
    ),
    "Y017": Message(
        "A key twice.",
        "`a: 1⏎a: 2`.",
        Text(
            "sleutel {key} komt twee keer voor (eerder op regel {line})",
            "key {key} occurs twice (earlier on line {line})",
        ),
    ),
    "Y018": Message(
        "Two keys that differ in capitals or the form of characters only.",
        "`regel: 1⏎Regel: 2`.",
        Text(
            "sleutel {key} lijkt te veel op {earlier} op regel {line}: alleen hoofdletters of tekenvorm verschillen",
            "key {key} is too much like {earlier} on line {line}: only capitals or the form of characters differ",
        ),
    ),
    "Y019": Message(
        "What cannot be a key.",
        "`true: 1`.",
        Text(
            "{word} kan geen sleutel zijn; een sleutel is tekst, zo nodig tussen aanhalingstekens",
            "{word} cannot be a key; a key is text, in quotation marks if need be",
        ),
    ),
    "Y020": Message(
        "A number with a comma, or with marks between the thousands.",
        "`a: 24,50`.",
        {
            "comma": Text("een getal met een komma", "a number with a comma"),
            "thousands": Text(
                "een getal met tekens tussen de duizendtallen", "a number with marks between the thousands"
            ),
        },
    ),
    "Y021": Message(
        "A number that can be read in two ways.",
        "`a: 13.090`.",
        Text(
            "dit kan een punt voor duizendtallen zijn of een decimale punt",
            "this may be a point for thousands or a decimal point",
        ),
    ),
    "Y022": Message(
        "A power of ten.", "`a: 1e3`.", Text("een getal met een macht van tien", "a number with a power of ten")
    ),
    "Y023": Message(
        "Underscores in a number.", "`a: 1_000`.", Text("een getal met liggende streepjes", "a number with underscores")
    ),
    "Y024": Message(
        "A number that begins with 0.", "`a: 017`.", Text("een getal dat met 0 begint", "a number that begins with 0")
    ),
    "Y025": Message("A time of day.", "`a: 1:30`.", Text("een kloktijd is geen getal", "a time of day is no number")),
    "Y026": Message(
        "Infinity, or no number.",
        "`a: .inf`.",
        Text("oneindig en 'geen getal' zijn geen waarden", "infinity and 'not a number' are no values"),
    ),
    "Y027": Message(
        "Minus zero.", "`a: -0.0`.", Text("min nul is geen aparte waarde", "minus zero is no value of its own")
    ),
    "Y028": Message(
        "A number of too many digits.",
        "`a: 12345678901234567890`.",
        Text("een getal van {written} tekens is te lang", "a number of {written} characters is too long"),
    ),
    "Y029": Message(
        "A point at the beginning or end of a number.",
        "`a: .5`.",
        Text("een punt hoort tussen twee cijfers", "a point belongs between two digits"),
    ),
    "Y030": Message(
        "A key without a value within braces, often because of a comma in a number or text.",
        "`a: {b: 1,c}`.",
        Text(
            "{word} heeft geen waarde; tussen {{ }} scheidt een komma: schrijf getallen met een punt en zet tekst met een komma tussen aanhalingstekens",
            "{word} has no value; within {{ }} a comma separates: write numbers with a point and put text that holds a comma in quotation marks",
        ),
    ),
    "L001": Message(
        "A path, or what cannot be a name.",
        "`base: ../ruwaard/base.yaml`.",
        {
            "path": Text(
                "{name} is een pad; verwijs met een naam, zonder map en zonder .yaml",
                "{name} is a path; refer by name, without a folder and without .yaml",
            ),
            "name": Text(
                "{name} is geen naam; een naam bestaat uit kleine letters, cijfers, _ en -",
                "{name} is not a name; a name consists of small letters, digits, _ and -",
            ),
        },
    ),
    "L002": Message(
        "No file of that name.",
        "`base: ruward`.",
        Text("er is geen {noun} met de naam {name}{there_are}", "there is no {noun} called {name}{there_are}"),
    ),
    "L003": Message(
        "A link that leads outside the folder.",
        "`variants/eigen.yaml -> /tmp/eigen.yaml`.",
        Text(
            "{name} is een koppeling naar een bestand buiten deze map; zet het bestand zelf hier",
            "{name} is a link to a file outside this folder; put the file itself here",
        ),
    ),
    "L004": Message(
        "A name to build on that is both that of a base and of a variant.",
        "`base: oss`, with `oss/base.yaml` and `oss.yaml` beside it.",
        Text(
            "{name} is de naam van een basis en van een variant; geef een van beide een andere naam",
            "{name} is the name of a base and of a variant; give one of them another name",
        ),
    ),
}
