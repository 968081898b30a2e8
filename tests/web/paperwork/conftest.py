"""A paper in the drafter's hands, and a press that prints at once where the page itself does not matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gongwen import proofing, registry
from gongwen.document.findings import Finding
from gongwen.office import desk
from gongwen.office.composing import previewing
from gongwen.office.people import Actor
from kit.office import an_office, story
from kit.quick import QuickPress, blank_page, quick

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
FINDING = Finding(
    rule="head.title",
    clause="7.3.1",
    strength="规定",
    severity="error",
    message="标题应当居中。",
    page=1,
    where="标题",
    box=(60.0, 90.0, 150.0, 100.0),
)


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> QuickPress:
    """Prints blank pages; every preview has one finding, on the field 成立依据."""
    monkeypatch.setattr(previewing, "preview", _preview)
    return quick(monkeypatch)


@pytest.fixture
def flow(tmp_path: Path, press: QuickPress) -> Iterator[str]:
    """A notice of ten organs, just drafted by 周晓岚."""
    an_office(tmp_path / "office")
    fields = story("00")[0].said["paper"]["fields"]
    yield desk.open_paper("领导小组成立通知", fields, actor=Actor("周晓岚"), now=NOW).flow or ""
    registry.close()


@pytest.fixture
def real_flow(tmp_path: Path) -> Iterator[str]:
    """The same notice, to be printed by the real press."""
    an_office(tmp_path / "office")
    fields = story("00")[0].said["paper"]["fields"]
    yield desk.open_paper("领导小组成立通知", fields, actor=Actor("周晓岚"), now=NOW).flow or ""
    registry.close()


def _preview(sheet: Any, values: Mapping[str, Any], printer: Any) -> previewing.Preview:
    given, _ = sheet.apart(previewing.stood_in(sheet, values)[0])
    sheet.template.check(given)
    told = previewing.Told(FINDING, "basis")
    cell = previewing.Told(replace(FINDING, message="职务写全称。", box=None), "members", 1, "title")
    spot = proofing.Spot("basis", 1, (60.0, 90.0, 150.0, 100.0))
    return previewing.Preview(b"", blank_page(), ((210.0, 297.0),), (told, cell), (spot,))
