"""版头各项: a paper keeps who issues it; a later change of the office's profile is for later papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office import desk
from gongwen.office.paperwork import heading, opinions, typesetting
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from kit.office import an_office, story

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
TODAY = date(2026, 3, 2)
CIVIL, HEALTH, FINANCE = "青禾市民政局", "青禾市卫生健康委员会", "青禾市财政局"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield an_office(tmp_path_factory.mktemp("heading") / "office")
    registry.close()


def fits(values: dict[str, object]) -> dict[str, object]:
    template, _ = shelf.template("领导小组成立通知")
    return heading.check(template, values, TODAY)


def test_the_profile_changed_later_is_for_later_papers(office: Path) -> None:
    fields = story("00")[0].said["paper"]["fields"]
    paper = desk.open_paper("领导小组成立通知", fields, actor=Actor("周晓岚"), now=NOW)
    before = opinions.issuers(paper)
    profile = registry.profile()
    fewer = {**profile, "issuing": {**profile["issuing"], "joint": [CIVIL, FINANCE], "lead": CIVIL}}
    registry.set_profile(fewer, actor="办公室", now=NOW)
    try:
        assert len(before) == 10
        assert opinions.issuers(registry.paper(paper.id)) == before
        old = registry.set_paper(paper.id, inputs={**paper.inputs, "head": None}, actor="周晓岚", now=NOW)
        assert opinions.issuers(old) == (CIVIL, FINANCE)  # one drafted before heads were kept
        assert typesetting.head_of(old).masthead == "joint"  # type: ignore[union-attr]
    finally:
        registry.set_profile(profile, actor="办公室", now=NOW)


def test_what_was_begun_is_what_the_form_takes(office: Path) -> None:
    template, _ = shelf.template("领导小组成立通知")
    begun = heading.present(template)
    assert set(begun) <= {one.name for one in heading.form(template)}
    assert fits(begun)["head_lead"] == CIVIL and fits(begun)["head_note"] == "此件公开发布"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"head_issuers": []}, "缺栏目「head_issuers」（发文机关）"),
        ({"head_issuers": [CIVIL, "青禾市不存在局"]}, "没有登记"),
        ({"head_issuers": [CIVIL, FINANCE, CIVIL]}, "重复"),
        ({"head_issuers": [FINANCE], "head_lead": CIVIL}, "不在发文机关之中"),
        ({"head_masthead": "随便"}, "应当是所有联合发文机关、只标主办机关之一"),
        ({"head_signers": [{"name": "甲"}]}, "没有「head_signers」这个栏目"),
    ],
)
def test_a_head_that_does_not_fit_is_told(office: Path, changed: dict[str, object], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        fits({"head_issuers": [CIVIL, HEALTH, FINANCE], "head_lead": CIVIL, **changed})


def test_an_organ_that_is_no_more_issues_nothing(office: Path) -> None:
    first, last = date(2019, 1, 1), date(2025, 12, 31)
    gone = registry.OrganRow(name="青禾市扶助局", codes={"文件": "青助发"}, starts=first, ends=last)
    registry.add_organ(gone, actor="办公室", now=NOW)
    assert "青禾市扶助局" not in [row.name for row in heading.candidates(TODAY)]
    with pytest.raises(BadInput, match="已于2025-12-31撤并"):
        fits({"head_issuers": [CIVIL, "青禾市扶助局"], "head_lead": CIVIL})


def test_everything_kept_stands_on_the_paper(office: Path) -> None:
    kept = {
        "head_issuers": [FINANCE, CIVIL], "head_lead": CIVIL, "head_masthead": "只标主办机关",
        "head_title": "关于一事的通知", "head_signers": [{"name": "沈行", "organ": CIVIL}], "head_cc": ["市委办公室"],
        "head_urgency": "特急",
    }  # fmt: skip
    paper = heading.applied(typesetting.head_of(registry.papers()[0]), kept)  # type: ignore[arg-type]
    assert [one.name for one in paper.issuers] == [FINANCE, CIVIL]
    assert (paper.lead_organ.name, paper.masthead, paper.cc) == (CIVIL, "lead", ("市委办公室",))
    assert paper.title == "关于一事的通知"
    assert (paper.signers[0].name, paper.urgency, paper.note) == ("沈行", "特急", "")
