"""拟稿快慢: from template and fields to a framed DOCX, and how that compares with printing it once; no office needed.

    .venv/bin/python benchmarks/drafting.py [ROUNDS]

Every round drafts every paper once, in turn, so that a busy minute falls on all of them alike. Prints min / median /
max; the ratios hold between machines, the seconds do not. Takes about a minute.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gongwen import drafting, printing, proofing

Made = TypeVar("Made")
ROUNDS = 15
SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "papers"
PAPERS = {
    "模板公文": "模板通知",
    "一页公文": "版记在单页",
    "十部门联合公文": "十部门成立通知",
    "合同": "模板合同书",
}


@dataclass(frozen=True)
class Times:
    """Seconds of one round: reading the file, rendering the content, putting the frame around it, printing it once."""

    read: float
    render: float
    frame: float
    printed: float

    @property
    def drafted(self) -> float:
        """From the file on disk to the finished DOCX."""
        return self.read + self.render + self.frame


def one_round(path: Path, printer: printing.Printer) -> tuple[Times, bytes]:
    """Draft the paper once and print it once, each part timed."""
    read, given = seconds(lambda: drafting.read_paper_file(path))
    model = drafting.find_template(given.template) if given.template else None
    render, content = seconds(
        lambda: model.render(model.check(given.fields)) if model else drafting.write_content(given.paper)
    )
    frame, docx = 0.0, content
    if not model or model.frame != "none":
        paper = given.with_template(model) if model else given.paper
        frame, docx = seconds(lambda: drafting.frame(content, paper, drafting.first_fit(content, paper)))
    printed, pdf = seconds(lambda: printer.to_pdf(docx))
    return Times(read, render, frame, printed), pdf


def seconds(act: Callable[[], Made]) -> tuple[float, Made]:
    begun = time.perf_counter()
    made = act()
    return time.perf_counter() - begun, made


def spread(values: list[float], unit: float = 1000, digits: int = 0) -> str:
    """Median [min..max]."""
    low, middle, high = min(values) * unit, statistics.median(values) * unit, max(values) * unit
    return f"{middle:.{digits}f} [{low:.{digits}f}..{high:.{digits}f}]"


def tell(name: str, pages: int, rounds: list[Times]) -> None:
    """One paper's figures: papers a second, the share of each part, printing as a multiple of drafting."""
    drafted = [each.drafted for each in rounds]
    share = {
        "读稿件": statistics.median(each.read / each.drafted for each in rounds),
        "套模板": statistics.median(each.render / each.drafted for each in rounds),
        "加版头版记": statistics.median(each.frame / each.drafted for each in rounds),
    }
    parts = "，".join(f"{part} {value:.0%}" for part, value in share.items() if value >= 0.005)
    print(f"{name}（{pages} 页）：拟稿 {spread(drafted)} 毫秒，每秒 {1 / statistics.median(drafted):.1f} 份；{parts}；")
    times = [each.printed / each.drafted for each in rounds]
    print(f"    印一次 {spread([each.printed for each in rounds])} 毫秒，是拟稿的 {spread(times, 1, 1)} 倍", flush=True)


def main(rounds: int) -> None:
    measured: Mapping[str, list[Times]] = {name: [] for name in PAPERS}
    pages = {}
    with printing.open_printer() as printer:
        for name, folder in PAPERS.items():  # warm: segmenter, styles, LibreOffice
            _, pdf = one_round(SAMPLES / folder / "PAPER.yaml", printer)
            pages[name] = proofing.measure(pdf).pages
        for _ in range(rounds):
            for name, folder in PAPERS.items():
                measured[name].append(one_round(SAMPLES / folder / "PAPER.yaml", printer)[0])
    for name, times in measured.items():
        tell(name, pages[name], times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
