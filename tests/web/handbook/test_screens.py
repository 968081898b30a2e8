"""手册的图: every screen that the handbook shows, opened by the person who uses it, says what the handbook has of it.

`make screens` (REFRESH_SCREENS=1) takes the pictures and the words anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kit.browser import Screen, screen
from kit.hands import on_record
from web.handbook import office_in_july as july
from web.handbook.album import look, shown_in

pytestmark = pytest.mark.slow

CLERK, CHECKER, ARCHIVIST, OWNER, RECTIFIER, ASSESSOR, FINANCE = (
    "周晓岚", "顾言之", "夏知秋", "范守田", "姚佳宁", "温如玉", "钱立诚",
)  # fmt: skip


ALL_THERE = """() => {
  const pictures = [...document.images];
  pictures.forEach(one => { one.loading = "eager" });
  return pictures.every(one => one.complete && one.naturalWidth) && !document.querySelector(".htmx-request");
}"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    with july.the_office(tmp_path_factory.mktemp("handbook") / "office"), screen() as opened:
        yield opened


class Album:
    """The screens of one page of the handbook, as they are looked at."""

    def __init__(self, shown: Screen, page: str) -> None:
        self._shown, self._page = shown, page
        self._before = len(shown.complaints)
        self._seen: list[str] = []
        self._wrong: list[str] = []

    def window(self, person: str = "", *, phone: bool = False) -> Any:
        """A window of this person, whose clock stands as the office's does."""
        page = self._shown.page(person, phone=phone)
        page.clock.set_fixed_time(july.MOMENT)
        return page

    def keep(self, page: Any, name: str, *, begin: str = "") -> None:
        """This screen, once all its pictures are there; its picture begins at that place."""
        page.wait_for_function(ALL_THERE)
        self._seen.append(name)
        self._wrong.append(look(page, name, begin=begin))

    def close(self) -> None:
        """Nothing is stale, and what was looked at is what the page shows."""
        assert [told for told in self._wrong if told] == []
        assert sorted(self._seen) == sorted(shown_in(self._page))
        assert self._shown.complaints[self._before :] == []


def test_the_screens_of_the_clerk(shown: Screen) -> None:
    album = Album(shown, "clerk")
    page = album.window(CLERK)
    for name, address in (
        ("clerk-todo", "/todo/?whose=all"),
        ("clerk-new", "/papers/new/"),
        ("clerk-case", f"/cases/{july.RECTIFIED}/"),
        ("clerk-countersigning", "/countersigning/"),
        ("clerk-numbers", "/numbers/青帮办/2026/"),
    ):
        page.goto(address)
        album.keep(page, name)
    page.goto(f"/papers/{on_record(july.letter)}/edit/")
    page.locator("figure.leaf img").first.wait_for(timeout=90_000)
    album.keep(page, "clerk-editor")
    album.close()


def test_the_screens_of_the_unit_and_what_the_clerk_then_compares(shown: Screen) -> None:
    album = Album(shown, "unit")
    phone = album.window(OWNER, phone=True)
    phone.goto("/unit/")
    album.keep(phone, "unit-home")
    phone.get_by_role("link", name="去看、签字、传回").click()
    album.keep(phone, "unit-sign")
    _sent_and_handed_in(phone, album)
    other = album.window(RECTIFIER, phone=True)
    other.goto(f"/unit/{july.RECTIFIED}/do/报送整改/")
    album.keep(other, "unit-rectify", begin="[aria-labelledby=form]")
    desk = album.window(CLERK)
    desk.goto("/returns/")
    desk.get_by_role("link", name="核对").first.click()
    album.keep(desk, "unit-compared")
    album.close()


def _sent_and_handed_in(phone: Any, album: Album) -> None:
    """Two pages photographed, looked at on the way, and the others scanned."""
    photographs, scan, pages = on_record(july.sent_back)
    choose = "form[data-upload] input[multiple]"
    for number, photograph in enumerate(photographs, 1):
        sent = {"name": f"第{number}页.jpg", "mimeType": "image/jpeg", "buffer": photograph}
        phone.locator(choose).set_input_files(sent)
        phone.get_by_text(f"已传 {number} 页，共 {pages} 页").wait_for()
    phone.get_by_label("签订日期").fill("2026-07-21")
    album.keep(phone, "unit-sent", begin="[aria-labelledby=send]")
    phone.locator(choose).set_input_files({"name": "其余.pdf", "mimeType": "application/pdf", "buffer": scan})
    phone.get_by_text(f"已传 {pages} 页，共 {pages} 页").wait_for()
    phone.get_by_role("button", name="全部传好了，交给办公室").click()
    phone.get_by_text("已交回，等办公室核对。").wait_for()


def test_the_screens_of_the_reviewer(shown: Screen) -> None:
    album = Album(shown, "reviewer")
    desk = album.window(CHECKER)
    desk.goto("/review/")
    album.keep(desk, "reviewer-list")
    desk.goto(f"/review/{july.ASKED}/")
    desk.get_by_role("link", name="退回").first.click()
    album.keep(desk, "reviewer-back")
    phone = album.window(FINANCE, phone=True)
    phone.goto(f"/review/{on_record(july.joint_notice)}/")
    album.keep(phone, "reviewer-phone")
    desk = album.window(ASSESSOR)
    desk.goto(f"/review/{july.SCORED}/score/")
    album.keep(desk, "reviewer-score", begin="[aria-labelledby=group-1]")
    album.close()


def test_the_screens_of_the_archivist(shown: Screen) -> None:
    album = Album(shown, "archivist")
    page = album.window(ARCHIVIST)
    page.goto("/archive/?state=已办结")
    album.keep(page, "archivist-board")
    page.goto(f"/archive/cases/{july.SIGNED}/")
    album.keep(page, "archivist-gaps")
    page.goto(f"/archive/cases/{july.WITHDRAWN}/")
    page.get_by_role("button", name="组卷并核验").click()
    page.get_by_text("核验通过").wait_for(timeout=120_000)
    album.keep(page, "archivist-bundle")
    page.goto("/search/?q=立项的批复")
    album.keep(page, "archivist-search")
    album.close()


def test_the_screens_of_the_administrator(shown: Screen) -> None:
    album = Album(shown, "administrator")
    nobody = album.window()
    nobody.goto("/sign-in/")
    album.keep(nobody, "administrator-sign-in")
    page = album.window(CLERK)
    for name, address in (("administrator-accounts", "/accounts/"), ("administrator-codes", "/codes/")):
        page.goto(address)
        album.keep(page, name)
    album.close()
