"""页框 in Chromium: the sign-in page answers WCAG 2.2 AA, nothing is complained of, nothing is asked of elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.browser import screen
from kit.office import an_office

pytestmark = pytest.mark.slow


def test_the_first_page_is_reached_is_accessible_and_asks_nothing_of_elsewhere(tmp_path: Path) -> None:
    an_office(tmp_path / "office")
    with screen() as shown:
        page = shown.page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/")
        assert page.url.endswith("/sign-in/?next=%2F")
        assert shown.axe(page) == []
        shown.picture(page, "entrance-sign-in")
        assert asked and all(url.startswith(shown.address) for url in asked)
        assert shown.complaints == []
