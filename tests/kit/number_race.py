"""A race for numbers: many processes at one office over New Year's Eve, killed at random, every other paper sent twice.

Every paper has its day of signing, which decides its year; the clock runs on while papers signed in the old year are
still waiting for their number. Some papers have a number reserved first, some are given up afterwards. A process that
is killed is followed by another, which carries on a little before the place where the first was stopped.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar

from gongwen import registry
from gongwen.document.reference import Reference
from gongwen.errors import Refused
from gongwen.registry import OrganRow

T = TypeVar("T")

CODE, CLERK, CHIEF = "青帮办", "石磊", "陆文渊"
EVE = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)
"""A minute before midnight in the office's zone."""
LAST_DAY, FIRST_DAY = date(2026, 12, 31), date(2027, 1, 1)
OVERLAP = 3
"""How many acts a new process does again of those that the killed one had reported."""

_FORK = multiprocessing.get_context("fork")
_BY = {"actor": CLERK, "now": EVE}


@dataclass(frozen=True)
class Sent:
    """One paper handed in for its number: signed on this day, with or without a reservation, given up afterwards."""

    paper: int
    signed_on: date
    reserve: bool
    give_up: bool


@dataclass(frozen=True)
class Ran:
    """How the race went: seconds from start to end, seconds of each act that took a number, processes killed, and what
    the processes had been told: paper → number."""

    seconds: float
    latencies: tuple[float, ...]
    kills: int
    told: tuple[tuple[int, Reference], ...]


def found(home: Path) -> None:
    """An office where 陆文渊 may approve that a number is given up; it is left closed."""
    registry.create(home, now=EVE)
    registry.add_organ(OrganRow(name="青禾市民政局"), **_BY)
    registry.add_person(CHIEF, **_BY)
    registry.appoint(CHIEF, "青禾市民政局", "局长", ("签发人",), date(2026, 1, 1), **_BY)
    registry.close()


def papers(home: Path, count: int, *, at_once: int = 500) -> list[Sent]:
    """So many papers, their days of signing mixed over both years; every seventh reserved, every eleventh given up."""
    registry.open(home)
    made: list[int] = []
    while len(made) < count:
        size = min(at_once, count - len(made))
        made += registry.within(lambda size=size: [_paper() for _ in range(size)])
    registry.close()
    days = random.Random(2026)
    return [
        Sent(paper, LAST_DAY if days.random() < 1 - place / count else FIRST_DAY, place % 7 == 0, place % 11 == 0)
        for place, paper in enumerate(made)
    ]


def run(home: Path, sent: Sequence[Sent], *, workers: int, kill_every: float, seed: int = 1) -> Ran:
    """Let so many processes take the numbers, kill one of them every so many seconds (about), until all is done."""
    chance = random.Random(seed)
    hands = [_Hand(home, n, _share(sent, n, workers, chance)) for n in range(workers)]
    begun, kills = time.monotonic(), 0
    next_kill = begun + kill_every
    while sum(hand.at_work() for hand in hands):
        time.sleep(0.02)
        running = [hand for hand in hands if hand.process and hand.process.is_alive()]
        if kill_every and running and time.monotonic() > next_kill:
            kills += chance.choice(running).kill()
            next_kill = time.monotonic() + kill_every * chance.uniform(0.5, 1.5)
    seconds = time.monotonic() - begun
    acts = [act for hand in hands for act in hand.reported()]
    return Ran(seconds, tuple(act[2] for act in acts), kills, tuple((act[0], act[1]) for act in acts))


def faults(home: Path, sent: Sequence[Sent], ran: Ran) -> list[str]:
    """What is wrong with the outcome: a gap, a double, a number told and not kept, a void without explanation."""
    registry.open(home)
    rows, taken = (
        registry.numbers(),
        Counter(entry.details["paper"] for entry in registry.entries() if _is_taking(entry)),
    )
    registry.verify_journal()
    registry.close()
    return [*_gaps(rows, sent), *_doubles(rows, taken, sent), *_lost(rows, ran), *_unexplained(rows, sent)]


class _Hand:
    """One clerk's place: a process, and after it is killed the next, until its share is done."""

    def __init__(self, home: Path, number: int, share: list[Sent]) -> None:
        self._home, self._share, self._notes = home, share, home / f"clerk-{number}.txt"
        self._notes.touch()
        self.process: BaseProcess | None = None

    def at_work(self) -> bool:
        """True while there is something to do; starts a process where none runs."""
        if self.process and self.process.is_alive():
            return True
        if self.process and self.process.exitcode == 0:
            return False
        if self.process and self.process.exitcode != -signal.SIGKILL:
            raise AssertionError(f"a clerk stopped with {self.process.exitcode}")
        noted = len(self._notes.read_text().splitlines())
        self.process = _FORK.Process(target=_take_all, args=(self._home, self._share, self._notes, noted))
        self.process.start()
        return True

    def kill(self) -> bool:
        """Kill the process, wherever it is; False when it had just ended by itself."""
        assert self.process and self.process.pid
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()
        return self.process.exitcode == -signal.SIGKILL

    def reported(self) -> Iterator[tuple[int, Reference, float]]:
        """Paper, number and seconds of every act that was answered with a number."""
        for line in self._notes.read_text().splitlines():
            paper, number, seconds = line.split("\t")
            if number:
                yield int(paper), Reference.parse(number), float(seconds)


