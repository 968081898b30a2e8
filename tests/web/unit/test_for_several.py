"""One account that acts for several units: each signs its own agreement, on a page and in a return of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from gongwen import registry
from gongwen.office import desk
from kit import quick
from kit.county import CHIEF, CITY, CLERK, COUNTY, DISTRICT, FOUNDED, NOW, TOWN, a_county, take
from kit.web import client_for, text_of

AGREED: dict[str, Any] = {
    "year": 2026, "basis": "领导小组2026年工作要点", "units": [COUNTY, DISTRICT, TOWN],
    "goals": [{"name": "困难家庭入户核实", "value": "不少于300户", "measure": "入户核实记录"}],
    "duties": ["及时发现、核实困难家庭"], "support": ["第一季度内下达帮扶资金"],
    "starts": "2026-01-01", "ends": "2026-12-31",
}  # fmt: skip
BOTH, ONE = "邵云起", "许明辉"


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Agreements for three units; one person signs for two of them, another for the third."""
    a_county(tmp_path / "office")
    registry.appoint(BOTH, DISTRICT, "兼管", ("责任单位",), date(2026, 1, 1), actor="开办人", now=FOUNDED)
    press = quick.quick(monkeypatch)
    opened = desk.open_project("2026年度帮扶救助工作", kind="", unit=CITY, actor=CLERK, now=NOW, flow="responsibility")
    take(opened.code, "报审", CLERK, press, AGREED)
    take(opened.code, "审定", CHIEF, press, {"plan_opinion": "同意。"})
    yield opened.code
    registry.close()


def sign(code: str, party: str = "") -> str:
    return f"/unit/{code}/sign/签订/" + (f"?party={quote(party)}" if party else "")


def send(client: Any, code: str, row: registry.ReturnRow) -> Any:
    scan = BytesIO(quick.blank_page())
    scan.name = f"{row.party}.pdf"
    return client.post(f"/unit/{code}/returns/{row.id}/", {"pages": scan})


def test_the_first_page_has_a_card_for_each_unit_one_signs_for(code: str) -> None:
    told = text_of(client_for(BOTH).get("/unit/"))
    assert f"签《目标管理责任书》（{COUNTY}）" in told and f"签《目标管理责任书》（{DISTRICT}）" in told
    alone = text_of(client_for(ONE).get("/unit/"))
    assert "签《目标管理责任书》" in alone and "（临溪县" not in alone


def test_without_a_choice_one_is_asked_whose_copy_it_is(code: str) -> None:
    client = client_for(BOTH)
    asked = client.get(sign(code))
    assert asked.status_code == 200 and "要传哪一家的" in text_of(asked)
    assert registry.returns(code) == ()
    assert "要传哪一家的" in text_of(client.get(sign(code, TOWN)))
    assert "要传哪一家的" not in text_of(client_for(ONE).get(sign(code)))


def test_each_copy_has_its_own_pages_its_own_words_and_comes_back_to_its_own_page(code: str) -> None:
    client = client_for(BOTH)
    for party in (COUNTY, DISTRICT):
        assert f"{party}的一份" in text_of(client.get(sign(code, party)))
    first, second = registry.returns(code)
    after = send(client, code, first)
    assert after["Location"] == f"/unit/{quote(code)}/sign/{quote('签订')}/?party={quote(COUNTY)}"
    assert (registry.signed_return(first.id).count, registry.signed_return(second.id).count) == (1, 0)
    kept = client.post(f"/unit/{code}/returns/{first.id}/keep/", {"revision": "0", "signed_on": "2026-07-10"})
    assert kept.json()["revision"] == 1
    assert 'value="2026-07-10"' in client.get(sign(code, COUNTY)).content.decode()
    assert 'value="2026-07-10"' not in client.get(sign(code, DISTRICT)).content.decode()


def test_handed_in_for_one_the_other_is_still_to_be_done(code: str) -> None:
    client = client_for(BOTH)
    client.get(sign(code, COUNTY))
    row = registry.returns(code)[0]
    send(client, code, row)
    client.post(f"/unit/{code}/returns/{row.id}/hand-in/", {"signed_on": "2026-07-10"})
    told = text_of(client.get("/unit/"))
    assert f"签《目标管理责任书》（{COUNTY}）" not in told and f"（{DISTRICT}）" in told


def test_nobody_sends_or_sees_the_copy_of_a_unit_that_is_not_theirs(code: str) -> None:
    client_for(ONE).get(sign(code))
    row = registry.returns(code)[0]
    other = client_for(BOTH)
    assert send(other, code, row).status_code == 403
    assert other.get(f"/unit/{code}/returns/{row.id}/1.jpg").status_code == 403
    assert other.post(f"/unit/{code}/returns/{row.id}/hand-in/", {"signed_on": "2026-07-10"}).status_code == 403
    assert registry.signed_return(row.id).count == 0


def test_the_office_may_send_for_any_of_them(code: str) -> None:
    client = client_for(CLERK.person)
    assert "要传哪一家的" in text_of(client.get(sign(code)))
    assert f"{TOWN}的一份" in text_of(client.get(sign(code, TOWN)))
