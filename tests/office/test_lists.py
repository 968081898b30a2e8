"""Lists of cases and papers, and the search over both: filters, pages, what a visitor may see, what stays hidden."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.staffing import access
from gongwen.office.watching import exporting, listing, paper_list, searching, todo, views
from gongwen.office.watching.listing import CaseFilter
from gongwen.office.watching.paging import Part, numbered
from gongwen.office.watching.paper_list import PaperFilter
from gongwen.office.watching.searching import Asked
from kit.office import an_office, story

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
CLERK, LEADER, OTHER = "周晓岚", "范守田", "许明辉"
VILLAGE, TOWN = "桃园县柳林村村民委员会", "临溪县青溪镇人民政府"
PHONE = "13955501234"  # invented
BY = {"actor": "开办人", "now": NOW}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two projects of a village (one submitted, with a telephone in its title) and one of a town, papers with and
    without a number."""
    folder = an_office(tmp_path_factory.mktemp("lists") / "office")
    village = {"kind": "经济帮扶", "unit": VILLAGE, "actor": Actor(LEADER)}
    first = desk.open_project(f"柳林村住房修缮（联系{PHONE}）", **village, now=NOW).code
    form = dict(next(act for act in story("01") if act.said.get("do") == "提交").said["form"])
    form["background"] = f"请联系{PHONE}。"
    desk.take(first, "提交", actor=Actor(LEADER), now=NOW, printer=None, form=form)
    desk.open_project("柳林村助学", **village, now=NOW + timedelta(days=30))
    desk.open_project("青溪镇应急救助", kind="紧急救助", unit=TOWN, actor=Actor(CLERK), now=NOW)
    paper = registry.add_paper(
        case=first, template="立项批复", template_hash="", kind="批复", title="关于同意柳林村住房修缮项目立项的批复",
        inputs={}, **BY,
    )  # fmt: skip
    registry.take_number(paper.id, "青卫", 2026, **BY)
    registry.set_paper(paper.id, issued_on=date(2026, 3, 5), filed=True, **BY)
    registry.add_paper(
        case=None, template="", template_hash="", kind="通知", title="关于开展春季走访的通知", inputs={}, **BY
    )
    yield folder
    registry.close()


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it for a test that writes."""
    registry.close()
    copy = Path(shutil.copytree(home, tmp_path / "copy"))
    registry.open(copy)
    yield copy
    registry.open(home)


def who(person: str = CLERK) -> access.Visitor:
    return access.visitor(person, NOW)


def cases(person: str = CLERK, days: int = 10, **chosen: object) -> list[str]:
    page = listing.cases(CaseFilter(**chosen), who=who(person), now=NOW + timedelta(days=days))  # type: ignore[arg-type]
    assert page.total == len(page.rows)
    return [row["title"] for row in page.rows]


def test_the_list_shows_the_latest_first_and_no_telephone(home: Path) -> None:
    assert cases() == ["青溪镇应急救助", "柳林村助学", "柳林村住房修缮（联系139****1234）"]


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"kind": "紧急救助"}, ["青溪镇应急救助"]),
        ({"unit": "柳林村委会", "stage": "审核"}, ["柳林村住房修缮（联系139****1234）"]),
        ({"stage": "审核"}, ["柳林村住房修缮（联系139****1234）"]),
        ({"state": "超期"}, ["柳林村住房修缮（联系139****1234）"]),
        ({"phase": "监督"}, []),
        ({"state": "已办结"}, []),
        ({"state": "在办", "year": "2026", "by": "title", "down": False, "kind": "经济帮扶"},
         ["柳林村住房修缮（联系139****1234）", "柳林村助学"]),
        ({"year": "2025"}, []),
        ({"flow": "project", "phase": "立项", "unit": TOWN}, ["青溪镇应急救助"]),
    ],
)  # fmt: skip
def test_filters_narrow_the_list(home: Path, chosen: dict, found: list[str]) -> None:
    assert cases(**chosen) == found


@pytest.mark.parametrize(
    ("chosen", "fault"),
    [
        ({"state": "忘了"}, "状态「忘了」不认识"),
        ({"by": "颜色"}, "不能按「颜色」排序"),
        ({"year": "二〇二六"}, "年份「二〇二六」不对"),
        ({"unit": "无此单位"}, "没有登记机关「无此单位」"),
    ],
)
def test_a_choice_there_is_none_of_is_told(home: Path, chosen: dict, fault: str) -> None:
    with pytest.raises(BadInput, match=fault):
        cases(**chosen)


def test_pages_together_are_the_whole_and_count_it(home: Path) -> None:
    parts = [listing.cases(CaseFilter(), who=who(), now=NOW, part=Part(number, 2)) for number in (1, 2, 3)]
    assert [(part.total, part.count, len(part.rows)) for part in parts] == [(3, 2, 2), (3, 2, 1), (3, 2, 0)]
    assert len({row["code"] for part in parts for row in part.rows}) == 3


@pytest.mark.parametrize("text", ["0", "-1", "x", "1.5", "99999999", "１２"])
def test_a_page_that_is_no_number_is_told(text: str) -> None:
    with pytest.raises(BadInput, match="页码"):
        numbered(text)


def test_people_of_a_unit_see_and_count_their_own(home: Path) -> None:
    assert cases(LEADER) == ["柳林村助学", "柳林村住房修缮（联系139****1234）"]
    assert cases(OTHER) == ["青溪镇应急救助"]
    papers = paper_list.papers(PaperFilter(), who=who(OTHER))
    assert (papers.rows, papers.total) == ((), 0)
    assert searching.search(Asked("青卫〔2026〕1号"), who=who(OTHER), now=NOW).page.total == 0
    found = searching.search(Asked("柳林村"), who=who(OTHER), now=NOW)
    assert found.counts == {"事项": 0, "文书": 0, "文号": 0}


def test_papers_are_listed_by_what_they_have_come_to(home: Path) -> None:
    def listed(**chosen: str) -> list[str]:
        page = paper_list.papers(PaperFilter(**chosen), who=who())  # type: ignore[arg-type]
        return [row["number"] or row["title"] for row in page.rows]

    assert "青卫〔2026〕1号" in listed()
    assert listed(state="已编号") == ["青卫〔2026〕1号"]
    assert listed(template="立项批复", year="2026", by="number") == ["青卫〔2026〕1号"]
    assert listed(year="2025") == []
    with pytest.raises(BadInput, match="状态"):
        listed(state="丢了")


@pytest.mark.parametrize(
    "text", ["青卫〔2026〕1号", "青卫[2026]1号", "青卫（2026）第1号", "青卫2026-1", "青卫〔２０２６〕１"]
)
def test_a_number_is_found_however_it_is_typed(home: Path, text: str) -> None:
    found = searching.search(Asked(text), who=who(), now=NOW)
    assert found.counts == {"事项": 0, "文书": 1, "文号": 1}
    assert [row["title"] for row in found.page.rows] == ["关于同意柳林村住房修缮项目立项的批复"]
    ledger = searching.search(Asked(text, what="文号"), who=who(), now=NOW)
    assert [(row["number"], row["state"], row["title"]) for row in ledger.page.rows] == [
        ("青卫〔2026〕1号", "已用", "关于同意柳林村住房修缮项目立项的批复")
    ]


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        (Asked("柳林村"), (2, 1, 1)),
        (Asked("柳林村 修缮"), (1, 1, 1)),
        (Asked("qhbf2026001"), (1, 1, 0)),
        (Asked("柳林村委会"), (2, 1, 0)),
        (Asked(LEADER), (2, 0, 0)),
        (Asked("柳林村", person=CLERK), (0, 0, 0)),
        (Asked("救助", organ=TOWN), (1, 0, 0)),
        (Asked(first="2026-03-20", last="2026-04-30"), (1, 0, 0)),
        (Asked(first="2026-03-05", last="2026年3月5日"), (0, 1, 0)),
        (Asked("无此事"), (0, 0, 0)),
        (Asked("%"), (0, 0, 0)),
        (Asked("范　守　田"), (2, 0, 0)),
        (Asked("柳林村 委会"), (2, 1, 0)),
        (Asked("2026.3.5"), (0, 1, 0)),
        (Asked("２０２６年３月５日"), (0, 1, 0)),
        (Asked("2026.3.5", first="2026-01-01", last="2026-02-01"), (0, 0, 0)),
        (Asked("柳林村\x00"), (2, 1, 1)),
        (Asked('\', "*") OR 1=1 --'), (0, 0, 0)),
    ],
)
def test_what_people_remember_finds_it(home: Path, asked: Asked, counts: tuple[int, int, int]) -> None:
    found = searching.search(asked, who=who(), now=NOW)
    assert tuple(found.counts.values()) == counts
    assert found.page.total == len(found.page.rows) == counts[list(found.counts).index(found.what)]


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        (Asked(PHONE), "不能按证件号码、电话"),
        (Asked("x", first="昨天"), "日期"),
        (Asked(first="2026-05-01", last="2026-04-01"), "早于"),
        (Asked(person="无此人"), "没有登记名为「无此人」的人员"),
        (Asked(organ="无此机关"), "没有登记机关「无此机关」"),
        (Asked("字" * 10_000), "检索的字太多，最多 200 个字"),
        (Asked("字 " * 11), "10 个词"),
    ],
)
def test_a_question_that_makes_no_sense_is_told(home: Path, asked: Asked, fault: str) -> None:
    with pytest.raises(BadInput, match=fault):
        searching.search(asked, who=who(), now=NOW)


def test_what_is_masked_cannot_be_searched_for(home: Path) -> None:
    found = searching.search(Asked("555"), who=who(), now=NOW)
    assert found.counts == {"事项": 0, "文书": 0, "文号": 0}


def test_a_list_goes_out_as_a_workbook_as_it_was_filtered(home: Path) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    chosen = CaseFilter(kind="经济帮扶")
    data = exporting.case_sheet(chosen, who=who(), now=NOW)
    sheet = load_workbook(BytesIO(data)).active
    assert sheet is not None
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[1] for row in told if str(row[0]).startswith("QHBF")] == [
        "柳林村助学",
        "柳林村住房修缮（联系139****1234）",
    ]
    for made in (
        exporting.paper_sheet(PaperFilter(), who=who()),
        exporting.todo_sheet(now=NOW, actor=Actor(LEADER)),
        exporting.found_sheet(Asked("柳林村"), who=who(), now=NOW),
    ):
        assert made.startswith(b"PK")


def test_the_number_of_queries_does_not_grow_with_the_list(own: Path) -> None:
    def look() -> dict[str, int]:
        return {
            "todo": queries(lambda: todo.page(now=NOW, actor=Actor(LEADER))),
            "counts": queries(lambda: todo.counts(now=NOW, actor=Actor(LEADER))),
            "cases": queries(lambda: listing.cases(CaseFilter(), who=who(), now=NOW)),
            "papers": queries(lambda: paper_list.papers(PaperFilter(), who=who())),
            "search": queries(lambda: searching.search(Asked("柳林"), who=who(), now=NOW)),
        }

    before = look()
    for number in range(12):
        code = desk.open_project(f"柳林{number}", kind="经济帮扶", unit=VILLAGE, actor=Actor(LEADER), now=NOW).code
        registry.add_paper(
            case=code, template="立项批复", template_hash="", kind="批复", title=f"柳林批复{number}", inputs={}, **BY
        )
    assert look() == before
    assert max(before.values()) <= 26


def queries(look) -> int:
    look()  # what is read once a process is read
    with counted() as told:
        look()
    return len(told)


@contextmanager
def counted() -> Iterator[list[str]]:
    from django.db import connection

    told: list[str] = []

    def count(execute, sql, params, many, context):
        told.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield told


def test_the_same_opening_and_the_same_paper_are_known_without_reading_all(own: Path) -> None:
    given = {"kind": "经济帮扶", "unit": VILLAGE, "actor": Actor(LEADER), "now": NOW}
    again = desk.open_project("柳林村助学", **given)
    assert again.code == next(case.code for case in registry.cases() if case.title == "柳林村助学")
    assert desk.open_project("柳林村助学2", **given).code != again.code


def test_a_list_for_people_shows_the_latest_and_says_how_many_there_are(home: Path) -> None:
    """An office has a hundred thousand cases: nobody reads them all, and the machine should not either."""
    every = views.projects(now=NOW)
    assert (len(every.rows), every.more) == (every.total, "")
    last = views.projects(now=NOW, most=1)
    assert last.rows == every.rows[-1:]
    assert last.more == f"以上是最近登记的 1 件，共 {every.total} 件，全部列出加 --all。"
    assert views.projects(every.rows[0]["stage"]).rows[0]["code"] == every.rows[0]["code"]
    papers = views.all_papers()
    assert {row["flow"] for row in papers.rows} == {paper.flow for paper in registry.papers()}
    assert views.all_papers(0).rows == () and papers.more == ""
    by_case = [row for case in every.rows for row in views.papers(case["code"])]
    assert by_case == [row for row in papers.rows if row["project"]]
