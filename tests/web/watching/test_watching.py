"""待办, lists and search on screen: what each visitor finds there, and that an empty office is told where to begin."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from kit.office import an_office, story
from kit.web import client_for, text_of

NOW = datetime.now(UTC)
CLERK, CHECKER, LEADER, OTHER = "周晓岚", "顾言之", "范守田", "许明辉"
VILLAGE = "桃园县柳林村村民委员会"
PHONE = "13955501234"  # invented


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One project long overdue, one just opened, and a paper with a number."""
    folder = an_office(tmp_path_factory.mktemp("watching") / "office")
    given = {"kind": "经济帮扶", "unit": VILLAGE, "actor": Actor(LEADER)}
    late = NOW - timedelta(days=120)
    first = desk.open_project(f"柳林村住房修缮（联系{PHONE}）", **given, now=late).code
    form = dict(next(act for act in story("01") if act.said.get("do") == "提交").said["form"])
    form["background"] = f"请联系{PHONE}。"
    desk.take(first, "提交", actor=Actor(LEADER), now=late, printer=None, form=form)
    desk.open_project("柳林村助学", **given, now=NOW)
    paper = registry.add_paper(
        case=first, template="立项批复", template_hash="", kind="批复", title="关于同意柳林村住房修缮项目立项的批复",
        inputs={}, actor="开办人", now=NOW,
    )  # fmt: skip
    registry.take_number(paper.id, "青卫", 2026, actor="开办人", now=NOW)
    yield folder
    registry.close()


def said(person: str, address: str) -> str:
    answer = client_for(person).get(address)
    assert answer.status_code == 200
    return text_of(answer)


def test_everybody_s_first_page_shows_their_own_work(home: Path) -> None:
    mine = said(CHECKER, "/todo/")
    assert "审核通过" in mine
    assert "逾期" in mine
    assert "139****1234" in mine
    assert PHONE not in mine
    assert "柳林村助学" not in mine
    assert "柳林村助学" in said(LEADER, "/todo/")
    assert "没有等您办的事" in said(OTHER, "/todo/")


def test_the_office_s_people_may_look_at_everybody_s_a_unit_s_may_not(home: Path) -> None:
    whole = said(CLERK, "/todo/?whose=all")
    assert "全办公室 2" in whole
    assert "全办公室超期 1" in whole
    assert "柳林村助学" not in said(CLERK, "/todo/?whose=all&late=1")
    assert "全办公室" not in said(OTHER, "/todo/?whose=all")
    assert "柳林村" not in said(OTHER, "/todo/?whose=all")


@pytest.mark.parametrize(
    ("address", "has", "lacks"),
    [
        ("/cases/", "柳林村助学", PHONE),
        ("/cases/?state=超期", "住房修缮", "柳林村助学"),
        ("/cases/?stage=申报&kind=经济帮扶", "柳林村助学", "住房修缮"),
        ("/cases/?unit=柳林村委会&by=due", "住房修缮", "没有这样的事项"),
        ("/cases/?phase=奖惩", "没有这样的事项", "柳林村助学"),
        ("/papers/?state=已编号", "青卫〔2026〕1号", "没有这样的文书"),
        ("/search/", "怎样查", "没有查到"),
        ("/search/?q=青卫[2026]1号", "关于同意柳林村住房修缮项目立项的批复", "没有查到"),
        ("/search/?q=青卫[2026]1号&what=文号", "已用", "没有查到"),
        ("/search/?q=范守田", "办理人 范守田", PHONE),
        ("/search/?q=无此事", "没有查到", "柳林村"),
    ],
)
def test_lists_and_search_show_what_was_asked_for(home: Path, address: str, has: str, lacks: str) -> None:
    text = said(CLERK, address)
    assert has in text
    assert lacks not in text


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("/cases/?state=忘了&kind=经济帮扶", "状态「忘了」不认识"),
        ("/cases/?page=x", "页码「x」不对"),
        ("/cases/?unit=无此单位", "没有登记机关「无此单位」"),
        ("/papers/?by=颜色", "不能按「颜色」排序"),
        ("/todo/?page=0", "页码「0」不对"),
        ("/search/?q=1&first=昨天", "日期"),
        (f"/search/?q={PHONE}", "不能按证件号码、电话"),
    ],
)
def test_what_cannot_be_shown_is_told_and_what_was_chosen_is_kept(home: Path, address: str, fault: str) -> None:
    answer = client_for(CLERK).get(address)
    assert answer.status_code == 422
    assert fault in text_of(answer)
    if "kind=" in address:
        assert "<option selected>经济帮扶</option>" in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/lists/todo.xlsx?whose=all", 2),
        ("/lists/cases.xlsx?state=超期", 1),
        ("/lists/papers.xlsx?state=已编号", 1),
        ("/lists/found.xlsx?q=柳林村", 2),
    ],
)
def test_a_list_is_taken_along_as_a_workbook_as_it_was_filtered(home: Path, address: str, count: int) -> None:
    answer = client_for(CLERK).get(address)
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert sum(any("柳林村" in text for text in row) for row in rows) == count
    assert PHONE not in str(rows)


def test_a_workbook_that_cannot_be_made_is_told(home: Path) -> None:
    answer = client_for(CLERK).get("/lists/cases.xlsx?state=忘了")
    assert (answer.status_code, "状态「忘了」不认识" in text_of(answer)) == (400, True)


def test_a_link_to_another_order_keeps_the_choice(home: Path) -> None:
    page = client_for(CLERK).get("/cases/?kind=经济帮扶&by=due").content.decode()
    assert 'aria-sort="ascending"' in page
    assert "kind=%E7%BB%8F%E6%B5%8E%E5%B8%AE%E6%89%B6&amp;by=due&amp;down=1" in page


def test_every_page_has_the_search_box(home: Path) -> None:
    assert 'action="/search/"' in client_for(CLERK).get("/cases/").content.decode()


def test_pages_ask_a_fixed_number_of_queries(home: Path) -> None:
    counts = {address: queries(address) for address in ("/todo/?whose=all", "/cases/", "/papers/", "/search/?q=柳林")}
    assert max(counts.values()) <= 45, counts


def queries(address: str) -> int:
    client = client_for(CLERK)
    client.get(address)
    with counted() as told:
        client.get(address)
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


def test_an_empty_office_is_told_what_to_do_first(home: Path, tmp_path: Path) -> None:
    an_office(tmp_path / "office")
    try:
        text = said(CLERK, "/todo/")
        assert text.index("登记机关和单位 ✓ 已有") < text.index("登记人员和任职") < text.index("登记第一个项目 待做")
        assert "先做这几件" not in said(LEADER, "/todo/")
        desk.open_project("柳林村助学", kind="经济帮扶", unit=VILLAGE, actor=Actor(LEADER), now=NOW)
        assert "先做这几件" not in said(CLERK, "/todo/")
    finally:
        registry.open(home)


def test_from_the_papers_one_begins_a_new_one(home: Path) -> None:
    assert 'href="/papers/new/"' in client_for("周晓岚").get("/papers/").content.decode()
