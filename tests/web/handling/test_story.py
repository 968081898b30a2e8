"""从立项到归档、一份联合行文: walked on screen only, with a press that prints nothing; the worker does what is owed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongwen import registry
from gongwen.office import demo, desk
from gongwen.office.paperwork import opinions
from kit.office import an_office, story
from kit.paper_course import CLERK, DRAFTER, FORMS, ORGANS, WHO, course_after
from kit.quick import QuickPress, blank_page, quick
from kit.sending import filled, flat
from kit.web import client_for, text_of

pytestmark = pytest.mark.slow
HANDS = ("送核", "核稿通过", "签发", "复核通过", "编号", "印制", "用印")
HOW = {"how": "机要交换"}
OWNER = "许明辉"


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> QuickPress:
    return quick(monkeypatch)


class Desk:
    """The office's people, each at their own browser; whoever acts gets what is owed done behind them."""

    def __init__(self, press: QuickPress) -> None:
        self._press = press
        self._clients: dict[str, Any] = {}

    def at(self, person: str) -> Any:
        self._clients.setdefault(person, client_for(person))
        return self._clients[person]

    def take(self, code: str, action: str, person: str, form: Mapping[str, Any], **aside: str) -> None:
        """One move, from the button on the case's page (a unit's own page) to the page of the case as it is then."""
        own = person == OWNER
        client, here = self.at(person), f"/unit/{code}/" if own else f"/cases/{code}/"
        where = f"{here}{'do' if own else 'moves'}/{action}/"
        assert quote(where) in client.get(here).content.decode(), f"{action} is offered to {person}"
        page = client.get(where)
        typed = {**flat(form), **{f"-{name}": value for name, value in aside.items()}}
        answer = client.post(where, filled(page, typed))
        assert answer.status_code == 302, text_of(answer)
        self.work(code)
        assert f"「{action}」" in text_of(client.get(answer["Location"]))

    def work(self, code: str) -> None:
        desk.carry_on(code, now=datetime.now(UTC), printer=self._press)
        assert [job.reason for job in registry.jobs(code, open_only=True)] == []

    def issue(self, flow: str) -> None:
        """A paper through every hand to its last receipt and 归档."""
        self.take(flow, "送核", DRAFTER, {})
        if parties := opinions.countersigners(registry.papers(flow=flow)[0]):
            self.take(flow, "送会签", WHO["送会签"], FORMS["送会签"])
            for organ in parties:
                self.take(flow, "会签", ORGANS[organ], FORMS["会签"])
        for hand in HANDS[2:] if parties else HANDS[1:]:
            self.take(flow, hand, WHO[hand], FORMS.get(hand, {}))
        self.send(flow)
        self.take(flow, "归档", CLERK, {})

    def send(self, flow: str) -> None:
        client, where = self.at(CLERK), f"/cases/{flow}/dispatch/"
        names = [row.name for row in registry.recipients(registry.papers(flow=flow)[0].id)]
        assert client.post(f"{where}send/", {"organ": names, **HOW}).status_code == 302
        for name in names:
            assert client.post(f"{where}receive/", {"organ": name, "by": "收发室"}).status_code == 302


def acts_of(number: str) -> Iterator[demo.Act]:
    """The acts of a story, its own dates left out: on screen it is now."""
    yield from story(number)


def form_of(act: demo.Act) -> dict[str, Any]:
    """What the act fills in; a scan is a file, dates of the publication are over."""
    form = dict(act.said.get("form") or {})
    if "signed_scan" in form:
        form["signed_scan"] = SimpleUploadedFile("合同.pdf", blank_page(), "application/pdf")
    return form | ({"publicised_from": "2026-08-01", "publicised_to": "2026-08-10"} if "publicised_to" in form else {})


def test_a_project_goes_from_its_opening_to_the_archive_on_screen(tmp_path: Path, press: QuickPress) -> None:
    an_office(tmp_path / "office")
    office = Desk(press)
    first, *others = acts_of("01")
    client = office.at(first.person)
    opened = client.post("/cases/new/project/", filled(client.get("/cases/new/project/"), first.said["open"]))
    code = opened["Location"].split("/")[2]
    for act in others:
        if act.what == "issue":
            flow = registry.papers(case=code)[-1].flow
            assert flow
            office.issue(flow)
        elif act.what == "do":
            # a contract that comes back as one scan is recorded by the office, never by who signed it
            person = DRAFTER if act.said["do"] == "签订" else act.person
            office.take(code, act.said["do"], person, form_of(act))
    case = registry.case(code)
    assert (case.stage, case.closed, case.data["grade"]) == ("归档", True, "优")
    assert {paper.template for paper in registry.papers(case=code) if paper.flow and paper.issued_on} == {
        "立项批复", "监督检查通知", "评估结果通报", "表彰决定",
    }  # fmt: skip
    assert all(event.door == "网页" for event in registry.events(code))
    registry.verify_journal()


def test_a_paper_of_ten_organs_is_countersigned_sent_back_and_issued_on_screen(
    tmp_path: Path, press: QuickPress
) -> None:
    flow = course_after(tmp_path / "office", press, 10).flow
    office = Desk(press)
    office.take(flow, "送核", DRAFTER, {})
    office.take(flow, "送会签", WHO["送会签"], FORMS["送会签"])
    organs = list(ORGANS.items())
    for organ, person in organs[:3]:
        office.take(flow, "会签", person, {"countersign_opinion": f"{organ}同意。"})
    office.take(flow, "退回", organs[3][1], {}, to="起草", reason="第三条的职责请再核对。")
    assert registry.tasks(flow, open_only=True) == ()
    office.take(flow, "送核", DRAFTER, {})
    office.take(flow, "送会签", WHO["送会签"], FORMS["送会签"])
    waiting = [task.party.name for task in registry.tasks(flow, open_only=True)]
    assert waiting == [organ for organ, _ in organs[3:]], "what was said of the same text stands"
    for organ, person in organs[3:]:
        office.take(flow, "会签", person, {"countersign_opinion": f"{organ}同意。"})
    for hand in HANDS[2:]:
        office.take(flow, hand, WHO[hand], FORMS.get(hand, {}))
    office.send(flow)
    office.take(flow, "归档", CLERK, {})
    paper = registry.papers(flow=flow)[0]
    assert (str(paper.reference), paper.issued_on) == (f"青民发〔{date.today().year}〕1号", paper.issued_on)
    assert len(registry.numbers()) == 1
