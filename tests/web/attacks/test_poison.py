"""投毒: an office whose every typed word carries a marker; every page of it shows it as text, whoever looks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from lxml import etree

from gongwen import registry
from gongwen.office.staffing import tokens
from kit.addresses import addresses
from kit.joint import NOW
from kit.office import an_office, play
from kit.poison import MARK, SUM, Poisoner, acts, faults, links
from kit.quick import quick
from kit.sending import filled
from kit.web import client_for, text_of

CLERK = "周晓岚"
PEOPLE = (CLERK, "陆文渊", "许明辉", "钱立诚")
STORIES = ("01", "06", "17")
MOST = 2
"""So many addresses of one name are opened for each person."""
REGISTERS: dict[str, dict[str, Any]] = {
    "add-organ": {"name": f"外省某机关{MARK}", "short": f"某机关{MARK}", "address": MARK, "phone": MARK, "bank": MARK},
    "change-organ": {"name": "临溪县青溪镇人民政府", "address": MARK, "bank": MARK, "contact": f"许明辉{MARK}"},
    "add-person": {"name": f"访客{MARK}", "phone": f"0990{MARK}"},
    "appoint": {"person": "许明辉", "organ": "临溪县青溪镇人民政府", "post": f"干事{MARK}", "starts": "2026-03-01"},
    "delegate": {"principal": "顾言之", "deputy": "陆文渊", "starts": "2026-11-01", "ends": "2026-12-31",
                 "basis": MARK},
    "reserve-number": {"code": "青帮办", "year": "2026", "purpose": MARK},
    "adopt-number": {"code": "青民发", "year": "2026", "serial": "61", "title": MARK, "basis": MARK,
                     "skipped_because": MARK, "approver": "陆文渊"},
    "set-day": {"day": "2027-10-01", "kind": "休", "reason": MARK},
    "confirm-year": {"year": "2027", "reason": MARK},
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Poisoner]:
    with pytest.MonkeyPatch.context() as patch:
        press, poisoner = quick(patch), Poisoner(patch)
        an_office(tmp_path_factory.mktemp("poison") / "office")
        play(acts(*STORIES), press)
        client_for(CLERK)
        registry.set_keeper(CLERK, True, actor="开办人", now=NOW)
        for act, typed in REGISTERS.items():
            _registered(act, typed)
        _typed_elsewhere()
        yield poisoner
    registry.close()


def _registered(act: str, typed: dict[str, Any]) -> None:
    client = client_for("陆文渊" if act == "delegate" else CLERK)
    answer = client.post(f"/registers/{act}/", filled(client.get(f"/registers/{act}/"), typed))
    assert answer.status_code == 302, text_of(answer)


def _typed_elsewhere() -> None:
    """Phrases, tokens, papers begun, forms left half filled in, templates handed in."""
    client = client_for(CLERK)
    for kind in ("同意", "退回"):
        client.post("/phrases/", {"kind": kind, "lines": MARK, "was": ""})
    client.post("/account/tokens/", {"name": MARK, "days": "30"})
    client.post("/accounts/open/", {"person": f"访客{MARK}", "login": "visitor"})
    client.post("/review/deputies/", {"deputy": "陆文渊", "starts": "2026-11-01", "ends": "2026-12-31", "basis": MARK})
    for case in registry.cases():
        for option in ("提交", "审核通过", "登记", "初审通过"):
            client.post(f"/cases/{case.code}/moves/{option}/keep/", {"basis": MARK, "-reason": MARK, "revision": "0"})
    zipped = BytesIO(b"PK\x03\x04")
    zipped.name = f"{MARK}.zip"
    client.post("/procedures/hand-in/template/", {"files": zipped, "note": MARK})


def opened(person: str) -> Iterator[tuple[str, Any]]:
    """Every address that the pages lead this person to, some of each name, and every other filled with samples."""
    client = client_for(person, raise_request_exception=False)
    seen: Counter[str] = Counter()
    waiting, asked = ["/home/", "/", *(one.of(registry.cases()[0].code) for one in looking())], set()
    while waiting:
        address = waiting.pop(0)
        name = re.sub(r"%[0-9A-F]{2}|[A-Z]+-\d+-\d+|\d+", "·", address.partition("?")[0])
        if address in asked or seen[name] >= MOST:
            continue
        asked.add(address)
        seen[name] += 1
        answer = client.get(address)
        waiting += links(answer)
        yield address, answer


def looking() -> list[Any]:
    return [one for one in addresses() if "GET" in one.view.methods]


@pytest.mark.slow
def test_the_marker_is_in_the_office(office) -> None:
    """Else nothing below tests anything."""
    assert len(office.taken) > 30, (office.taken, office.refused)
    assert len([case for case in registry.cases() if MARK in case.title]) >= len(STORIES)
    page = text_of(client_for(CLERK).get("/cases/"))
    assert MARK in page and SUM not in page


@pytest.mark.slow
def test_every_paper_says_what_was_typed_and_no_sum(office) -> None:
    """A template fills in what it is given; nothing of that is a template itself."""
    texts = []
    for row in registry.papers():
        for version in row.versions:
            if version.docx_sha:
                with ZipFile(BytesIO(registry.get(version.docx_sha))) as packed:
                    parts = [etree.fromstring(packed.read(name)) for name in packed.namelist() if name.endswith("xml")]
                texts.append("".join("".join(part.itertext()) for part in parts))
    assert len([text for text in texts if MARK in text]) > 3 and not [text for text in texts if SUM in text]


@pytest.mark.slow
@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_shows_what_was_typed_as_text(office, person) -> None:
    found = {address: told for address, answer in opened(person) if (told := list(faults(answer)))}
    assert found == {}


@pytest.mark.slow
def test_what_is_asked_for_in_an_address_is_shown_as_text(office) -> None:
    client = client_for(CLERK, raise_request_exception=False)
    code = registry.cases()[0].code
    names = "q name what page year state stage phase unit kind flow number organ from to on series next person template"
    query = "&".join(f"{name}={quote(MARK)}" for name in names.split())
    found = {}
    for one in looking():
        for address in (
            f"{one.of(code)}?{query}",
            one.of(quote(MARK, safe="")),
            one.of(code, dict.fromkeys(("str", "path", "slug"), quote(MARK, safe="")) | {"int": 1}),
        ):
            if told := list(faults(client.get(address))):
                found[address[:90]] = told
    assert found == {}


@pytest.mark.slow
def test_what_programs_read_is_json_and_nothing_else(office) -> None:
    client = client_for(CLERK)
    issued = tokens.issue(CLERK, "程序", 30, now=datetime.now(UTC))
    headers = {"authorization": f"Bearer {issued.secret}"}
    codes = [case.code for case in registry.cases()]
    for path in ("projects", "papers", "numbers", "me", *(f"projects/{code}" for code in codes),
                 *(f"projects/{code}/moves" for code in codes), f"projects?unit={quote(MARK)}"):  # fmt: skip
        answer = client.get(f"/api/v1/{path}", headers=headers)
        assert answer["Content-Type"].startswith("application/json") and answer["X-Content-Type-Options"] == "nosniff"
        assert SUM not in answer.content.decode()
        answer.json()


def test_a_page_that_lets_it_live_would_be_found(tmp_path) -> None:
    an_office(tmp_path / "office")
    from django.http import HttpResponse

    for page in (f"<p>{MARK}</p>", f'<p title="{MARK}">', f"<p>{SUM}</p>", '<a href="//evil">', "<p onclick=x>"):
        assert len([*faults(HttpResponse(f"<html><body>{page}</body></html>"))]) > 1, page
    drawing = HttpResponse('<svg><x-poison a="1"/></svg>', content_type="image/svg+xml")
    assert "an element x-poison" in [*faults(drawing)]
    registry.close()
