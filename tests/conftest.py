"""The suite on several cores: what begins first, what is counted over all of them, and no example timed."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, settings

from kit.order import longest_first

COUNTED = "随机公文"
TALLY: Counter[str] = Counter()

# how long an example takes says how much else the machine does, not whether the code is right
settings.register_profile("beside others", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("beside others")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a worker, the long files first; a person who runs the suite in one process sees it in the usual order."""
    if hasattr(config, "workerinput"):
        items[:] = longest_first(items)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up what single tests have counted, wherever they ran."""
    if report.when == "call":
        for name, counts in report.user_properties:
            if name == COUNTED:
                TALLY.update(counts)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if TALLY:
        told = "，".join(f"{name} {count}" for name, count in sorted(TALLY.items()))
        terminalreporter.write_line(f"{COUNTED}：{told}")
