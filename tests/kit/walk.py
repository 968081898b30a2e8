"""从立项到核验: one project taken through its whole life by its people, each at their own screen, nothing done
beside it; the papers are printed by LibreOffice."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gongwen import printing, registry
from gongwen.office import demo, demo_accounts, demo_hands, working
from gongwen.office.clock import day_of
from gongwen.office.paperwork import drafts
from gongwen.office.pressroom import papers
from gongwen.office.records import journal
from kit.browser import screen
from kit.hands import OFFICE_DESK, REVIEW_DESK, UNIT_DESK, Hands, on_record
from kit.office import SCRIPT, an_office, story

UNIT, CLERK, ARCHIVIST = "许明辉", "周晓岚", "夏知秋"
ACTS = story("01")
FLOW, _ = demo.read_script(SCRIPT)
ASSESSORS = [sheet["assessor"] for act in ACTS for sheet in (act.said.get("form") or {}).get("sheets", ())]
DESKS = {
    "决定表彰": OFFICE_DESK,  # no judgement that may send back: it is not on the reviewers' list
    UNIT: UNIT_DESK,
    **dict.fromkeys((FLOW["核稿人"], FLOW["签发人"], *FLOW["会签人"].values(), *ASSESSORS), REVIEW_DESK),
}
WRITTEN: Mapping[str, Mapping[str, Any]] = {
    "立项批复": {"approval_terms": "资金专账核算，专款专用。\n每月底前向领导小组办公室报送进度。"},
    "监督检查通知": {"materials": ["创业物资采购合同和发票", "公益性岗位考勤表"]},
    "评估结果通报": {"findings": ["得分由三名评估员分别评分，取平均分"]},
    "表彰决定": {"reward": "在安排下一年度帮扶救助项目时，同等条件下优先考虑。"},
}
"""What the clerk writes into each paper, beside what the project's files have filled in."""


@contextmanager
def the_people(home: Path, *, phone: bool) -> Iterator[Hands]:
    """The people at their screens, and a worker with the real press behind them."""
    now = datetime.now(UTC)
    an_office(home)
    demo_accounts.open_all(now)
    over = threading.Event()
    with papers.press() as printer, screen() as shown:
        worker = threading.Thread(
            target=working.work, args=(printer,),
            kwargs={"clock": lambda: datetime.now(UTC), "stop": over, "told": lambda what: None},
        )  # fmt: skip
        worker.start()
        try:
            yield Hands(shown, timedelta(days=(now - ACTS[-1].at).days - 1), phone, DESKS)
        finally:
            over.set()
            worker.join()


