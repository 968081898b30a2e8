"""核稿快慢: measuring a PDF and holding it against the rules, per page; the aim is at most 150 ms a page.

    .venv/bin/python benchmarks/proofing.py [ROUNDS]

Drafts and prints the sample papers once, which takes about a minute and is not timed. Then every round measures and
judges every one of them in turn, so that a busy minute falls on all alike. Prints median [min..max] in milliseconds a
page, and what share the measuring has.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gongwen import printing, proofing
from gongwen.office.pressroom import papers

Made = TypeVar("Made")
ROUNDS = 10
AIM = 150
SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "papers"
PAPERS = {
    "一页公文": "版记在单页",
    "四级标题长文": "长文四级标题",
    "十部门联合公文": "十部门成立通知",
    "横排表格": "横排表格多页",
    "合同": "模板合同书",
}


@dataclass(frozen=True)
class Times:
    """Milliseconds a page of one round: measuring, and the rules."""

    measured: float
    judged: float

    @property
    def whole(self) -> float:
        return self.measured + self.judged


def one_round(pdf: bytes) -> tuple[Times, int]:
    """Measure and judge once; the times and the number of pages."""
    measuring, measured = seconds(lambda: proofing.measure(pdf))
    judging, _ = seconds(lambda: proofing.findings(measured))
    pages = measured.pages
    return Times(measuring * 1000 / pages, judging * 1000 / pages), pages


def seconds(act: Callable[[], Made]) -> tuple[float, Made]:
    begun = time.perf_counter()
    made = act()
    return time.perf_counter() - begun, made


def spread(values: list[float]) -> str:
    """Median [min..max]."""
    return f"{statistics.median(values):.1f} [{min(values):.1f}..{max(values):.1f}]"


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with printing.open_printer() as printer:
        made = {name: papers.draft_file(SAMPLES / place / "PAPER.yaml", printer).pdf for name, place in PAPERS.items()}
    times: dict[str, list[Times]] = {name: [] for name in made}
    pages = {}
    for _ in range(rounds):
        for name, pdf in made.items():
            taken, pages[name] = one_round(pdf)
            times[name].append(taken)
    print(f"{rounds} 轮；每页毫秒，中位数 [最小..最大]")
    for name, taken in times.items():
        share = sum(one.measured for one in taken) / sum(one.whole for one in taken)
        print(f"{name}（{pages[name]} 页）：{spread([one.whole for one in taken])}，其中实测占 {share:.0%}")
    slowest = max(statistics.median([one.whole for one in taken]) for taken in times.values())
    print(f"最慢的一种每页 {slowest:.1f} 毫秒，要求不超过 {AIM} 毫秒：{'达到' if slowest <= AIM else '没有达到'}。")
    return 0 if slowest <= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
