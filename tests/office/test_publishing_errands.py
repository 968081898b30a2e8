"""样张和推演: asked for as errands, done by a worker, found by everybody of the office."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office import errands
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.publishing import proposing, specimens
from kit.office import FOUNDED, PrinterThatMustRest, an_office
from kit.originals import a_flow, a_template
from kit.quick import quick

CLERK, CHIEF = Actor("周晓岚"), Actor("陆文渊")
NOW = FOUNDED + timedelta(hours=1)


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


def done(kind: str, argument: dict, about: str, printer: papers.Prints) -> registry.ErrandRow:
    row = errands.ask(kind, argument, about=about, actor=CLERK, now=NOW)
    errands.do_next(NOW, printer)
    return registry.errand(row.id)


def specimen_of(name: str, printer: papers.Prints) -> tuple[str, registry.ErrandRow]:
    hash = registry.published("template", name)[0].hash
    argument = {"name": name, "hash": hash}
    return hash, done(specimens.KIND, argument, specimens.about(name, hash), printer)


def test_the_example_is_printed_once_and_found_by_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    hash, row = specimen_of("立项批复", quick(monkeypatch))
    assert row.state == "已完成" and row.result["told"] == ["共 1 页。"]
    assert [file["name"] for file in row.result["files"]] == ["样张.pdf", "样张第1页.png"]
    assert specimens.page("立项批复", hash, 1).read_bytes().startswith(b"\x89PNG")
    with pytest.raises(BadInput, match="样张还没有印出"):
        specimens.page("立项批复", hash, 2)
    assert specimens.found("会议纪要", hash) is None


def test_a_proposals_specimen_stays_the_versions_once_it_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = a_template(("help: 核定金额", "help: 批复的核定金额"))
    row = proposing.hand_in_template(uploads, actor=CLERK, now=NOW)
    made = done(specimens.KIND, {"proposal": row.id}, specimens.about(row.name, row.hash), quick(monkeypatch))
    assert made.state == "已完成"
    assert proposing.publish(row.id, actor=CHIEF, now=NOW).hash == row.hash
    assert specimens.found(row.name, row.hash) is not None


def test_a_flow_is_walked_as_an_errand_with_its_sentences() -> None:
    row = done("simulation", {"name": "emergency", "runs": "20", "seed": "3"}, "emergency", PrinterThatMustRest())
    assert row.state == "已完成", row.reason
    assert row.result["simulation"]["runs"] == 20
    assert any("最快的一条路" in told for told in row.result["told"])


@pytest.mark.parametrize(
    ("argument", "says"),
    [
        ({"name": "emergency", "runs": "很多"}, "都要填整数，现为「很多」"),
        ({"name": "emergency", "runs": "999999"}, "应当在 1 到 10000 之间"),
        ({"name": "emergency", "version": "9"}, "没有第9版"),
        ({"name": "nothing"}, "没有名为「nothing」的流程"),
    ],
)
def test_what_cannot_be_walked_is_said_before_anything_is_asked(argument: dict, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        errands.ask("simulation", argument, actor=CLERK, now=NOW)
    assert registry.errands() == ()


def test_a_proposed_flow_is_walked_before_it_is_published() -> None:
    flow = a_flow(("deadline: 12小时", "deadline: 20个工作日"), name="emergency")
    row = proposing.hand_in_workflow([flow], actor=CLERK, now=NOW)
    made = done("simulation", {"proposal": row.id, "runs": 20}, row.name, PrinterThatMustRest())
    before = done("simulation", {"name": row.name, "runs": 20}, row.name, PrinterThatMustRest())
    shortest = [one.result["simulation"]["shortest"]["days"] for one in (before, made)]
    assert shortest[1] > shortest[0]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "pages"), [("立项批复", 2), ("项目合同书", 4), ("会议纪要", 2)])
def test_a_specimen_is_the_offices_own_page(name: str, pages: int, printer: papers.Prints) -> None:
    """A 公文 with head and foot, a contract as it stands; nothing is found amiss on the example."""
    _, row = specimen_of(name, printer)
    assert row.state == "已完成", row.reason
    assert len(row.result["pages"]) >= pages
    assert row.result["told"][1:] == []