def _take_all(home: Path, share: list[Sent], notes: Path, noted: int) -> None:
    """Do this share from a little before the first act that is not `noted` yet; note each act once it is answered."""
    registry.open(home)
    with notes.open("a", buffering=1) as told:
        for place in range(max(0, noted - OVERLAP), len(share)):
            sent, now = share[place], EVE + timedelta(seconds=place)
            begun = time.perf_counter()
            number = _patiently(lambda sent=sent, now=now: _take(sent, now))
            seconds = time.perf_counter() - begun
            if place >= noted:
                told.write(f"{sent.paper}\t{number or ''}\t{seconds}\n")
            if number and sent.give_up:
                _patiently(lambda sent=sent, now=now, number=number: _give_up(sent, number, now))
    registry.close()


def _patiently(act: Callable[[], T]) -> T | None:
    """Ask again as long as the ledger is busy; None when the number was given up meanwhile."""
    while True:
        try:
            return act()
        except Refused as refused:
            if "已经作废" in str(refused):
                return None
            if "稍后重试" not in str(refused):
                raise


def _give_up(sent: Sent, number: Reference, now: datetime) -> None:
    reason = f"第{sent.paper}号文件不再发文"
    registry.void_number(number, reason=reason, approver=CHIEF, actor=CLERK, now=now)


def _take(sent: Sent, now: datetime) -> Reference:
    hand = {"actor": CLERK, "now": now}
    if sent.reserve and registry.number_of(sent.paper) is None:
        try:
            registry.reserve_number(CODE, sent.signed_on.year, f"第{sent.paper}号文件", paper=sent.paper, **hand)
        except Refused as refused:
            if "一份公文只有一个文号" not in str(refused):  # another clerk was quicker
                raise
    return registry.take_number(sent.paper, CODE, sent.signed_on.year, **hand)


def _share(sent: Sequence[Sent], number: int, workers: int, chance: random.Random) -> list[Sent]:
    """Every workers-th paper, and as many again of the others': two clerks have the same paper in hand."""
    own = list(sent[number::workers])
    others = [one for one in sent[(number + 1) % workers :: workers] if chance.random() < 0.5]
    mixed = own + (others if workers > 1 else own)
    chance.shuffle(mixed)
    return mixed


def _paper() -> int:
    return registry.add_paper(
        case=None, template="t", template_hash="h", kind="通知", title="关于走访慰问的通知", inputs={}, **_BY
    ).id


def _is_taking(entry: registry.EntryRow) -> bool:
    return entry.act == "取号"


def _gaps(rows: Sequence[registry.NumberRow], sent: Sequence[Sent]) -> Iterator[str]:
    for year in (LAST_DAY.year, FIRST_DAY.year):
        serials = [row.reference.serial for row in rows if row.reference.year == year]
        wanted = sum(one.signed_on.year == year for one in sent)
        if serials != list(range(1, wanted + 1)):
            yield f"{year}: {len(serials)} numbers up to {max(serials, default=0)}, wanted 1..{wanted}"


def _doubles(rows: Sequence[registry.NumberRow], taken: Counter[int], sent: Sequence[Sent]) -> Iterator[str]:
    papers = Counter(row.paper for row in rows)
    for one in sent:
        if papers[one.paper] != 1 or taken[one.paper] != 1:
            yield f"paper {one.paper}: {papers[one.paper]} numbers, {taken[one.paper]} entries"


def _lost(rows: Sequence[registry.NumberRow], ran: Ran) -> Iterator[str]:
    kept = {row.paper: row.reference for row in rows}
    yield from (f"paper {paper} was told {number}" for paper, number in ran.told if kept.get(paper) != number)


def _unexplained(rows: Sequence[registry.NumberRow], sent: Sequence[Sent]) -> Iterator[str]:
    given_up = {one.paper for one in sent if one.give_up}
    for row in rows:
        wanted = ("作废", f"第{row.paper}号文件不再发文", CHIEF) if row.paper in given_up else ("已用", None, "")
        if (row.state, row.approver) != (wanted[0], wanted[2]) or (wanted[1] and row.reason != wanted[1]):
            yield f"{row.reference}: {row.state} {row.reason} {row.approver}"
