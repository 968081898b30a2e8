"""Every static check has a small file with one fault planted in it; the file itself says what must be told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gongwen.workflow import Known, faults

PLANTED = sorted((Path(__file__).parent / "planted").glob("*.yaml"))
HELD = {"经办人", "负责人", "会签人"}
TOLD = "# 应指出："


@pytest.fixture
def office(known: Known) -> Known:
    """What an office knows in which nobody is 监督员."""
    return replace(known, held=HELD)


@pytest.mark.parametrize("path", PLANTED, ids=lambda path: path.stem)
def test_the_planted_fault_is_told_and_nothing_else(path: Path, office: Known) -> None:
    text = path.read_text("utf-8")
    (expected,) = [line.removeprefix(TOLD) for line in text.splitlines() if line.startswith(TOLD)]
    assert faults(text, office) == [expected]


def test_a_role_nobody_holds_is_told_only_where_an_office_is_asked(known: Known) -> None:
    text = (Path(__file__).parent / "planted" / "role_nobody_holds.yaml").read_text("utf-8")
    assert faults(text, known) == []


def test_a_fault_is_planted_for_every_kind_of_check() -> None:
    """issue 5: unreachable, dead end, nobody may act, nothing provides, no template, no owner, no holder, no use."""
    kinds = ("unreachable", "dead_end", "nobody", "nothing_provides", "template", "deadline", "role", "field", "task")
    assert all(any(kind in path.stem for path in PLANTED) for kind in kinds)
