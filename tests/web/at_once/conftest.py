"""One served office for all who press at once; each test prepares in it what its people have before them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongwen import registry
from kit import crowd, web
from kit.office import an_office
from kit.quick import QuickPress, quick
from kit.served import Served, serving


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = an_office(tmp_path_factory.mktemp("at-once") / "office")
    (folder / "keys").mkdir(mode=0o700)
    (folder / "keys" / "session.key").write_text(web.SECRET)
    crowd.take_on()
    yield folder
    registry.close()


@pytest.fixture(scope="module")
def press() -> Iterator[QuickPress]:
    with pytest.MonkeyPatch.context() as patch:
        yield quick(patch)


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[Served]:
    with serving(home, home.parent / "served.txt") as office:
        yield office


@pytest.fixture(autouse=True)
def nothing_is_lost(served: Served, home: Path) -> Iterator[None]:
    """After whatever happened: the journal is whole, no number is double or missing, and no visitor met a fault."""
    yield
    assert registry.check_journal().faults == ()
    for code, year in {(row.reference.code, row.reference.year) for row in registry.numbers()}:
        serials = Counter(row.reference.serial for row in registry.numbers(code, year))
        assert serials == Counter(range(1, len(serials) + 1))
    log = (home.parent / "served.txt").read_text("utf-8")
    assert "Traceback" not in log and " 500 " not in log, log[-3000:]
