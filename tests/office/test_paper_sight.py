"""The pages of a paper that holds personal data are for those who must act on it; others get its fields, masked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from gongwen import registry
from gongwen.errors import Refused
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.records import taking_in
from gongwen.office.records.taking_in import Handover
from gongwen.office.staffing import privacy
from gongwen.office.watching import form_page
from kit.door import Said, typed
from kit.office import PrinterThatMustRest, an_office, story

pytestmark = pytest.mark.slow  # a paper is drafted

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
CLERK, CHIEF, ARCHIVIST, LEADER = "周晓岚", "陆文渊", "夏知秋", "范守田"
PHONE = "13955501234"  # invented
FLOW = "FW-2026-001"


def said(action: str) -> dict:
    return dict(next(act for act in story("01") if act.said.get("do") == action).said.get("form") or {})


def a_scan() -> bytes:
    book, target = PdfWriter(), BytesIO()
    book.add_blank_page(595, 842)
    book.write(target)
    return target.getvalue()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office with a project whose title bears a telephone: its application is a scan, its 批复 is drafted."""
    folder = tmp_path_factory.mktemp("sight")
    home = an_office(folder / "office")
    scan = folder / "扫描.pdf"
    scan.write_bytes(a_scan())
    given = Handover(
        f"住房修缮（联系{PHONE}）", "经济帮扶", "桃园县柳林村村民委员会", "批准", scan,
        form=said("提交") | said("审核通过"), scans={"申报书": scan},
    )  # fmt: skip
    case = taking_in.take_in(given, actor=Actor(CLERK), now=NOW).case
    form = said("批准立项")
    desk.take(case.code, "批准立项", actor=Actor(CHIEF), now=NOW, printer=PrinterThatMustRest(), form=form)
    yield home
    registry.close()


def at_desk(office: Path, *words: str | Path) -> Said:
    return typed(*words, "--home", office, at=NOW)


def papers() -> dict[str, registry.PaperRow]:
    return {paper.template: paper for paper in registry.papers()}


def looks() -> list[registry.EntryRow]:
    return [entry for entry in registry.entries() if entry.act == "查看个人信息"]


def test_who_has_nothing_to_do_with_it_gets_its_fields_masked(office: Path, tmp_path: Path) -> None:
    told = at_desk(office, "paper", "fetch", FLOW, "--out", tmp_path / "取出", "--as", ARCHIVIST)
    assert (told.code, told.out, (tmp_path / "取出").exists()) == (4, "", False)
    assert "含个人信息，「夏知秋」在本环节不能看原件" in told.err
    assert "可以看的是经办人、负责人" in told.err
    assert "住房修缮（联系139****1234）" in told.err
    assert PHONE not in told.err


def test_who_must_act_on_it_gets_it_and_is_journalled(office: Path, tmp_path: Path) -> None:
    registry.open(office)
    before = len(looks())
    told = at_desk(office, "paper", "fetch", FLOW, "--out", tmp_path / "取出", "--as", CLERK)
    assert told.code == 0, told.err
    assert [path.suffix for path in (tmp_path / "取出").iterdir()] == [".docx"]
    registry.open(office)
    [entry] = looks()[before:]
    assert (entry.actor, entry.case, entry.details["fields"]) == (CLERK, FLOW, ["《立项批复》原件"])


def test_fetching_asks_who_it_is(office: Path, tmp_path: Path) -> None:
    assert at_desk(office, "paper", "fetch", FLOW, "--out", tmp_path).code == 2


def test_pages_are_shown_by_role_and_step(office: Path) -> None:
    registry.open(office)
    scan = papers()["立项申报书"]
    project = scan.case or ""
    closed = form_page.show(project, scan.id, actor=Actor(ARCHIVIST), now=NOW)
    assert (closed["pages"], bool(closed["why"])) == (0, True)
    with pytest.raises(Refused, match="本环节不能看原件"):
        form_page.picture(project, scan.id, 1, actor=Actor(ARCHIVIST), now=NOW)
    assert privacy.why_closed(scan, None, NOW)
    assert form_page.picture(project, scan.id, 1, actor=Actor(CLERK), now=NOW).startswith(b"\x89PNG")


def test_a_paper_that_says_nothing_of_anybody_is_open_to_all(office: Path) -> None:
    registry.open(office)
    reply = papers()["立项批复"]
    assert privacy.holds_personal(reply)
    assert privacy.why_closed(reply, Actor(CLERK), NOW) == ""
    harmless = registry.add_paper(
        case=None, template="立项批复", template_hash=reply.template_hash, kind="批复", title="批复", inputs={},
        actor=CLERK, now=NOW,
    )  # fmt: skip
    assert not privacy.holds_personal(harmless)
    assert privacy.why_closed(harmless, None, NOW) == ""


@pytest.mark.parametrize(
    "words",
    [
        ("paper", "list"), ("paper", "list", "--json"), ("project", "show", "QHBF-2026-001", "--json"),
        ("todo", "--json"), ("project", "explain", FLOW, "--json"), ("number", "show", "--json"), ("journal", "show"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_list_of_papers_shows_the_telephone(office: Path, words: tuple[str, ...]) -> None:
    told = at_desk(office, *words)
    assert told.code == 0, told.err
    assert PHONE not in told.out + told.err


def test_the_journal_and_its_texts_do_not_hold_it(office: Path) -> None:
    registry.open(office)
    assert PHONE not in str(registry.entries())
