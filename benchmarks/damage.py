"""Damaged scenario files, made from the shipped ones by a seed, and whether `check` gets through each of them.

It must say what is wrong and end: without falling over, without taking long, and without doing anything but read.
"""

from __future__ import annotations

import faulthandler
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from ruwaard_sim.files.loading import check_files

MOST_SECONDS = 10.0
"""How long a check may take in computing."""
PATIENCE = 60.0
"""After so many seconds on the clock a check is ended and counts as hanging."""
HOSTILE = (
    '!!python/object/apply:os.system ["echo hacked > hacked"]',
    "!!python/object/new:subprocess.Popen [[touch, hacked]]",
    "!!python/name:os.system",
    "!!python/module:antigravity",
    "&a [*a, *a, *a]",
    "{<<: {a: 1}}",
    "\"__import__('os').system('touch hacked')\"",
    '"().__class__.__base__.__subclasses__()"',
    '"{0.__class__} %s ${HOME} `touch hacked`"',
    "../../../../etc/passwd",
    "1" * 5_000,
    "1e999999999",
    "-.inf",
    "9999-99-99",
    '"\\ud800"',
    "~",
    "?",
    "[]",
    "{}",
    '""',
)
"""What somebody might write in place of a value, to do harm or to see what happens."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What was done (*how*) to a *file*, and what is in it then."""

    file: str
    how: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check of a damaged file came to: how many *problems*, in how many *seconds*.

    *crash* says what went wrong, if anything; *done* is what it did to the machine besides reading.
    """

    damage: Damage
    problems: int
    seconds: float
    crash: str = ""
    done: tuple[str, ...] = ()


# ---------------------------------------------------------------------- the damage


def _bytes_changed(text: str, draw: random.Random) -> bytes:
    content = bytearray(text.encode())
    for _ in range(draw.randint(1, 4)):
        content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    return bytes(content)


def _cut_off(text: str, draw: random.Random) -> bytes:
    content = text.encode()
    return content[: draw.randrange(len(content))]


def _lines_gone(lines: list[str], draw: random.Random) -> list[str]:
    start = draw.randrange(len(lines))
    return lines[:start] + lines[start + draw.randint(1, 3) :]


def _lines_doubled(lines: list[str], draw: random.Random) -> list[str]:
    start, many = draw.randrange(len(lines)), draw.randint(1, 3)
    return lines[: start + many] + lines[start:]


def _blocks_swapped(lines: list[str], draw: random.Random) -> list[str]:
    one, two, three, four = sorted(draw.choices(range(len(lines) + 1), k=4))
    return lines[:one] + lines[three:four] + lines[two:three] + lines[one:two] + lines[four:]


def _indented(lines: list[str], draw: random.Random) -> list[str]:
    place = draw.randrange(len(lines))
    shifted = draw.choice(["  " + lines[place], lines[place].removeprefix("  "), "\t" + lines[place]])
    return [*lines[:place], shifted, *lines[place + 1 :]]


def _numbers_changed(text: str, draw: random.Random) -> str:
    numbers = list(re.finditer(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])", text))
    for number in sorted(draw.sample(numbers, min(3, len(numbers))), key=re.Match.start, reverse=True):
        new = draw.choice(["0", "-1", "1", "7", "100", "999999", "0.5", "1000000000000000", "-0.000001"])
        text = text[: number.start()] + new + text[number.end() :]
    return text


def _deep(text: str, draw: random.Random) -> str:
    opening, closing = draw.choice([("[", "]"), ("{a: ", "}"), ("(", ")"), ("not ", ""), ("- ", "")])
    depth = draw.choice([33, 300, 30_000])
    return in_place_of_a_value(text, opening * depth + "x" + closing * depth, draw)


def _hostile(text: str, draw: random.Random) -> str:
    return in_place_of_a_value(text, draw.choice(HOSTILE), draw)


def in_place_of_a_value(text: str, value: str, draw: random.Random) -> str:
    """The *text* with *value* where another value stands; between quotes where that one is."""
    found = draw.choice(list(re.finditer(r"(?<=: )(?:\"[^\"\n]*\"|[^\s\[{,}\]#|]+)", text)))
    quoted = found[0].startswith('"') and not value.startswith(('"', "!", "&"))
    return text[: found.start()] + (f'"{value}"' if quoted else value) + text[found.end() :]


def _by_lines(change: Callable[[list[str], random.Random], list[str]]) -> Callable[[str, random.Random], str]:
    return lambda text, draw: "\n".join(change(text.split("\n"), draw))


WAYS: dict[str, Callable[[str, random.Random], str | bytes]] = {
    "bytes changed": _bytes_changed,
    "cut off": _cut_off,
    "lines gone": _by_lines(_lines_gone),
    "lines doubled": _by_lines(_lines_doubled),
    "blocks swapped": _by_lines(_blocks_swapped),
    "indented": _by_lines(_indented),
    "numbers changed": _numbers_changed,
    "very deep": _deep,
    "hostile": _hostile,
}


def damages(folder: Path, seed: int, count: int) -> list[Damage]:
    """*count* damaged versions of the scenario files in *folder*: each way in turn, as *seed* decides."""
    draw = random.Random(seed)
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.yaml"))}
    return [_damage(texts, how, draw) for how in islice(cycle(WAYS), count)]


def _damage(texts: Mapping[str, str], how: str, draw: random.Random) -> Damage:
    """One of the *texts* that came to harm; another one, if nothing changed."""
    while True:
        file = draw.choice(list(texts))
        changed = WAYS[how](texts[file], draw)
        content = changed if isinstance(changed, bytes) else changed.encode()
        if content != texts[file].encode():
            return Damage(file, how, content)


# ---------------------------------------------------------------------- what check makes of it

FORBIDDEN = ("os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "subprocess.Popen", "socket.connect")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Watch:
    """Remembers what is *done* to the machine, or made of the text of a file, for as long as it is *awake*."""

    def __init__(self) -> None:
        self.awake = False
        self.done: list[str] = []

    def __call__(self, event: str, given: tuple[Any, ...]) -> None:
        """Called by Python itself, before it does anything of the kind."""
        if self.awake:
            writes = event == "open" and isinstance(given[2], int) and bool(given[2] & WRITING)
            runs_text = event == "compile" and given[0] is not None
            if writes or runs_text or event in FORBIDDEN:
                self.done.append(f"{event} {str(given)[:200]}")


WATCH = Watch()


def prepare(folder: Path) -> None:
    """Make this process fit to check damaged files: all that is needed is loaded, and what is done is watched."""
    sys.dont_write_bytecode = True
    check_files(sorted(folder.rglob("*.yaml")))
    sys.addaudithook(WATCH)


def survived(folder: Path, damage: Damage) -> Outcome:
    """What a check of the *damage* comes to, in a copy of the scenarios in *folder*."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "scenarios"
        shutil.copytree(folder, copy)
        path = copy / damage.file
        path.write_bytes(damage.content)
        found, crash = 0, ""
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        WATCH.done.clear()
        WATCH.awake, started = True, time.process_time()
        try:
            found = len(check_files([path])[0])
        except BaseException as error:
            crash = f"{type(error).__name__}: {str(error)[:300]}"
        finally:
            seconds, WATCH.awake = time.process_time() - started, False
            faulthandler.cancel_dump_traceback_later()
    return Outcome(damage, found, seconds, crash, tuple(WATCH.done))


def outcomes(folder: Path, made: Sequence[Damage], workers: int) -> Iterator[Outcome]:
    """The outcome of each damage, in order. One that hangs or ends its process is found out, and is an outcome too."""
    work = partial(survived, folder)
    with ProcessPoolExecutor(workers, initializer=prepare, initargs=(folder,)) as executor:
        waiting = [(damage, executor.submit(work, damage)) for damage in made]
        for damage, future in waiting:
            yield _outcome(folder, damage, future)


def _outcome(folder: Path, damage: Damage, future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        with ProcessPoolExecutor(1, initializer=prepare, initargs=(folder,)) as alone:
            try:
                return alone.submit(survived, folder, damage).result()
            except BrokenProcessPool:
                return Outcome(damage, 0, PATIENCE, f"hung for {PATIENCE:g} s, or ended its process")
