"""台账和名册 in Chromium: each screen answers WCAG 2.2 AA and fits the office's window."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen.office.paperwork import numbers
from gongwen.office.people import Actor
from kit.browser import screen
from kit.office import FOUNDED, an_office

pytestmark = pytest.mark.slow
CLERK = "周晓岚"
ADDRESSES = {
    "numbers": "/numbers/", "series": "/numbers/青帮办/2026/", "roster": "/roster/", "organs": "/organs/",
    "organ": "/organs/青禾市民政局/", "people": "/people/", "person": "/people/石磊/", "delegations": "/delegations/",
    "calendar": "/calendar/?year=2026", "phrases": "/phrases/", "appoint": "/registers/appoint/",
    "enter-list": "/registers/enter-list/",
    "void-number": "/registers/void-number/?number=青帮办〔2026〕1号",
}  # fmt: skip


def test_every_register_is_accessible_and_fits(tmp_path: Path) -> None:
    an_office(tmp_path / "office")
    for purpose in ("春季走访通知", "年终通报"):
        numbers.reserve("青帮办", 2026, purpose, actor=Actor(CLERK), now=FOUNDED)
    found = {}
    with screen() as shown:
        page = shown.page(CLERK)
        for name, address in ADDRESSES.items():
            page.goto(address)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found[name] = (shown.axe(page), max(0, wide))
            shown.picture(page, f"registers-{name}")
        assert shown.complaints == []
    assert found == {name: ([], 0) for name in ADDRESSES}


def test_a_day_is_typed_year_first_without_a_mouse(tmp_path: Path) -> None:
    """The browser speaks Chinese, and four digits are a whole year: 20260305 needs no arrow in between."""
    an_office(tmp_path / "office")
    with screen() as shown:
        page = shown.page(CLERK)
        page.goto("/roster/")
        page.get_by_label("看哪一天的").focus()
        page.keyboard.type("20260305")
        assert page.get_by_label("看哪一天的").input_value() == "2026-03-05"
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="2026年3月5日的名单").wait_for()
