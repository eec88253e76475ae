"""What is wrong with a file as text or as YAML is refused at its place, in words a colleague would use."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest
from refusals import problems_of, refused

from ruwaard_sim.errors import InputError
from ruwaard_sim.files.yaml_reader import read, read_text


def test_01_an_empty_file() -> None:
    """An empty file holds no scenario."""
    refused("", "Y007", 1, 1, "het bestand is leeg", "the file is empty")


def test_02_only_comments() -> None:
    """A file with nothing but comments is as empty as an empty one."""
    refused("# later\n\n# ooit\n", "Y007", 1, 1, "alleen commentaar", "only comments")


def test_03_a_tab() -> None:
    """A tab looks different in every editor, so it is pointed at, also where YAML would allow it."""
    refused("kind: base\ndays:\t3\n", "Y005", 2, 6, "een tab; gebruik spaties", "a tab; use spaces")
    refused("a:\n\tb: 1\n", "Y005", 2, 1, "gebruik spaties", "use spaces")


def test_04_another_encoding() -> None:
    """A file saved as UTF-16 or in Latin-1 is told to be saved as UTF-8."""
    refused("kind: base".encode("utf-16"), "Y003", 1, 1, "UTF-16; bewaar het als UTF-8", "save it as UTF-8")
    refused("kind: base".encode("utf-16-le"), "Y003", 1, 1, "als UTF-16", "as UTF-16")
    refused("a: 1\nb: coördinatie".encode("latin-1"), "Y003", 2, 6, "0xF6, in Windows-1252 'ö'", "not UTF-8")


def test_05_a_byte_order_mark() -> None:
    """A byte order mark at the start is accepted and shifts no column."""
    assert read_text(b"\xef\xbb\xbfkind: base\n", "x").mark_at(("kind",)).column == 7
    problem = problems_of(b"\xef\xbb\xbfa: 1_0\n")[0]
    assert (problem.mark.line, problem.mark.column) == (1, 4)


def test_06_characters_nobody_sees() -> None:
    """A NUL, a control character or half a surrogate pair is refused where it hides, escaped or not."""
    refused("a: x\0y\n", "Y004", 1, 5, "onzichtbaar teken (U+0000", "invisible character (U+0000")
    refused("a: 1\nb: \x1b[31m\n", "Y004", 2, 4, "U+001B", "U+001B")
    refused("a: \ud800\n", "Y004", 1, 4, "U+D800", "U+D800")
    refused('a: 1\nb: "x\\0"\n', "Y004", 2, 4, "U+0000", "remove it or type it again")


def test_07_windows_line_ends() -> None:
    """Windows line ends are accepted and shift no line or column."""
    assert read_text("a: één\r\nb: [x,\r\n  y]\r\n", "x").mark_at(("b", 1)).line == 3
    refused("a: é\r\nb: 1_0\r\n", "Y023", 2, 4, "schrijf 10", "write 10")


def test_08_a_hundred_thousand_brackets() -> None:
    """A hundred thousand brackets are stopped at level 33, long before any stack is full."""
    refused("[" * 100_000, "Y014", 1, 33, "meer dan 32 lagen diep", "more than 32 levels deep")
    refused("a: " + "{a: " * 50_000, "Y014", 1, 128, "lagen", "levels")
    refused("- " * 50_000, "Y014", 1, 65, "lagen", "levels")


def test_09_an_alias_bomb() -> None:
    """Nine lists of nine aliases each are refused without ever being expanded."""
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    start = time.perf_counter()
    problems = problems_of("\n".join(lines))
    assert {problem.code for problem in problems} == {"Y010"}
    assert (problems[0].mark.line, problems[0].mark.column) == (1, 5)
    assert len(problems) == 10 + 9 * 9
    assert time.perf_counter() - start < 1


def test_10_anchors_aliases_and_merges() -> None:
    """Every anchor, alias and merge key is pointed at, in one go."""
    problems = problems_of("a: &x {b: 1}\nc: *x\nd:\n  <<: {e: 1}\n")
    assert [(p.code, p.mark.line, p.mark.column) for p in problems] == [
        ("Y010", 1, 4),
        ("Y010", 2, 4),
        ("Y012", 4, 3),
    ]
    assert "schrijf de waarde voluit" in problems[0].say("nl")
    assert "write the keys in full" in problems[2].say("en")


def test_11_a_tag() -> None:
    """A tag, least of all one that would run Python, is never obeyed."""
    content = "a: 1\nb: !!python/object/apply:os.getcwd []\n"
    refused(content, "Y011", 2, 4, "type-aanduiding ('tag:yaml.org", "a tag ('tag:yaml.org")
    refused("a: !!float 3\n", "Y011", 1, 4, "laat het uitroepteken weg", "leave out the exclamation mark")
    refused("%TAG ! tag:x,2020:\n---\na: 1\n", "Y011", 1, 1, "%TAG", "%TAG")


def test_12_two_documents() -> None:
    """One file holds one document; a single --- at the top is allowed."""
    assert read_text("---\nkind: base\n...\n", "x").plain() == {"kind": "base"}
    refused("a: 1\n---\nb: 2\n", "Y013", 2, 1, "een tweede document", "a second document")


def test_13_a_list_or_a_word_on_top() -> None:
    """A file consists of keys; a list, a word or nothing at all on top is something else."""
    refused("- a\n- b\n", "Y008", 1, 1, "bestaat uit sleutels", "consists of keys")
    refused("\n\n  hallo\n", "Y008", 3, 3, "kind: variant", "kind: variant")
    refused("null\n", "Y008", 1, 1, "iets anders", "something else")


def test_14_a_duplicate_key() -> None:
    """The second of two equal keys is refused, with the line of the first."""
    content = "a:\n  naam: x\n  unit: y\n  naam: z\n"
    refused(content, "Y017", 4, 3, "'naam' komt twee keer voor (eerder op regel 2)", "earlier on line 2")
    refused("{a: 1, 'a': 2}", "Y017", 1, 8, "twee keer", "occurs twice")


def test_15_a_key_that_is_no_text() -> None:
    """Null, true, a decimal, a list, a mapping, nothing: none can be a key. Plain digits and words can."""
    for key in ("~", "null", "true", "1.5", "-3", "017", "1e3", '""', "? [a, b]\n", "? {a: 1}\n"):
        problems = problems_of(f"x: 1\n{key}: 2\n")
        assert [problem.code for problem in problems] == ["Y019"], key
        assert problems[0].mark.line == 2
        assert "kan geen sleutel zijn" in problems[0].say("nl")
        assert "cannot be a key" in problems[0].say("en")
    allowed = {"on": 1, "no": 2, "18": 3, "65_74": 4, "2018-01-01": 5, "1.5": 6}
    text = "on: 1\nno: 2\n18: 3\n65_74: 4\n2018-01-01: 5\n'1.5': 6\n"
    assert read_text(text, "x").plain() == allowed


def test_16_a_file_or_line_that_is_too_long(tmp_path: Path) -> None:
    """Fifty megabytes are refused after reading one; a long line within the limit is only a long line."""
    large = tmp_path / "groot.yaml"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InputError) as caught:
        read(large, "wijk.yaml")
    assert caught.value.problems[0].code == "Y002"
    refused("a: " + "x" * 1_000_000, "Y002", 1, 1, "groter dan 1 MB", "larger than 1 MB")
    assert read_text("a: " + "x" * 999_000, "x").plain() == {"a": "x" * 999_000}
    refused("a: [" + "x," * 60_000 + "]", "Y015", 1, 99_995, "50000 onderdelen", "50000 parts")


def test_17_a_number_of_six_thousand_digits() -> None:
    """A number longer than any number should be is refused, not converted."""
    refused("a: " + "9" * 6_000, "Y028", 1, 4, "van 6000 tekens is te lang", "of 6000 characters is too long")
    refused("a: 1." + "3" * 60, "Y028", 1, 4, "hoogstens 18 cijfers", "at most 18 digits")
    assert read_text("a: 999999999999999999", "x").plain() == {"a": 10**18 - 1}


@pytest.mark.parametrize(
    ("written", "code", "nl", "en"),
    [
        ("1:30", "Y025", "een kloktijd is geen getal", "a time of day is no number"),
        ("017", "Y024", "schrijf 17", "write 17"),
        ("0x1F", "Y024", "schrijf 31", "write 31"),
        ("1e3", "Y022", "schrijf 1000", "write 1000"),
        ("-2.5E-3", "Y022", "schrijf -0.0025", "write -0.0025"),
        ("1_000", "Y023", "schrijf 1000", "write 1000"),
        ("24,50", "Y020", "schrijf 24.50", "write 24.50"),
        ("1.227,72", "Y020", "schrijf 1227.72", "write 1227.72"),
        ("1.227.720", "Y020", "schrijf 1227720", "write 1227720"),
        ("1,227", "Y020", "schrijf 1.227 of 1227", "write 1.227 or 1227"),
        ("24,-", "Y020", "schrijf 24", "write 24"),
        ("13.090", "Y021", "schrijf 13090 of 13.09", "write 13090 or 13.09"),
        (".5", "Y029", "schrijf 0.5", "write 0.5"),
        ("5.", "Y029", "schrijf 5", "write 5"),
    ],
)
def test_18_numbers_that_can_be_read_in_two_ways(written: str, code: str, nl: str, en: str) -> None:
    """What looks like a number but can be read in two ways is refused; between quotes it is text."""
    refused(f"a: 1\nb: {written}\n", code, 2, 4, nl, en)
    refused(f"a: 1\nb: {written}\n", code, 2, 4, "zet het dan tussen aanhalingstekens", "put it in quotation")
    assert read_text(f"b: '{written}'", "x").plain() == {"b": written}


def test_18_words_and_dates_stay_text() -> None:
    """The words yes, no, on and off, dates and versions stay the text they are; only true is true."""
    text = "a: no\nb: Yes\nc: on\nd: 2018-01-01\ne: 1.2.3\nf: True\ng: true\nh: ~\ni: 0-17\nj: 65+\nk:\n"
    assert list(read_text(text, "x").plain().values()) == [
        "no", "Yes", "on", "2018-01-01", "1.2.3", "True", True, None, "0-17", "65+", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "code", "nl", "en"),
    [
        (".nan", "Y026", "oneindig en 'geen getal'", "infinity and 'not a number'"),
        ("-.INF", "Y026", "schrijf een gewoon getal", "write an ordinary number"),
        ("-0.0", "Y027", "schrijf 0", "write 0"),
        ("-0", "Y027", "min nul", "minus zero"),
        ("1e400", "Y022", "schrijf het getal voluit", "write the number in full"),
    ],
)
def test_19_numbers_that_are_no_numbers(written: str, code: str, nl: str, en: str) -> None:
    """Infinity, not-a-number, minus zero and what overflows to them are refused."""
    refused(f"a: [1, {written}]\n", code, 1, 8, nl, en)


def test_extra_01_a_comma_within_braces() -> None:
    """Within braces a comma separates, so 1,5 and 'per 1,000/year' fall apart: that is said."""
    refused("q: {low: 1,5, high: 2}", "Y030", 1, 12, "'5' heeft geen waarde", "'5' has no value")
    refused("q: {unit: per 1,000/year}", "Y030", 1, 17, "tussen { } scheidt een komma", "a comma separates")


def test_extra_02_a_percent_sign() -> None:
    """A value that begins with % must stand between quotes, and the message shows how."""
    refused("a: 1\nunit: %\n", "Y009", 2, 7, 'tussen aanhalingstekens, zoals "%"', 'like "%"')


def test_extra_02_emphasis_and_exclamations() -> None:
    """Text that begins with *, & or ! is told to stand between quotes."""
    for written in ("*let op*", "& co", "!belangrijk", "* los"):
        problems = problems_of(f"a: 1\nnote: {written}\n")
        assert problems[0].code in {"Y009", "Y010", "Y011"}
        assert (problems[0].mark.line, problems[0].mark.column) in {(2, 7), (2, 8)}
        assert "tussen aanhalingstekens" in problems[0].say("nl")
        assert "quotation marks" in problems[0].say("en")


def test_extra_03_a_quote_that_never_closes() -> None:
    """An unclosed quote is pointed at where it opens, not at the end of the file."""
    refused("a: 1\nb: 'x\nc: 3\n", "Y009", 2, 4, "wordt nergens gesloten", "is never closed")


def test_extra_04_a_colon_too_many() -> None:
    """A second colon on a line, or wrong indentation, is called by its name."""
    refused("a: b: c\n", "Y009", 1, 5, "dubbele punt", "a colon where it cannot stand")
    refused("a: 1\n b: 2\n", "Y009", 2, 3, "inspringen", "indentation")


def test_extra_05_a_missing_colon() -> None:
    """A key without its colon is pointed at itself, not at the line after it."""
    refused("a: 1\nbron\nc: 2\n", "Y009", 2, 1, "ontbreekt een dubbele punt", "a colon followed by a space")


def test_extra_06_keys_that_look_alike() -> None:
    """Keys that differ only in capitals or in Unicode form are one key to a reader."""
    refused("zorg: 1\nZorg: 2\n", "Y018", 2, 1, "lijkt te veel op 'zorg' op regel 1", "too much like 'zorg'")
    refused("\u00e9\u00e9n: 1\ne\u0301e\u0301n: 2\n", "Y018", 2, 1, "tekenvorm", "form of characters")
    refused("ﬁets: 1\nfiets: 2\n", "Y018", 2, 1, "op regel 1", "on line 1")


def test_extra_07_text_that_reads_backwards() -> None:
    """Marks that turn text around on the screen are refused: what one sees must be what is read."""
    refused("naam: a\u202eb\n", "Y004", 1, 8, "RIGHT-TO-LEFT OVERRIDE", "RIGHT-TO-LEFT OVERRIDE")


def test_extra_08_a_space_from_a_word_processor() -> None:
    """A non-breaking space after a key, copied from elsewhere, is found; inside a text it is only a space."""
    refused("a: 1\nb:\u00a0x\n", "Y006", 2, 3, "geen gewone spatie", "not an ordinary space")
    assert read_text("a: € 24\u00a0per uur\n", "x").plain() == {"a": "€ 24\u00a0per uur"}


def test_extra_09_no_such_file(tmp_path: Path) -> None:
    """A missing file, a folder, and a name no disk can hold are problems, not crashes."""
    cases = [
        (tmp_path / "weg.yaml", "bestaat niet", "does not exist"),
        (tmp_path, "dit is een map", "this is a folder"),
        (Path("a\0b"), "kan niet worden gelezen", "cannot be read"),
        (Path("x" * 5_000), "kan niet worden gelezen", "cannot be read"),
    ]
    for path, nl, en in cases:
        with pytest.raises(InputError) as caught:
            read(path, "wijk.yaml")
        problem = caught.value.problems[0]
        assert problem.code == "Y001"
        assert nl in problem.say("nl")
        assert en in problem.say("en")


def test_extra_10_a_device_is_not_waited_for() -> None:
    """A device is no file: nothing is read from it, so nothing can hang."""
    if not Path("/dev/zero").exists():
        pytest.skip("no devices here")
    with pytest.raises(InputError) as caught:
        read(Path("/dev/zero"))
    assert "geen gewoon bestand" in caught.value.problems[0].say("nl")


def test_all_problems_of_a_file_come_at_once() -> None:
    """One reading shows every problem, from top to bottom."""
    problems = problems_of("a: 1e3\nb: 017\na: 2\n? [x]\n: 1\nc: !t y\n")
    assert [(p.mark.line, p.code) for p in problems] == [
        (1, "Y022"),
        (2, "Y024"),
        (3, "Y017"),
        (4, "Y019"),
        (6, "Y011"),
    ]


def test_a_hopeless_file_is_given_up() -> None:
    """After a hundred problems reading stops, and says so."""
    problems = problems_of("".join(f"k{n}: 1e{n}\n" for n in range(1, 500)))
    assert len(problems) == 101
    assert {problem.code for problem in problems} == {"Y022", "Y016"}
    assert max(problem.mark.line for problem in problems) == 100


def test_columns_count_characters_not_bytes() -> None:
    """A smiley or an accent before the fault counts for one column."""
    refused("é😀: {ë: 😀, b: 1_0}\n", "Y023", 1, 15, "liggende streepjes", "underscores")


def test_reading_is_the_same_without_the_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML has no C library, its Python parser gives the same trees and the same refusals."""
    import yaml

    texts = ["a: [1, {b: 'c'}]\nd: |\n  x\n  y\n", "a: &x 1\nb: 017\n", "a: {b: 1,5}", "x: 'a", "a: b: c"]

    def outcome(text: str) -> object:
        try:
            return read_text(text, "x")
        except InputError as error:
            return [(problem.code, problem.mark) for problem in error.problems]

    with_c = [outcome(text) for text in texts]
    monkeypatch.setattr("ruwaard_sim.files.yaml_reader._LOADER", yaml.SafeLoader)
    assert [outcome(text) for text in texts] == with_c


def test_deep_files_need_no_deep_stack() -> None:
    """Reading does not recurse: a thread with the smallest stack reads the deepest file there may be."""
    text = "{a: " * 31 + "{b: 1}" + "}" * 31
    found: list[object] = []
    previous = threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=lambda: found.append(read_text(text, "x").get(("a",) * 31 + ("b",))))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(previous)
    assert len(found) == 1
    assert sys.getrecursionlimit() >= 1000
