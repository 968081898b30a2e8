"""随机公文: papers of a fixed seed, drafted by the office's own path, all come out right.

`GENERATED_PAPERS=500` draws more of them, `GENERATED_PAPERS=137,212` runs these numbers alone; a paper that fails
leaves its PAPER.yaml (and pictures) in build/generated/<number>, to be drafted by itself.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from generated import paper_yaml, papers, standing
from gongwen import printing
from gongwen.document.findings import Finding
from gongwen.drafting import read_paper_file
from gongwen.office.pressroom.papers import Typeset, draft_file

KEPT = Path(__file__).parents[2] / "build" / "generated"
MOST_PRINTS = 3


def numbers(asked: str) -> list[int]:
    """`60` is the first sixty papers, `137,212` or `137,` those numbers alone."""
    if "," in asked:
        return [int(one) for one in asked.split(",") if one.strip()]
    return list(range(int(asked)))


NUMBERS = numbers(os.environ.get("GENERATED_PAPERS", "60"))


@pytest.mark.slow
@pytest.mark.parametrize("number", NUMBERS)
def test_a_generated_paper_comes_out_right(
    number: int, tmp_path: Path, printer: printing.Printer, record_property: Callable[[str, object], None]
) -> None:
    given = papers.generated(number, tmp_path)
    path = paper_yaml.write(given.paper, tmp_path, f"随机公文 {papers.SEED}-{number}，{given.aim}")
    made = draft_file(path, printer, sample_seals=given.sample_seals)
    record_property("随机公文", counts(made))
    found = faults(given, made)
    if found:
        shutil.copytree(tmp_path, KEPT / str(number), dirs_exist_ok=True)
        (KEPT / str(number) / "paper.pdf").write_bytes(made.pdf)
    assert not found, f"随机公文 {number}（{given.aim}），原稿在 build/generated/{number}：\n" + "\n".join(found)


def faults(given: papers.Generated, made: Typeset) -> list[str]:
    """What the office's rules found, and what the other pair of eyes saw."""
    found = [f"{one.severity} {one.rule} 第{one.page}页 {one.message}" for one in made.findings if is_fault(one)]
    if not made.settled:
        found.append("版面没有稳定")
    if made.passes > MOST_PRINTS:
        found.append(f"印了 {made.passes} 次")
    return found + standing.faults(standing.Printed(given.paper, made.measured), sample_seals=given.sample_seals)


def is_fault(found: Finding) -> bool:
    return found.severity in ("error", "warning")


def counts(made: Typeset) -> dict[str, int]:
    """A paper, its pages, prints and findings, counted; tests/conftest.py adds them up over all processes."""
    counted = Counter({"份": 1, "页": made.measured.pages, f"印{made.passes}次": 1})
    counted.update(f"{one.severity} {one.rule}" for one in made.findings if one.rule != "fonts.stand_in")
    return dict(counted)


@pytest.mark.parametrize("number", range(0, 60, 7))
def test_a_generated_paper_is_always_the_same_and_reads_back_from_its_file(number: int, tmp_path: Path) -> None:
    given = papers.generated(number, tmp_path)
    assert given == papers.generated(number, tmp_path)
    assert read_paper_file(paper_yaml.write(given.paper, tmp_path)).paper == given.paper
