"""办理中的事: what is being decided about a unit is not for it: no draft, no opinion, by no address and no program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from gongwen import registry
from gongwen.errors import Refused
from gongwen.office import errands
from gongwen.office.people import Actor
from gongwen.office.staffing import tokens
from kit.office import an_office, play, story
from kit.quick import quick
from kit.web import account_for, client_for, text_of

UNIT, CLERK, CHECKER = "许明辉", "周晓岚", "顾言之"
SAID = "项目对象经逐户核实"
"""How the opinion of whoever checked the application begins."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int, str]]:
    """The unit's project is approved, the 批复 drafted and typeset, but not issued: the project's code, the paper's
    number and its flow."""
    with pytest.MonkeyPatch.context() as patch:
        an_office(tmp_path_factory.mktemp("deliberation") / "office")
        press = quick(patch)
        play(story("0"), press, until=lambda act: act.key == "演示:01-就业增收:05")
        [paper] = [row for row in registry.papers() if row.template == "立项批复"]
        registry.add_version(
            paper.id, docx=registry.get(paper.versions[-1].docx_sha or ""), pdf=press.to_pdf(b"x"), findings=[],
            origin="hand", actor=CLERK, now=datetime(2026, 3, 16, 2, tzinfo=UTC),
        )  # fmt: skip
        yield str(paper.case), paper.id, str(paper.flow)
        registry.close()


def addresses(code: str, id: int, flow: str) -> list[str]:
    """Every address that shows a draft, an opinion or a version."""
    return [
        *(f"/review/{code}/papers/{id}/{what}" for what in ("", "1.png", "paper.pdf")),
        *(f"/cases/{code}/papers/{id}/{what}" for what in ("", "pages/1.png", "1/docx/", "2/pdf/")),
        *(f"/review/{one}/{what}" for one in (code, flow) for what in ("", "sheet/", "score/")),
        *(f"/papers/{flow}/{what}" for what in ("", "edit/", "compare/", "1/docx/")),
        *(f"/unit/{code}/papers/{id}/{what}" for what in ("", "1.png", "paper.pdf")),
        f"/unit/{flow}/",
    ]


def test_no_address_shows_the_unit_what_is_being_decided(office) -> None:
    client = client_for(UNIT)
    answers = {path: client.get(path) for path in addresses(*office)}
    assert {path: one.status_code for path, one in answers.items() if one.status_code not in (403, 404)} == {}
    assert [path for path, one in answers.items() if SAID in text_of(one)] == []


def test_the_page_of_the_case_is_for_the_unit_its_own_page(office) -> None:
    code, _, flow = office
    client = client_for(UNIT)
    assert client.get(f"/cases/{code}/")["Location"] == f"/unit/{code}/"
    told = text_of(client.get(f"/unit/{code}/"))
    assert SAID not in told and flow not in told and "立项的批复" not in told
    assert client.post(f"/cases/{code}/reveal/", {"reason": "看看"}).status_code == 403
    refused = client.post(f"/cases/{code}/moves/批准立项/", {})
    assert refused.status_code in (403, 409) and SAID not in text_of(refused)


def test_whoever_decides_sees_it_all(office) -> None:
    code, id, flow = office
    client = client_for(CLERK)
    assert SAID in text_of(client.get(f"/review/{code}/"))
    assert client.get(f"/review/{code}/papers/{id}/paper.pdf").status_code == 200
    assert client.get(f"/cases/{flow}/").status_code == 200


@pytest.mark.parametrize("path", ["/papers/", "/search/?q=批复", "/search/?q=FW-2026-002", "/cases/"])
def test_no_list_names_the_unit_a_paper_that_is_not_issued(office, path) -> None:
    _, _, flow = office
    told = text_of(client_for(UNIT).get(path)).replace(f"按编号 {flow}查找", "")
    assert flow not in told and "项目立项的批复" not in told


def test_no_sheet_of_a_list_names_it_either(office) -> None:
    answer = client_for(UNIT).get("/lists/papers.xlsx")
    cells = [str(cell.value) for row in load_workbook(BytesIO(answer.content)).active.iter_rows() for cell in row]
    assert any("立项申报书" in cell for cell in cells) and not any("批复" in cell for cell in cells)


def test_a_program_of_the_unit_learns_no_more_than_its_page(office) -> None:
    code, _, flow = office
    whole = asked(UNIT, f"projects/{code}")
    assert [row["template"] for row in whole["papers"]] == ["立项申报书"]
    assert asked(UNIT, "papers")["total"] == 1
    assert "errors" in asked(UNIT, f"papers/{flow}") and "errors" in asked(UNIT, f"papers/{flow}/files/pdf")
    assert {row["template"] for row in asked(CLERK, f"projects/{code}")["papers"]} == {"立项申报书", "立项批复"}


def test_of_a_paper_that_was_sent_to_it_a_unit_sees_no_opinion_and_no_draft(office) -> None:
    [issued] = [row for row in registry.papers() if row.filed and row.flow]
    person = receiver(next(row.name for row in registry.recipients(issued.id) if row.sent_at))
    told, whole = asked(person, f"papers/{issued.flow}"), asked(CLERK, f"papers/{issued.flow}")
    assert told["number"] and told["recipients"] == whole["recipients"]
    assert (told["opinions"], told["versions"], told["events"], told["tasks"]) == ([], [], [], [])
    assert whole["versions"] and whole["events"]
    for kind in ("sheet", "redline"):
        with pytest.raises(Refused, match="不归你办"):
            errands.ask(kind, {}, about=str(issued.flow), actor=Actor(person, "网页"), now=datetime.now(UTC))


def receiver(organ: str) -> str:
    """Somebody of a unit to which a paper was sent, with a post that gives no sight of the office's own work."""
    now = datetime(2026, 3, 5, tzinfo=UTC)
    registry.add_organ(registry.OrganRow(name=organ), actor="开办人", now=now)
    registry.add_person("收文人", actor="开办人", now=now)
    registry.appoint("收文人", organ, "干部", ["联络员"], now.date(), actor="开办人", now=now)
    return "收文人"


def asked(person: str, path: str) -> Any:
    """What a program of this person is answered."""
    account_for(person)
    now = datetime.now(UTC)
    secret = tokens.issue(person, f"程序 {now:%H%M%S%f}", 30, now=now).secret
    return client_for().get(f"/api/v1/{path}", headers={"authorization": f"Bearer {secret}"}).json()
