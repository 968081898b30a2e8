"""差事 asked for with what no page of ours sends: other kinds, other arguments, a way out of its folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.office import errand_kinds, errands
from kit.office import an_office
from kit.quick import quick
from kit.web import client_for, text_of

CLERK = "周晓岚"
KEYS = ("form", "name", "hash", "sheet", "values", "sha", "proposal", "version", "year", "code", "former", "copies")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    quick(monkeypatch)
    yield an_office(tmp_path / "office")
    registry.close()


def done() -> Iterator[registry.ErrandRow]:
    """Every errand asked for, done by a worker whose press prints nothing."""
    now = datetime.now(UTC)
    while row := errands.do_next(now, None):  # type: ignore[arg-type]
        yield registry.errand(row.id)


def test_an_export_leaves_nothing_outside_its_folder(office, tmp_path) -> None:
    client = client_for(CLERK)
    before = {path for path in tmp_path.rglob("*") if path.suffix == ".csv"}
    for form in (f"/../../..{tmp_path}/out.csv", "../x.csv", "/etc/x.json", "x", "csv\x7f", "CSV "):
        refused = client.post("/errands/ask/", {"kind": "export", "with-form": form})
        assert refused.status_code == 400 and "不会导出" in text_of(refused), form
    assert list(done()) == [] and {path for path in tmp_path.rglob("*") if path.suffix == ".csv"} == before
    client.post("/errands/ask/", {"kind": "export", "with-form": "csv"})
    assert [row.state for row in done()] == [registry.DONE]


def test_what_has_a_page_of_its_own_is_not_asked_for_elsewhere(office) -> None:
    """Its argument may name a file of the tray, a sheet or a proposal: its page says which, not the browser."""
    own = [name for name, kind in errand_kinds.KINDS.items() if kind.page]
    assert {"import", "verify", "each", "preview", "redraft"} <= set(own)
    for name in own:
        answer = client_for(CLERK).post("/errands/ask/", {"kind": name, **{f"with-{key}": "x" for key in KEYS}})
        assert answer.status_code == 400 and "要从它自己的页面提出" in text_of(answer), name


@pytest.mark.parametrize("text", ["", "x", "9" * 5000, "²", "[1]"])
def test_whatever_the_others_are_asked_with_it_is_refused_or_told(office, text, caplog) -> None:
    client = client_for(CLERK, raise_request_exception=False)
    for name, kind in errand_kinds.KINDS.items():
        if not kind.page:
            sent = {"kind": name, "about": "QHBF-2099-001", **{f"with-{key}": text for key in KEYS if text}}
            assert client.post("/errands/ask/", sent).status_code in (302, 400, 403), name
    for row in done():
        assert row.state == registry.DONE or row.reason.endswith("。"), row
    assert [record for record in caplog.records if record.exc_info] == []
