"""已知情况: what the office knows goes into the proofing of its papers."""

from __future__ import annotations

from pathlib import Path

from gongwen.office.paperwork import context
from kit.office import FOUNDED, an_office


def test_the_office_knows_its_leading_group_and_whose_a_code_is(tmp_path: Path) -> None:
    an_office(tmp_path / "office")
    known = context.known(FOUNDED.date())
    assert known.members[0].post == "组长" and all(member.name for member in known.members)
    assert known.codes["青民发"] == "青禾市民政局"
