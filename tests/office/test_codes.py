"""代字 per form of paper: an office's letters and minutes may count apart from its papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office import founding
from gongwen.office.paperwork import context
from gongwen.office.procedures import shelf
from kit.office import FOUNDED, SCRIPT, an_office

SINGLE = "青禾市困难家庭帮扶工作领导小组办公室"
BY = {"actor": "周晓岚", "now": FOUNDED}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


def number_place(template: str) -> str:
    """What the template's head holds in the number's place before it is taken."""
    return context.head(shelf.template(template)[0], FOUNDED.date()).blank_number


def test_letters_and_minutes_count_among_the_papers_until_they_have_their_own_code(office):
    places = [number_place(name) for name in ("立项批复", "商请函", "会议纪要")]

    assert places == ["青帮办〔2026〕　号"] * 3


def test_letters_and_minutes_with_their_own_code_count_apart(office):
    codes = {"文件": "青帮办", "函": "青帮办函", "纪要": "青帮办纪"}
    registry.change_organ(SINGLE, codes=codes, **BY)

    assert [number_place(name) for name in ("商请函", "会议纪要")] == ["青帮办函〔2026〕　号", ""]


def test_an_organ_without_codes_cannot_number(office):
    registry.change_organ(SINGLE, codes={}, **BY)

    with pytest.raises(BadInput, match=f"「{SINGLE}」没有登记「文件」的机关代字"):
        number_place("立项批复")


def test_an_office_is_founded_with_a_code_per_form(tmp_path):
    file = tmp_path / "office.yaml"
    given = (SCRIPT / "office.yaml").read_text("utf-8")
    file.write_text(given.replace("code: 青帮办,", "code: 青帮办, codes: {函: 青帮办函, 纪要: 青帮办纪},"), "utf-8")
    founding.found(tmp_path / "home", file, actor="开办人", now=FOUNDED)

    assert registry.organ(SINGLE).codes == {"文件": "青帮办", "函": "青帮办函", "纪要": "青帮办纪"}
