"""One LibreOffice for all tests of the room that look at printed pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gongwen.office.pressroom import papers


@pytest.fixture(scope="session")
def printer() -> Iterator[papers.Prints]:
    with papers.press() as opened:
        yield opened
