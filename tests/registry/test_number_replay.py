"""Whoever changes the number ledger behind the office's back is found out by the journal, whatever he changes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from gongwen import registry
from gongwen.document.reference import Reference
from gongwen.registry import OrganRow

_ROW = "code, year, state, origin, title, reason, approver, actor, at"


@pytest.fixture
def ledger(home, now, add_a_paper):
    """青卫〔2026〕1—2 by hand, 3 skipped, 4 by hand, 5 used, 6 void, 7 reserved, 8 reserved and given up, 9 reserved
    for a paper and used."""
    by = {"actor": "周敏", "now": now}
    registry.add_organ(OrganRow(name="青禾市民政局"), **by)
    registry.add_person("陆文渊", **by)
    registry.appoint("陆文渊", "青禾市民政局", "局长", ("签发人",), date(2026, 1, 1), **by)
    registry.adopt_numbers("青卫", 2026, up_to=2, because="登记簿", **by)
    registry.adopt_number(
        Reference("青卫", 2026, 4), title="通知", because="登记簿", skipped_because="误编", approver="陆文渊", **by
    )
    papers = [add_a_paper().id for _ in range(4)]
    for paper in papers[:2]:
        registry.take_number(paper, "青卫", 2026, **by)
    registry.void_number(Reference("青卫", 2026, 6), reason="印错", approver="陆文渊", **by)
    registry.reserve_number("青卫", 2026, "会议通知", paper=papers[2], **by)
    eighth = registry.reserve_number("青卫", 2026, "座谈会通知", paper=papers[3], **by).reference
    registry.release_reserved(eighth, **by)
    registry.assign_reserved(eighth, papers[3], **by)
    registry.void_number(eighth, reason="不开了", approver="陆文渊", **by)
    registry.reserve_number("青卫", 2026, "助学通知", paper=papers[3], **by)
    registry.take_number(papers[3], "青卫", 2026, **by)
    return home


@pytest.fixture
def forge(ledger, on_a_file):
    def run(statement: str) -> None:
        registry.close()
        with closing(sqlite3.connect(ledger / "office.db")) as database:
            for act in ("UPDATE", "DELETE", "INSERT"):
                database.execute(f"DROP TRIGGER registry_number_no_{act}")
            database.execute(statement)
            database.commit()
        registry.open(ledger)

    return run


def test_a_true_ledger_agrees(ledger):
    assert registry.check_journal().faults == registry.number_history().faults == ()


def test_the_last_entry_about_each_number_is_known(ledger):
    acts = {entry.number: entry.act for entry in registry.entries()}
    told = {reference.serial: acts[number] for reference, number in registry.number_history().entries.items()}

    assert told == {
        1: "补录文号", 2: "补录文号", 3: "登记跳号", 4: "补录文号", 5: "取号", 6: "作废文号", 7: "预留文号",
        8: "作废文号", 9: "取号",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE registry_number SET state = '已用' WHERE serial = 6", "6号的状态与日志所记不符（日志记为作废，"),
        ("UPDATE registry_number SET state = '作废', approver = '甲' WHERE serial = 7", "7号的状态、批准人与日志"),
        ("UPDATE registry_number SET reason = '另有原因' WHERE serial = 6", "6号的理由与日志所记不符"),
        ("UPDATE registry_number SET approver = '沈国栋' WHERE serial = 3", "3号的批准人与日志所记不符"),
        ("UPDATE registry_number SET title = '决定' WHERE serial = 4", "4号的标题与日志所记不符"),
        ("UPDATE registry_number SET origin = '系统' WHERE serial = 3", "3号的来源与日志所记不符"),
        ("UPDATE registry_number SET paper_id = NULL WHERE serial = 6", "6号的所属公文与日志所记不符"),
        ("UPDATE registry_number SET actor = '甲' WHERE serial = 5", "5号的经办人与日志所记不符"),
        ("UPDATE registry_number SET at = '2026-01-01 00:00:00' WHERE serial = 5", "5号的登记时间与日志所记不符"),
        ("UPDATE registry_number SET changed_at = NULL WHERE serial = 6", "6号的变更时间与日志所记不符"),
        ("UPDATE registry_number SET serial = 19 WHERE serial = 9", "9号（第 4 号文件）日志记有而编号登记没有"),
        ("UPDATE registry_number SET year = 2025 WHERE serial = 1", "1号编号登记有而日志没有记载"),
        ("DELETE FROM registry_number WHERE serial = 8", "8号日志记有而编号登记没有"),
        (
            f"INSERT INTO registry_number (serial, {_ROW}) SELECT 10, {_ROW} FROM registry_number WHERE serial = 6",
            "10号编号登记有而日志没有记载",
        ),
        ("UPDATE registry_series SET last = 8", "编号系列青卫〔2026〕记到8号，登记却到9号"),
    ],
)  # fmt: skip
def test_whatever_is_forged_is_found(forge, statement, fault):
    forge(statement)

    assert fault in "\n".join(registry.check_journal().faults)


def test_a_basis_put_under_a_number_is_found(forge):
    sha = registry.put(b"scan", "登记簿.pdf", "application/pdf").sha
    forge(f"UPDATE registry_number SET basis_id = '{sha}' WHERE serial = 2")

    assert "2号的依据与日志所记不符" in registry.check_journal().faults[0]
