"""Organs and people taken over from a spreadsheet: checked first, each fault told by its row, nothing doubled."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import errands
from gongwen.office.people import Actor
from gongwen.office.records import list_import
from gongwen.office.records.list_import import ORGANS, PEOPLE
from gongwen.office.staffing import staff
from kit.closed import CLERK, REVIEWER
from kit.office import PrinterThatMustRest, an_office

NOW = datetime(2026, 3, 5, 2, tzinfo=UTC)
CHIEF = "陆文渊"


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


def book(*rows: tuple[Any, ...]) -> bytes:
    made, target = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(target)
    return target.getvalue()


def planned(which: str, *rows: tuple[Any, ...]) -> list_import.Plan:
    return list_import.plan(which, book(*rows), "名册.xlsx", now=NOW)


def entered(plan: list_import.Plan, person: str = CLERK) -> list[str]:
    return list_import.carry_out(plan, Actor(person), NOW, lambda done, total, doing: None)


def test_new_changed_and_same_rows_are_told_apart_and_only_changes_are_written() -> None:
    known = staff.organs()[1]
    plan = planned(
        ORGANS, ("单位名称", "简称", "联系电话", "印章（毫米）", "设立日期"),
        ("青禾市 退役军人事务局", "市退役军人局", "0999-1234567/0999-7654321", "42", "2026.3.1"),
        (known["name"], known["short"], None, None, None),
        (staff.organs()[2]["name"], None, "0999-5550000", None, None),
    )  # fmt: skip
    assert [entry.act for entry in plan.entries] == ["新登记", "没有变化", "变更"]
    assert plan.told()[0] == "共 3 行：新登记 1，变更 1，没有变化 1。"
    before = registry.journal_head().count
    assert entered(plan) == []
    assert registry.journal_head().count == before + 2
    made = registry.organ("青禾市退役军人事务局")
    assert (made.phone, made.seal_mm, made.starts) == ("0999-1234567、0999-7654321", 42.0, date(2026, 3, 1))
    again = planned(ORGANS, ("全称", "印章直径"), ("青禾市退役军人事务局", "42"))
    assert [entry.act for entry in again.entries] == ["没有变化"]


def test_every_fault_names_its_row_and_nothing_is_entered() -> None:
    plan = planned(
        ORGANS, ("全称", "印章直径", "统一社会信用代码", "设立日期"),
        ("甲局", "四十二", None, None), ("乙局", None, "123", None), ("丙局", None, None, "去年"),
        (None, "42", None, None), ("丁局", None, None, None), ("丁局", None, None, None),
    )  # fmt: skip
    assert [fault.partition("：")[0] for fault in plan.faults] == [f"第 {n} 行" for n in (2, 3, 4, 5, 7)]
    assert "印章直径「四十二」不对" in plan.faults[0] and "与第 6 行重复" in plan.faults[4]
    with pytest.raises(BadInput, match="第 2 行"):
        entered(plan)
    assert "丁局" not in {row["name"] for row in staff.organs()}


def test_people_come_with_their_posts_padded_names_and_short_organs() -> None:
    organ = next(row for row in staff.organs() if row["short"])
    plan = planned(
        PEOPLE, ("姓　名", "手机", "工作单位", "职务", "角色", "任职时间"),
        ("张　三", 13800000000.0, organ["short"], "科员", "联络员", "2026/1/5"),
        ("欧阳　修", None, None, None, None, None),
        (CLERK, None, None, None, None, None),
    )  # fmt: skip
    assert [(entry.name, entry.act) for entry in plan.entries] == [
        ("张三", "新登记"), ("欧阳修", "新登记"), (CLERK, "没有变化"),
    ]  # fmt: skip
    assert entered(plan) == []
    (post,) = registry.appointments(date(2026, 3, 5), person="张三")
    assert (post.organ, post.post, post.roles, post.starts) == (organ["name"], "科员", ("联络员",), date(2026, 1, 5))
    assert [entry.act for entry in planned(PEOPLE, ("姓名", "单位", "职务", "角色"),
            ("张三", organ["name"], "科员", "联络员")).entries] == ["没有变化"]  # fmt: skip


def test_what_does_not_fit_a_person_is_told() -> None:
    organ = staff.organs()[0]["name"]
    plan = planned(
        PEOPLE, ("姓名", "联系电话", "单位", "职务", "角色"),
        ("甲", None, "无此局", "科员", None), ("乙", None, organ, None, None), ("丙", None, organ, "科员", "皇帝"),
        (CLERK, "10000", None, None, None),
    )  # fmt: skip
    told = "\n".join(plan.faults)
    assert len(plan.faults) == 4
    for word in ("没有登记机关「无此局」", "单位和职务要写全", "没有「皇帝」这样的角色", "联系电话与登记的不同"):
        assert word in told


def test_a_row_that_the_rules_forbid_is_told_after_the_others_were_entered() -> None:
    """Nobody gives themselves a post, and only a 负责人 makes one: the rules are those of the single forms."""
    organ = staff.organs()[0]["name"]
    plan = planned(
        PEOPLE, ("姓名", "单位", "职务", "角色"), ("新人", organ, "主任", "负责人"), ("另一人", organ, "科员", "")
    )
    (fault,) = entered(plan)
    assert fault.startswith("第 2 行：任命「负责人」须由现任负责人")
    assert registry.appointments(date(2026, 3, 5), person="另一人")
    with pytest.raises(Refused, match="不能导入名册"):
        entered(plan, REVIEWER)


def test_the_register_given_out_is_taken_back_without_a_change() -> None:
    for which in (ORGANS, PEOPLE):
        data = list_import.sheet(which, NOW)
        plan = list_import.plan(which, data, "名册.xlsx", now=NOW)
        assert plan.faults == () and {entry.act for entry in plan.entries} == {"没有变化"}
        headings = [cell.value for cell in next(load_workbook(io.BytesIO(data)).active.iter_rows())]
        assert headings == list(list_import.COLUMNS[which].values())


def test_as_an_errand_it_is_checked_first_then_entered_row_by_row_with_progress(monkeypatch: Any) -> None:
    seen: list[tuple[int, int]] = []
    whole = registry.tell_errand
    monkeypatch.setattr(errands, "TELL_SECONDS", 0)
    monkeypatch.setattr(
        registry, "tell_errand", lambda row, **said: seen.append((said["done"], said["total"])) or whole(row, **said)
    )
    given = list_import.receive("名册.xlsx", book(("全称",), *((f"青禾市第{n}中学",) for n in range(5))))
    row = errands.ask("import", {"list": ORGANS, **given}, actor=Actor(CLERK, "网页"), now=NOW)
    errands.do_next(NOW, PrinterThatMustRest())
    checked = errands.one(row.id, actor=Actor(CLERK))
    assert checked.row.result["whole"] and checked.row.result["checked"] and "新登记 5" in checked.told[0]
    assert len(registry.organs()) == len(staff.organs()) and not _schools()
    seen.clear()
    row = errands.ask("import", {"list": ORGANS, "apply": "1", **given}, actor=Actor(CLERK, "网页"), now=NOW)
    errands.do_next(NOW, PrinterThatMustRest())
    assert "已经导入" in errands.one(row.id, actor=Actor(CLERK)).told[0]
    assert seen[1:] == [(n, 5) for n in range(5)] and len(_schools()) == 5


def test_one_that_was_killed_in_the_middle_is_carried_on_and_nothing_is_doubled() -> None:
    given = list_import.receive("名册.xlsx", book(("全称",), *((f"青禾市第{n}中学",) for n in range(5))))
    plan = list_import.plan(ORGANS, registry.pick_up(given["sha"]).read_bytes(), "名册.xlsx", now=NOW)

    def dies(done: int, total: int, doing: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list_import.carry_out(plan, Actor(CLERK), NOW, dies)
    assert len(_schools()) == 3
    errands.ask("import", {"list": ORGANS, "apply": "1", **given}, actor=Actor(CLERK, "网页"), now=NOW)
    errands.do_next(NOW, PrinterThatMustRest())
    assert len(_schools()) == 5


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "空文件"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "旧格式"),
        (b"PK\x03\x04 broken", "打不开"),
        (b"%PDF-1.4" + bytes(5000), "XLSX"),
    ],
)
def test_a_file_that_is_no_sheet_is_told_when_it_is_handed_in(content: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        list_import.receive("名册.xlsx", content)


def _schools() -> list[str]:
    return [row.name for row in registry.organs() if row.name.endswith("中学")]
