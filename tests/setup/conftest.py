"""The set-up's scripts can be imported by name, as they import one another."""

from __future__ import annotations

from pathlib import Path

import pytest

SETUP = Path(__file__).parents[2] / "setup"


@pytest.fixture(autouse=True)
def beside_the_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SETUP))
