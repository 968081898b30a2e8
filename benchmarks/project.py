"""项目快慢: one project from 立项 to 归档 through the desk on a fresh office, and which room the time goes to.

    .venv/bin/python benchmarks/project.py [ROUNDS]

Two projects of the demonstration take turns (one commended, one with an application sent back), each on an office
founded for it alone. Times are exclusive: what a room does while another waits for it counts for that room. Takes a few
minutes.
"""

from __future__ import annotations

import functools
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from inspect import isfunction
from pathlib import Path
from types import ModuleType
from typing import Any

from gongwen import archiving, assessing, drafting, printing, proofing, registry, workflow
from gongwen.office import demo, founding
from gongwen.office.people import Actor
from gongwen.office.records import casefile

ROUNDS = 3
STORIES = ("青溪镇困难家庭就业增收帮扶项目", "柳林村困难家庭汛期住房和生产应急救助项目")
ROOMS = {
    "拟稿": drafting, "印制": printing, "核稿": proofing, "登记": registry, "流转": workflow, "评估": assessing,
    "归档": archiving,
}  # fmt: skip
DESK = "经办"
ORDER = ("开办", "印制", "拟稿", "核稿", "登记", "流转", "评估", "归档", DESK)


@dataclass
class Stopwatch:
    """Exclusive seconds by room: entering a room stops the clock of the one that called it."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    calls: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _rooms: list[str] = field(default_factory=list)
    _since: float = 0.0

    @contextmanager
    def within(self, room: str) -> Iterator[None]:
        self._note()
        self._rooms.append(room)
        self.calls[room] += 1
        try:
            yield
        finally:
            self._note()
            self._rooms.pop()

    def _note(self) -> None:
        now = time.perf_counter()
        if self._rooms:
            self.seconds[self._rooms[-1]] += now - self._since
        self._since = now


watch = Stopwatch()


def timed(room: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, its time booked under its room."""

    @functools.wraps(function)
    def run(*given: Any, **named: Any) -> Any:
        with watch.within(room):
            return function(*given, **named)

    return run


def put_clocks_on(room: str, module: ModuleType) -> None:
    """Time every public function of a room, as the office calls it."""
    for name in module.__all__:
        if isfunction(value := getattr(module, name)):
            setattr(module, name, timed(room, value))


def put_clocks_on_methods() -> None:
    """The two things the office holds in its hand: a template and the printer."""
    for name in ("render", "check"):
        setattr(drafting.Template, name, timed("拟稿", getattr(drafting.Template, name)))
    drafting.Template.from_files = timed("拟稿", drafting.Template.from_files)
    printing.Printer.to_pdf = timed("印制", printing.Printer.to_pdf)


@dataclass(frozen=True)
class Lived:
    """One project lived through: seconds by room, how many papers and prints it took."""

    seconds: dict[str, float]
    papers: int
    prints: int

    @property
    def whole(self) -> float:
        return sum(value for room, value in self.seconds.items() if room != "开办")


def live(story: str, home: Path, printer: printing.Printer) -> Lived:
    """Found an office, take the project through all its acts, bind and verify its case file."""
    watch.seconds.clear()
    watch.calls.clear()
    folder = demo.script_folder()
    flow, acts = demo.read_script(folder)
    acts = [act for act in acts if act.story == story]
    with watch.within("开办"):
        founding.found(home, folder / "office.yaml", actor=demo.DOOR, now=acts[0].at)
    founded = sum(watch.seconds.values())
    watch.seconds.clear()
    with watch.within(DESK):
        play(acts, flow, home, printer)
    prints = watch.calls["印制"]
    return Lived({**watch.seconds, "开办": founded}, len(registry.papers()), prints)


def play(acts: Iterable[demo.Act], flow: Any, home: Path, printer: printing.Printer) -> None:
    """Every act through the desk, then the case file bound and verified; stops when it does not verify."""
    for act in acts:
        demo.play(act, flow, printer, lambda said: None)
    case = registry.cases(workflow="project")[0]
    assert case.closed, f"{case.title} ended at {case.stage}"
    made = casefile.bundle(case.code, home / "案卷", actor=Actor(demo.DOOR, demo.DOOR), now=act.at, printer=printer)
    assert not casefile.verify(made.folder)


def tell(story: str, lived: list[Lived]) -> None:
    """Seconds a project (min / median / max) and the share of each room."""
    whole = sorted(each.whole for each in lived)
    first = lived[0]
    print(f"{story}：文书 {first.papers} 份，付印 {first.prints} 次")
    print(f"    每个项目 {statistics.median(whole):.1f} 秒 [{whole[0]:.1f}..{whole[-1]:.1f}]，不含开办", flush=True)
    founded = statistics.median(each.seconds["开办"] for each in lived)
    shares = {room: statistics.median(each.seconds.get(room, 0) / each.whole for each in lived) for room in ORDER[1:]}
    print("    " + "，".join(f"{room} {share:.1%}" for room, share in shares.items()) + f"；开办 {founded:.1f} 秒")


def main(rounds: int) -> None:
    for room, module in ROOMS.items():
        put_clocks_on(room, module)
    put_clocks_on_methods()
    lived: dict[str, list[Lived]] = {story: [] for story in STORIES}
    with tempfile.TemporaryDirectory(prefix="gongwen-benchmark-") as place, printing.open_printer() as printer:
        for number in range(rounds + 1):
            for story in STORIES:
                one = live(story, Path(place) / f"{number}-{STORIES.index(story)}", printer)
                if number:  # the first round only warms up: LibreOffice, the segmenter, compiled modules
                    lived[story].append(one)
    for story, rows in lived.items():
        tell(story, rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
