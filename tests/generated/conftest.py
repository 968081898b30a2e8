"""One printer for all generated papers, and a summary of them at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from gongwen import printing

TALLY: Counter[str] = Counter()


@pytest.fixture(scope="session")
def printer() -> Iterator[printing.Printer]:
    with printing.open_printer() as opened:
        yield opened


@pytest.fixture(scope="session")
def tally() -> Counter[str]:
    """Papers, pages, prints a paper and findings, counted."""
    return TALLY


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if TALLY:
        terminalreporter.write_line(
            "随机公文：" + "，".join(f"{name} {count}" for name, count in sorted(TALLY.items()))
        )
