"""One printer for all generated papers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gongwen import printing


@pytest.fixture(scope="session")
def printer() -> Iterator[printing.Printer]:
    with printing.open_printer() as opened:
        yield opened
