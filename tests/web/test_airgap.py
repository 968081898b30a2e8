"""断网: each room's first page, as a browser opens it, asks for nothing that is not the office's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from gongwen import registry
from kit.browser import screen
from kit.office import an_office, play, story
from kit.quick import quick
from kit.web import account_for

pytestmark = pytest.mark.slow  # a browser

CLERK, UNIT = "周晓岚", "许明辉"
STAFF_PAGES = (
    "/todo/", "/cases/", "/papers/", "/search/?q=项目", "/review/", "/review/deputies/", "/countersigning/",
    "/dispatching/",
    "/returns/", "/numbers/", "/roster/", "/organs/", "/people/", "/delegations/", "/calendar/", "/phrases/",
    "/procedures/", "/procedures/workflows/project/", "/procedures/templates/立项批复/", "/papers/new/",
    "/archive/", "/archive/journal/", "/errands/", "/overview/", "/account/", "/account/tokens/", "/accounts/",
    "/codes/",
    "/cases/{code}/", "/review/{code}/", "/cases/{flow}/", "/papers/{flow}/", "/papers/{flow}/edit/",
)  # fmt: skip
UNIT_PAGES = ("/unit/", "/unit/{code}/", "/account/")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[dict[str, str]]:
    with pytest.MonkeyPatch.context() as patch:
        an_office(tmp_path / "office")
        play(story("0"), quick(patch), until=lambda act: act.key == "演示:01-就业增收:05")
        account_for(CLERK, keeps_accounts=True)
        account_for(UNIT)
        [paper] = [row for row in registry.papers() if row.template == "立项批复"]
        yield {"code": str(paper.case), "flow": str(paper.flow)}
    registry.close()


def test_no_page_calls_an_outside_address(office: dict[str, str]) -> None:
    called: list[str] = []
    missing: list[str] = []
    with screen() as seen:
        own = urlsplit(seen.address).netloc
        for person, paths in (("", ("/sign-in/",)), (CLERK, STAFF_PAGES), (UNIT, UNIT_PAGES)):
            page = seen.page(person)

            def look(route: Any) -> None:
                at = urlsplit(route.request.url)
                if at.scheme in ("http", "https", "ws", "wss") and at.netloc != own:
                    called.append(route.request.url)
                    route.abort()
                else:
                    route.continue_()

            page.context.route("**/*", look)
            for path in paths:
                answer = page.goto(path.format(**office), wait_until="load")
                page.wait_for_timeout(150)  # what its scripts ask for
                if answer.status != 200:
                    missing.append(f"{path}: {answer.status}")
            page.context.close()
    assert called == []
    assert missing == []
