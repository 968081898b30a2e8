"""A unit reads a paper page by page, as large as its eyes need, on a phone and by keyboard, without any script too."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from gongwen import registry
from kit.browser import screen
from kit.signing import PAGES, at_signing, contract
from kit.web import client_for, text_of

CODE = "QHBF-2026-001"


@pytest.fixture
def leaf(tmp_path: Path) -> Iterator[str]:
    """The address of the contract's pages, each by itself."""
    at_signing(tmp_path / "office")
    yield f"/unit/{CODE}/papers/{contract().id}/"
    registry.close()


def test_each_page_leads_to_its_neighbours_and_to_other_sizes(leaf):
    owner = client_for("许明辉")
    every, first, second, last, largest = (
        owner.get(f"{leaf}{end}").content.decode() for end in ("", "1/", "2/", f"{PAGES}/", "1/?size=9")
    )
    assert f"{leaf}1/" in every
    assert "上一页</a>" not in first and f"{leaf}2/?size=2" in first
    assert f"{leaf}1/?size=2" in second and f"{leaf}2/?size=3" in second and f"{leaf}2/?size=1" in second
    assert "下一页</a>" not in last
    assert "放大</a>" not in largest and "缩小</a>" in largest


@pytest.mark.parametrize("number", [0, PAGES + 1, 4000000000])
def test_a_page_that_the_paper_does_not_have_is_told(leaf, number):
    answer = client_for("许明辉").get(f"{leaf}{number}/")
    assert answer.status_code == 400 and f"共 {PAGES} 页，没有第 {number} 页" in text_of(answer)


def test_the_picture_of_an_enlarged_page_is_twice_as_fine(leaf):
    owner = client_for("许明辉")
    plain, fine = (Image.open(BytesIO(owner.get(f"{leaf}1.png{how}").content)) for how in ("", "?fine"))
    assert fine.width == pytest.approx(plain.width * 2, abs=2)


def test_another_unit_does_not_read_it(leaf):
    assert client_for("姚佳宁").get(f"{leaf}1/").status_code == 403


def test_reading_it_page_by_page_is_journalled(leaf):
    def looked() -> int:
        return sum(entry.act == "查看个人信息" for entry in registry.entries(CODE))

    before = looked()
    client_for("许明辉").get(f"{leaf}1/")
    assert looked() == before + 1


@pytest.mark.slow
def test_the_keys_turn_the_pages_and_enlarge_them(leaf):
    with screen() as shown:
        for phone in (True, False):
            page = shown.page("许明辉", phone=phone)
            page.goto(f"{leaf}1/")
            page.keyboard.press("n")
            page.wait_for_url(f"**{leaf}2/?size=2")
            page.keyboard.press("+")
            page.wait_for_url(f"**{leaf}2/?size=3")
            assert shown.axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            width = page.locator(".enlarged img").bounding_box()["width"]
            assert width > 900, width  # 16-point type is then 24 dots high or more
            shown.picture(page, f"unit-leaf-{'phone' if phone else 'desk'}")
        assert shown.complaints == []