@dataclass
class Walk:
    """The project's way through the office, act by act."""

    hands: Hands
    folder: Path
    code: str = ""

    def go(self) -> None:
        """All of it, from the application to the verified bundle."""
        self.code = self._opened()
        for act in ACTS[1:]:
            self._act(act)
        self._bundled_and_verified()
        self._seen_again()

    def check(self) -> None:
        """What must be so at the end: the case on record, and every page that was passed."""
        case = on_record(lambda: registry.case(self.code))
        assert (case.closed, case.data["grade"]) == (True, "优")
        assert on_record(lambda: journal.state(files=True)["faults"]) == []
        assert not self.hands.shown.complaints, "\n".join(self.hands.shown.complaints)
        assert not self.hands.eyes.lacking, "\n".join(self.hands.eyes.lacking)

    def _act(self, act: demo.Act) -> None:
        action = act.said.get("do")
        if act.what == "issue":
            Issued(self.hands, self.code, act).go()
        elif action == "签订":
            self._signed()
        elif action == "提交评分":
            self._scored(act)
        else:
            self.hands.take(self.code, str(action), act.person, act.said.get("form") or {})

    def _opened(self) -> str:
        """The unit applies for its project."""
        page = self.hands.at(UNIT, UNIT_DESK)
        self.hands.follow(page, page.get_by_role("link", name="申报新的项目"))
        self.hands.fill(page, {name: value for name, value in ACTS[0].said["open"].items() if name != "unit"})
        self.hands.follow(page, page.locator("main button.main"))
        return on_record(lambda: registry.cases(workflow="project")[-1].code)

    def _signed(self) -> None:
        """The contract is printed, signed, photographed page by page, and found by the clerk to be what was sent."""
        page = self.hands.at(UNIT, UNIT_DESK)
        self.hands.follow(page, page.get_by_role("link", name="去看、签字、传回"))
        photos = on_record(self._photographed)
        for number, photo in enumerate(photos, 1):
            page.locator("form[data-upload] input[multiple]").set_input_files(
                {"name": f"第{number}页.jpg", "mimeType": "image/png", "buffer": photo}
            )
            page.get_by_text(f"已传 {number} 页，共 {len(photos)} 页").wait_for()
        page.get_by_label("签订日期").fill(self.hands.dated("2026-04-09"))
        self.hands.eyes.look(page, "sent")
        page.get_by_role("button", name="全部传好了，交给办公室").click()
        page.get_by_text("已交回，等办公室核对。").wait_for()
        self.hands.eyes.look(page, "handed-in")
        self._matched()

    def _photographed(self) -> list[bytes]:
        contract = drafts.latest(self.code, "项目合同书")
        return list(printing.pictures(registry.get(contract.versions[-1].pdf_sha or "")))

    def _matched(self) -> None:
        page = self.hands.at(CLERK, "/returns/")
        self.hands.follow(page, page.get_by_role("link", name="核对"))
        for box in page.locator("input[type=radio][value=same], input[name=tick]").all():
            box.check()
        self.hands.eyes.look(page, "matched")
        self.hands.follow(page, page.locator("button[name=confirm]"))
        self.hands.let_it_finish(page, self.code)
        assert on_record(lambda: registry.case(self.code)).stage == "检查通知", page.locator("main").inner_text()

    def _scored(self, act: demo.Act) -> None:
        """Every assessor hands in a sheet of their own; then the group's score is submitted."""
        score = f"main a[href='/review/{self.code}/score/']"
        for sheet in act.said["form"]["sheets"]:
            page = self.hands.at(sheet["assessor"], REVIEW_DESK)
            self.hands.follow(page, page.locator(score))
            for line, mark in sheet.items():
                if line not in ("assessor", "unit"):
                    page.locator(f"[name='mark-{line}']").fill(str(mark))
            page.get_by_role("button", name="交评分表").click()
            page.locator("#mine").wait_for()
            self.hands.eyes.look(page, "handed-in")
        page = self.hands.at(act.person, f"/review/{self.code}/score/")
        self.hands.eyes.look(page, "all-in")
        self.hands.follow(page, page.locator("form[action$='/score/submit/'] button.main"))
        self.hands.let_it_finish(page, self.code)

    def _bundled_and_verified(self) -> None:
        page = self.hands.at(ARCHIVIST, "/archive/")
        self.hands.follow(page, page.get_by_role("link", name="已办结"))
        self.hands.follow(page, page.locator(f"main a[href='/archive/cases/{self.code}/']"))
        page.get_by_role("button", name="组卷并核验").click()
        found = page.locator("ul.files a", has_text=".zip")
        found.wait_for()
        self.hands.eyes.look(page, "bundled")
        with page.expect_download() as got:
            found.click()
        bundle = self.folder / "案卷.zip"
        got.value.save_as(bundle)
        self.hands.follow(page, page.get_by_role("link", name="核验案卷"))
        page.locator("input[type=file]").set_input_files(bundle)
        page.get_by_role("button", name="核验", exact=True).click()
        page.get_by_text("核验通过").first.wait_for()
        self.hands.eyes.look(page, "verified")

    def _seen_again(self) -> None:
        """The lists in which everybody finds the project and its papers afterwards."""
        flow = on_record(lambda: registry.papers(case=self.code)[-1].flow)
        for address in (
            f"/cases/{self.code}/", f"/cases/{flow}/", f"/papers/{flow}/", "/cases/", "/papers/", "/numbers/",
            "/search/?q=青溪镇", "/overview/", "/papers/new/", "/errands/", "/dispatching/", "/countersigning/",
        ):  # fmt: skip
            self.hands.eyes.look(self._moved_to(CLERK, address), "closed" if "/cases/" in address else "")
        self.hands.at(UNIT, UNIT_DESK)
        self.hands.at(UNIT, f"/unit/{self.code}/")

    def _moved_to(self, person: str, address: str) -> Any:
        page = self.hands.window(person)
        page.goto(address)
        return page


