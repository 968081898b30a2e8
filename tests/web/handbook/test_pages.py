"""手册: one page a user, short, each with its pictures; no picture is missing, unused or heavy."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from web.handbook import album
from web.handbook.album import DOCS, FOLDER, PAGES, shown_in

LONGEST, HEAVIEST, MOST = 120, 150_000, 22


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_short_and_shows_some_screens(page: str) -> None:
    assert len((DOCS / f"{page}.md").read_text("utf-8").splitlines()) <= LONGEST
    assert 3 <= len(shown_in(page)) <= 6


def test_every_picture_is_shown_once_and_has_its_words_beside_it() -> None:
    shown = sorted(name for page in PAGES for name in shown_in(page))
    assert shown == sorted(path.stem for path in FOLDER.glob("*.png"))
    assert shown == sorted(path.stem for path in FOLDER.glob("*.txt"))
    assert len(shown) <= MOST


def test_pictures_are_small_and_of_a_window_s_width() -> None:
    for path in sorted(FOLDER.glob("*.png")):
        data = path.read_bytes()
        assert len(data) <= HEAVIEST, path.name
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.width in (1366, 390), path.name


def test_the_index_leads_to_every_page() -> None:
    index = (DOCS / "README.md").read_text("utf-8")
    assert [page for page in (*PAGES, "handbook", "pages", "geometry", "why") if f"({page}.md)" not in index] == []


class Said:
    """A window that shows these words."""

    def __init__(self, *lines: str) -> None:
        self._lines = lines

    def locator(self, where: str) -> Said:
        return self

    def aria_snapshot(self) -> str:
        return "\n".join(self._lines)


def test_a_screen_that_says_something_else_is_told_as_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(album, "FOLDER", tmp_path)
    monkeypatch.setattr(album, "REFRESH", False)
    (tmp_path / "todo.txt").write_text('- heading "待办"\n- row:\n', "utf-8")
    assert album.look(Said('- heading "待办"', "  - /url: /todo/", '- row "甲 乙":'), "todo") == ""
    told = album.look(Said('- heading "要办的"', '- row "甲 乙":'), "todo")
    assert "todo" in told and "待办" in told and "要办的" in told and "make screens" in told
    assert "还没有" in album.look(Said("- heading"), "new")
