"""The generator itself: a number is always the same paper, and its file reads back as that paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from generated import paper_yaml, papers
from gongwen.drafting import read_paper_file


@pytest.mark.parametrize("number", range(0, 60, 7))
def test_a_number_is_always_the_same_paper_and_reads_back_from_its_file(number: int, tmp_path: Path) -> None:
    given = papers.generated(number, tmp_path)
    assert given == papers.generated(number, tmp_path)
    assert read_paper_file(paper_yaml.write(given.paper, tmp_path)).paper == given.paper


def test_numbers_differ(tmp_path: Path) -> None:
    drawn = [papers.generated(number, tmp_path).paper for number in range(20)]
    assert len(set(drawn)) == 20
    assert len({len(paper.issuers) for paper in drawn}) > 3
    assert {paper.sign_off for paper in drawn} >= {"sealed", "plain"}