@dataclass
class Issued:
    """A paper of the project through all the hands of its 发文 flow, and out to everybody it is for."""

    hands: Hands
    code: str
    act: demo.Act

    def go(self) -> None:
        """Drafted, checked, countersigned where joint, signed, numbered, printed, sealed, sent, received, filed."""
        paper = on_record(lambda: drafts.latest(self.code, self.act.said["issue"]))
        self.flow = paper.flow or ""
        self._drafted(paper)
        issue = demo_hands.Issue(paper, self.act.at + self.hands.late, self.act.key, self.act.said, FLOW)
        for hand in on_record(lambda: [*issue._to_signature(), *issue._to_seal()]):
            self._hand(hand)
        self._sent_and_received()
        self.hands.take(self.flow, demo_hands.LAST, FLOW["文印员"], {})

    def _drafted(self, paper: registry.PaperRow) -> None:
        """From the project's page to the paper, its elements filled in beside the true page, and kept as its next
        draft."""
        page = self.hands.at(FLOW["拟稿人"], f"/cases/{self.code}/")
        self.hands.follow(page, page.locator(f"main a[href='/papers/{self.flow}/']"))
        page.get_by_role("link", name="改栏目，看版面").click()
        page.locator("figure.leaf img").first.wait_for()
        written = WRITTEN[paper.template]
        self.hands.fill(page, written)
        page.locator("[data-autosaved]", has_text="已存").wait_for()
        page.locator("#preview-state", has_text="版面已更新").wait_for()
        for name in written:
            page.locator(f".spot[data-field='{name}']").first.wait_for(state="attached")
        self.hands.eyes.look(page, paper.template)
        page.get_by_role("button", name="存为新稿").click()
        page.get_by_text("已存为第2稿").wait_for()
        self.hands.eyes.look(page, "redrafted")
        self.hands.follow(page, page.get_by_role("link", name="到办理页办理"))

    def _hand(self, hand: demo_hands.Hand) -> None:
        """One hand, as its person takes it: on the screen a paper is signed, printed and sealed on the day itself."""
        today = day_of(datetime.now(UTC))
        form = {name: today if name.endswith("_on") else value for name, value in hand.form.items()}
        page = self.hands.open_form(self.flow, hand.action, hand.person)
        ahead = page.locator(".ahead tr.taken .number").inner_text() if hand.action == "编号" else ""
        self.hands.send_form(self.flow, hand.person, form, party=hand.party)
        if ahead:
            given = on_record(lambda: registry.papers(flow=self.flow)[0].reference)
            assert str(given) == ahead, "the number given is not the one that was shown with its neighbours"

    def _sent_and_received(self) -> None:
        page = self.hands.at(FLOW["文印员"], f"/cases/{self.flow}/")
        self.hands.follow(page, page.get_by_role("link", name="收文单位名单"))
        for box in page.locator("input[type=checkbox][name=organ]").all():
            box.check()
        page.locator("#how").fill("机要交换")
        self.hands.follow(page, page.get_by_role("button", name="登记分发给所选单位"))
        for row in on_record(lambda: registry.recipients(registry.papers(flow=self.flow)[0].id, awaited=True)):
            page.get_by_label(f"{row.name}的签收人", exact=True).fill("收发室")
            line = page.locator("tr", has=page.get_by_label(f"{row.name}的签收人", exact=True))
            self.hands.follow(page, line.get_by_role("button", name="登记签收"))
