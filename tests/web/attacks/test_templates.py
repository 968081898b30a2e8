"""模板: what is filled into a paper is never a template, a mark of the file, or anything but the text that it is."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from kit.office import an_office, story
from kit.poison import SUM, poisoned
from kit.quick import quick

TEMPLATE = "领导小组成立通知"
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
AS_TYPED = (
    "{{ 7*1911 }}{% for x in y %}{{ ''.__class__ }}",
    "{%p if 1 %}{{r x }}{#",
    "<w:p>&amp;]]></w:t>{% endraw %}",
    "𠮷𪚥村👨\u200d👩\u200d👧",
)
NOT_SEEN = ("\x00", "\x01\x1f\x7f", "\ud800", "\u202e", "\ufeff")


@pytest.fixture
def drafted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What the Word file says of a paper in all of whose texts this was typed; every part of it is sound XML."""
    press = quick(monkeypatch)
    an_office(tmp_path / "office")
    fields = story("00")[0].said["paper"]["fields"]
    template, _ = shelf.template(TEMPLATE)

    def text(typed: str) -> str:
        monkeypatch.setattr("kit.poison.MARK", typed)
        given = {one.name: poisoned(one, fields[one.name]) for one in template.fields if one.name in fields}
        assert sum(given[name] != fields[name] for name in given) > 3
        flow = desk.open_paper(TEMPLATE, given, actor=Actor("周晓岚"), now=NOW).flow or ""
        desk.carry_on(flow, now=NOW, printer=press)
        [row] = registry.papers(flow=flow)
        with ZipFile(BytesIO(registry.get(row.versions[-1].docx_sha or ""))) as packed:
            parts = [etree.fromstring(packed.read(name)) for name in packed.namelist() if name.endswith("xml")]
        return "".join("".join(part.itertext()) for part in parts)

    yield text
    registry.close()


@pytest.mark.slow
@pytest.mark.parametrize("typed", AS_TYPED)
def test_what_looks_like_a_template_stands_in_the_paper_as_it_was_typed(drafted, typed) -> None:
    told = drafted(typed)
    assert told.count(typed) >= 4 and SUM not in told and "<class" not in told


@pytest.mark.slow
@pytest.mark.parametrize("typed", NOT_SEEN)
def test_what_prints_nothing_is_not_in_the_paper(drafted, typed) -> None:
    told = drafted(f"起{typed}讫")
    assert "起讫" in told and typed not in told
