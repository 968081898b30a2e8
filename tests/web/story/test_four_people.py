"""从立项到核验: one project taken through its whole life by its people, each at their own screen, nothing done beside
it: the unit on a phone, reviewers, clerk and archivist at their desks, the papers printed by LibreOffice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gongwen import printing, registry
from gongwen.office import demo, demo_accounts, demo_hands, working
from gongwen.office.clock import day_of
from gongwen.office.paperwork import drafts
from gongwen.office.pressroom import papers
from gongwen.office.records import journal
from kit.browser import screen
from kit.hands import Hands, on_record
from kit.office import SCRIPT, an_office, story

pytestmark = pytest.mark.slow

UNIT, CLERK, ARCHIVIST = "许明辉", "周晓岚", "夏知秋"
ACTS = story("01")
FLOW, _ = demo.read_script(SCRIPT)


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[Hands]:
    """The people at their screens, and a worker with the real press behind them."""
    now = datetime.now(UTC)
    an_office(tmp_path / "office")
    demo_accounts.open_all(now)
    over = threading.Event()
    with papers.press() as printer, screen() as shown:
        worker = threading.Thread(
            target=working.work, args=(printer,),
            kwargs={"clock": lambda: datetime.now(UTC), "stop": over, "told": lambda what: None},
        )  # fmt: skip
        worker.start()
        try:
            yield Hands(shown, timedelta(days=(now - ACTS[-1].at).days - 1))
        finally:
            over.set()
            worker.join()


def test_a_project_goes_from_its_application_to_its_verified_bundle(hands: Hands, tmp_path: Path) -> None:
    code = _opened(hands)
    for act in ACTS[1:]:
        if act.what == "issue":
            _issued(hands, act)
        elif act.said["do"] == "签订":
            _signed_on_the_phone(hands, code)
        else:
            hands.take(code, act.said["do"], act.person, act.said.get("form") or {}, phone=act.person == UNIT)
    case = on_record(lambda: registry.case(code))
    assert (case.closed, case.data["grade"]) == (True, "优")
    _bundled_and_verified(hands, code, tmp_path)
    assert on_record(lambda: journal.state(files=True)["faults"]) == []
    assert [told for told in hands.shown.complaints if "favicon" not in told] == []


def _opened(hands: Hands) -> str:
    """The unit applies for its project on the phone."""
    page = hands.window(UNIT, phone=True)
    page.goto("/unit/")
    page.get_by_role("link", name="申报新的项目").click()
    hands.fill(page, {name: value for name, value in ACTS[0].said["open"].items() if name != "unit"})
    page.locator("main button.main").click()
    page.wait_for_load_state()
    return on_record(lambda: registry.cases(workflow="project")[-1].code)


def _issued(hands: Hands, act: demo.Act) -> None:
    """A paper through all the hands of its 发文 flow, and out to everybody it is for."""
    paper = on_record(lambda: demo._drafted(act.story, act.said["issue"]))
    issue = demo_hands.Issue(paper, act.at + hands.late, act.key, act.said, FLOW)

    for hand in on_record(lambda: [*issue._to_signature()]):
        hands.take(paper.flow, hand.action, hand.person, _today(hand.form), party=hand.party)
    for hand in issue._to_seal():
        hands.take(paper.flow, hand.action, hand.person, _today(hand.form))
    _sent_and_received(hands, paper.flow)
    last = issue._hand(demo_hands.LAST, "文印员", 11)
    hands.take(paper.flow, last.action, last.person, {})


def _today(form: Any) -> dict[str, Any]:
    """A hand's form with the day it is: on the screen a paper is signed, printed and sealed on the day itself."""
    return {name: day_of(datetime.now(UTC)) if name.endswith("_on") else value for name, value in form.items()}


def _sent_and_received(hands: Hands, flow: str) -> None:
    page = hands.window(FLOW["文印员"])
    page.goto(f"/cases/{flow}/dispatch/")
    for box in page.locator("input[type=checkbox][name=organ]").all():
        box.check()
    page.locator("#how").fill("机要交换")
    page.get_by_role("button", name="登记分发给所选单位").click()
    page.wait_for_load_state()
    for row in on_record(lambda: registry.recipients(registry.papers(flow=flow)[0].id, awaited=True)):
        page.get_by_label(f"{row.name}的签收人", exact=True).fill("收发室")
        page.locator("tr", has=page.get_by_label(f"{row.name}的签收人", exact=True)).get_by_role(
            "button", name="登记签收"
        ).click()
        page.wait_for_load_state()


def _signed_on_the_phone(hands: Hands, code: str) -> None:
    """The contract is printed, signed, photographed page by page, and found by the clerk to be what was sent."""
    phone = hands.window(UNIT, phone=True)
    phone.goto("/unit/")
    phone.get_by_role("link", name="去看、签字、传回").click()
    photos = on_record(lambda: _photographed(code))
    for number, photo in enumerate(photos, 1):
        phone.locator("form[data-upload] input[multiple]").set_input_files(
            {"name": f"第{number}页.jpg", "mimeType": "image/png", "buffer": photo}
        )
        phone.get_by_text(f"已传 {number} 页，共 {len(photos)} 页").wait_for()
    phone.get_by_label("签订日期").fill(hands.dated("2026-04-09"))
    phone.get_by_role("button", name="全部传好了，交给办公室").click()
    phone.get_by_text("已交回，等办公室核对。").wait_for()

    desk = hands.window(CLERK)
    desk.goto("/returns/")
    desk.get_by_role("link", name="核对").first.click()
    for box in desk.locator("input[type=radio][value=same], input[name=tick]").all():
        box.check()
    desk.locator("button[name=confirm]").click()
    desk.wait_for_load_state()
    hands.let_it_finish(desk, code)
    assert on_record(lambda: registry.case(code)).stage == "检查通知", desk.locator("main").inner_text()


def _photographed(code: str) -> list[bytes]:
    contract = drafts.latest(code, "项目合同书")
    return list(printing.pictures(registry.get(contract.versions[-1].pdf_sha or "")))


def _bundled_and_verified(hands: Hands, code: str, folder: Path) -> None:
    page = hands.window(ARCHIVIST)
    page.goto(f"/archive/cases/{code}/")
    page.get_by_role("button", name="组卷并核验").click()
    found = page.locator("ul.files a", has_text=".zip")
    found.wait_for(timeout=180_000)
    with page.expect_download() as got:
        found.click()
    bundle = folder / "案卷.zip"
    got.value.save_as(bundle)
    page.goto("/archive/verify/")
    page.locator("input[type=file]").set_input_files(bundle)
    page.get_by_role("button", name="核验", exact=True).click()
    page.get_by_text("核验通过").first.wait_for(timeout=60_000)
