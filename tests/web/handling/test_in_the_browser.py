"""事项页 and 办一步 in Chromium: each screen answers WCAG 2.2 AA; a move is made by the keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.office.paperwork import dispatch, number_ahead, numbers
from gongwen.office.people import Actor
from kit.browser import Screen, screen
from kit.looking import FINGER, MEASURE
from kit.office import an_office, play, story
from kit.paper_course import CLERK, DRAFTER, course_after
from kit.quick import QuickPress, quick

pytestmark = pytest.mark.slow
OWNER = "许明辉"
Looks = Sequence[tuple[str, str, str]]


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> QuickPress:
    return quick(monkeypatch)


def look(shown: Screen, looks: Looks) -> None:
    """Each page as its person sees it: accessible, nothing wider than the window, a picture of it."""
    found = {}
    for person, address, name in looks:
        page = shown.page(person)
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found[name] = (shown.axe(page), max(0, wide))
        shown.picture(page, f"handling-{name}")
        page.context.close()
    assert found == {name: ([], 0) for _, _, name in looks}
    assert shown.complaints == []


def test_a_joint_paper_on_screen(tmp_path: Path, press: QuickPress) -> None:
    course = course_after(tmp_path / "office", press, 10, "送核", "送会签")
    course.countersign("青禾市财政局", "青禾市教育局")
    course.take("会签", "柳青", form={"countersign_opinion": "同意。建议写明困难妇女就业帮扶的资金来源。"})
    here = f"/cases/{course.flow}/"
    with screen() as shown:
        look(shown, (
            (DRAFTER, here, "case-joint"), (DRAFTER, f"{here}urge/", "urge"), (DRAFTER, f"{here}call-in/", "call-in"),
            (DRAFTER, f"{here}moves/撤回/", "move-back"), ("林书敏", f"{here}moves/会签/", "move-countersign"),
            (DRAFTER, f"{here}moves/会签/", "move-closed"), (DRAFTER, "/countersigning/", "countersigning"),
        ))  # fmt: skip


def test_a_number_and_a_dispatch_on_screen(tmp_path: Path, press: QuickPress) -> None:
    course = course_after(tmp_path / "office", press, 1, "送核", "核稿通过", "签发", "复核通过")
    ahead = number_ahead.of(course.flow)
    assert ahead
    for purpose in ("春季走访通知", "暑期助学函"):
        numbers.reserve(ahead.reference.code, 2026, purpose, actor=Actor(CLERK), now=course.at)
    with screen() as shown:
        look(shown, ((CLERK, f"/cases/{course.flow}/moves/编号/", "move-number"),))
    course.takes("编号 印制 用印")
    names = [row.name for row in registry.recipients(course.paper.id)]
    dispatch.send(course.flow, names[:2], how="机要交换", actor=Actor(CLERK), now=course.at)
    dispatch.receive(course.flow, names[0], by="收发室", actor=Actor(CLERK), now=course.at)
    here = f"/cases/{course.flow}/"
    with screen() as shown:
        look(shown, ((CLERK, here, "case-issued"), (CLERK, f"{here}dispatch/", "dispatch"),
                     (CLERK, "/dispatching/", "dispatching"),
                     ("陆文渊", f"{here}moves/废止/", "move-final")))  # fmt: skip
        phone = shown.page(CLERK, phone=True)
        phone.goto(f"{here}dispatch/")
        assert phone.evaluate(MEASURE, FINGER) == []


def test_a_project_on_screen(tmp_path: Path, press: QuickPress) -> None:
    an_office(tmp_path / "office")
    play(story("01"), press, until=lambda act: act.said.get("do") == "转入评估")
    code = registry.cases(workflow="project")[0].code
    form = registry.papers(case=code)[0].id
    with screen() as shown:
        look(shown, ((DRAFTER, f"/cases/{code}/", "case-project"), (DRAFTER, f"/cases/{code}/papers/{form}/", "form"),
                     (DRAFTER, "/cases/new/", "choose"), (DRAFTER, "/cases/new/project/", "open")))  # fmt: skip


def test_a_form_is_filled_by_the_keyboard_alone(tmp_path: Path, press: QuickPress) -> None:
    """From the case's page to the move done: tabs, letters, space and enter; a fault is where the focus goes."""
    course = course_after(tmp_path / "office", press, 10, "送核", "送会签")
    with screen() as shown:
        page = shown.page("钱立诚")
        page.goto(f"/cases/{course.flow}/")
        tab_to(page, "退回到选定的环节")
        page.keyboard.press("Enter")
        page.wait_for_url("**/moves/**")
        tab_to(page, "核稿")
        page.keyboard.press("ArrowDown")
        tab_to(page, "内容与依据不一致，请核对：")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "f-reason", "the picked phrase is there to be finished"
        page.keyboard.type("第三条。")
        assert page.input_value("#f-reason") == "内容与依据不一致，请核对：第三条。"
        shown.picture(page, "handling-keyboard")
        tab_to(page, "退回到选定的环节")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/cases/{course.flow}/")
        assert "「退回」（青禾市财政局）已办，现在「起草」。" in page.inner_text("#notice")
        assert shown.complaints == []
    event = registry.events(course.flow)[-1]
    assert (event.action, event.target, event.reason) == ("退回", "起草", "内容与依据不一致，请核对：第三条。")


def test_lines_words_and_what_was_typed_are_kept_as_one_types(tmp_path: Path, press: QuickPress) -> None:
    """A table's new line, an amount in words, and a page left and found again with everything in it."""
    an_office(tmp_path / "office")
    play(story("01")[:3], press)
    code = registry.cases()[0].code
    with screen() as shown:
        page = shown.page("陆文渊")
        page.goto(f"/cases/{code}/moves/批准立项/")
        page.fill("#f-approved_amount", "120000")
        page.locator("#f-approved_amount-words", has_text="壹拾贰万元整").wait_for()
        page.locator("[data-autosaved]", has_text="已存").wait_for()
        page.goto(f"/cases/{code}/")
        page.goto(f"/cases/{code}/moves/批准立项/")
        assert page.input_value("#f-approved_amount") == "120000"
        assert "没有交的填写" in page.inner_text("main")
        assert shown.axe(page) == [] and shown.complaints == []
        shown.picture(page, "handling-kept")
    assert len(registry.events(code)) == 3


def test_an_empty_form_is_sent_back_with_the_faults_in_place(tmp_path: Path, press: QuickPress) -> None:
    an_office(tmp_path / "office")
    play(story("01")[:1], press)
    code = registry.cases()[0].code
    with screen() as shown:
        page = shown.page(OWNER)
        page.goto(f"/cases/{code}/moves/提交/")
        page.locator("table#f-budget input").first.fill("培训")
        page.get_by_role("button", name="再加一行").nth(1).click()
        assert page.locator("table#f-budget tbody tr").count() == 3
        page.get_by_role("button", name="提交，送「审核」").click()
        page.wait_for_selector("[data-wrong]")
        assert page.locator("#f-basis").get_attribute("aria-invalid") == "true"
        assert page.locator("table#f-budget input").first.input_value() == "培训"
        assert shown.axe(page) == []
        shown.picture(page, "handling-faults")


def tab_to(page: Any, words: str) -> None:
    """Tab on until what has the focus says so."""
    for _ in range(60):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "((e) => e.labels?.[0]?.innerText || e.innerText || e.value || '')(document.activeElement)"
        )
        if said.strip() == words:
            return
    raise AssertionError(f"{words} cannot be reached by the keyboard")
