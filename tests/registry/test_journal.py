"""The journal: every change is found, at the entry where it begins."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from gongwen import registry
from gongwen.errors import Broken


@pytest.fixture
def forge(home, on_a_file):
    """Change the tables as someone with the database file in hand would: triggers away, statements, triggers back."""

    def run(*statements: str) -> None:
        registry.close()
        with closing(sqlite3.connect(home / "office.db")) as database:
            triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                database.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                database.execute(statement)
            for _, sql in triggers:
                database.execute(sql)
            database.commit()
        registry.open(home)

    return run


_OTHERS = "state, origin, title, reason, approver, actor, at"


@pytest.fixture
def six(open_a_case, take):
    """A journal of six entries: the founding, the opening and four moves."""
    code = open_a_case().code
    for action in ("提交", "退回", "提交", "通过"):
        take(code, action, "审核" if action == "提交" else "申报")
    assert registry.verify_journal().count == 6
    return code


def test_a_true_journal_verifies_and_its_head_is_witnessed(six, home):
    state = registry.verify_journal()

    assert (state.count, state.head) == (6, registry.entries()[-1].hash)
    assert (home / "journal.head").read_text() == f"6 {state.head}\n"
    for entry in registry.entries():
        assert registry.verify_journal(witness=entry.hash) == state


def test_entries_of_a_case_carry_person_door_and_system_user(six):
    entry = registry.entries(six)[1]

    assert (entry.act, entry.actor, entry.case) == ("提交", "周敏", six)
    assert (entry.details["door"], entry.details["system_user"]) == ("命令行", "office")
    assert (entry.details["source"], entry.details["target"], entry.details["version"]) == ("申报", "审核", 2)


@pytest.mark.parametrize("column", ["text", '"case"', "hash", "previous"])
def test_an_edited_entry_is_found(six, forge, column):
    forge(
        f"UPDATE registry_journal SET {column} = replace({column}, substr({column}, 5, 1), '9') || '9' WHERE number = 4"
    )

    with pytest.raises(Broken, match="日志第 4 条"):
        registry.verify_journal()


def test_an_edited_entry_with_its_own_hash_renewed_is_found_at_the_next(six, forge):
    entry = registry.entries()[2]
    text = json.dumps(
        {"number": 3, "actor": "周敏", "act": "退回", "at": entry.at.isoformat(), "case": six, "details": {}}
    )
    forge(
        f"UPDATE registry_journal SET text='{text}' WHERE number = 3",
        f"UPDATE registry_journal SET hash='{_link(entry.previous, text)}' WHERE number = 3",
    )

    with pytest.raises(Broken, match="日志第 4 条与前一条衔接不上"):
        registry.verify_journal()


def test_a_deleted_entry_is_found(six, forge):
    forge("DELETE FROM registry_journal WHERE number = 3")

    with pytest.raises(Broken, match="日志第 3 条缺失"):
        registry.verify_journal()


def test_a_deleted_entry_with_the_later_ones_moved_up_is_found(six, forge):
    forge(
        "DELETE FROM registry_journal WHERE number = 3",
        "UPDATE registry_journal SET number = -(number - 1) WHERE number > 3",
        "UPDATE registry_journal SET number = -number WHERE number < 0",
    )

    with pytest.raises(Broken, match="日志第 3 条与前一条衔接不上"):
        registry.verify_journal()


def test_an_inserted_entry_is_found(six, forge):
    forge(
        "UPDATE registry_journal SET number = -(number + 1) WHERE number > 3",
        "UPDATE registry_journal SET number = -number WHERE number < 0",
        f"UPDATE registry_journal SET previous = '{'f' * 64}' WHERE number = 5",
        'INSERT INTO registry_journal (number, "case", text, previous, hash) '
        f"SELECT 4, \"case\", text, hash, '{'f' * 64}' FROM registry_journal WHERE number = 3",
    )

    with pytest.raises(Broken, match="日志第 4 条"):
        registry.verify_journal()


def test_two_entries_changed_about_are_found(six, forge):
    forge(
        "UPDATE registry_journal SET number = -3 WHERE number = 3",
        "UPDATE registry_journal SET number = 3 WHERE number = 4",
        "UPDATE registry_journal SET number = 4 WHERE number = -3",
    )

    with pytest.raises(Broken, match="日志第 3 条"):
        registry.verify_journal()


def test_a_cut_tail_is_found_by_the_head_file(six, forge):
    forge("DELETE FROM registry_journal WHERE number > 4")

    with pytest.raises(Broken, match="日志第 5 条至第 6 条缺失"):
        registry.verify_journal()


def test_a_cut_tail_is_found_by_a_witness_noted_elsewhere(six, forge, home):
    noted = registry.verify_journal().head
    forge(
        "DELETE FROM registry_journal WHERE number > 4",
        "DELETE FROM registry_event WHERE seq > 3",
        "UPDATE registry_case SET stage = '申报', version = 3",
    )
    (home / "journal.head").write_text(f"4 {registry.entries()[-1].hash}\n")

    assert registry.verify_journal().count == 4
    with pytest.raises(Broken, match="日志中没有见证值"):
        registry.verify_journal(witness=noted)


def test_another_whole_journal_in_its_place_is_found(six, home, founded, take, open_a_case, on_a_file):
    head = (home / "journal.head").read_text()
    registry.close()
    (home / "office.db").write_bytes((founded / "office.db").read_bytes())
    registry.open(home)
    code = open_a_case(title="另一项目").code
    for _ in range(5):
        take(code, "提交", "审核")
    (home / "journal.head").write_text(head)

    with pytest.raises(Broken, match="日志第 6 条与见证文件"):
        registry.verify_journal()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE registry_number SET serial = 9", "青卫〔2026〕1号（第 1 号文件）日志记有而编号登记没有"),
        ("DELETE FROM registry_number", "青卫〔2026〕1号（第 1 号文件）日志记有而编号登记没有"),
        (
            f"INSERT INTO registry_number (paper_id, code, year, serial, {_OTHERS}) "
            f"SELECT 2, code, year, 2, {_OTHERS} FROM registry_number",
            "青卫〔2026〕2号（第 2 号文件）编号登记有而日志没有记载",
        ),
    ],
)
def test_a_number_ledger_changed_by_hand_is_found(six, forge, add_a_paper, now, statement, fault):
    registry.take_number(add_a_paper(six).id, "青卫", 2026, actor="周敏", now=now)
    add_a_paper(six)
    assert registry.verify_journal().count == 9
    forge(statement)

    with pytest.raises(Broken) as broken:
        registry.verify_journal()
    assert fault in str(broken.value)


def test_a_head_that_lags_behind_is_no_fault(six, home):
    (home / "journal.head").write_text(f"3 {registry.entries()[2].hash}\n")

    assert registry.verify_journal().count == 6


@pytest.mark.parametrize("text", ["", "six\n", "6\n"])
def test_an_unreadable_head_is_broken(six, home, text):
    (home / "journal.head").write_text(text)

    with pytest.raises(Broken, match="内容不可读"):
        registry.verify_journal()


def test_a_head_taken_away_is_broken(six, home):
    (home / "journal.head").unlink()

    with pytest.raises(Broken, match="缺少日志见证文件"):
        registry.verify_journal()


def test_a_head_that_cannot_be_written_does_not_undo_the_act(six, home, take, monkeypatch, caplog):
    def no_space(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("gongwen.registry.witness.place", no_space)
        take(six, "提交", "审核")

    assert registry.case(six).stage == "审核"
    assert "journal head not written" in caplog.text
    assert registry.verify_journal().count == 7


def _link(previous: str, text: str) -> str:
    from hashlib import sha256

    return sha256(f"{previous}\n{text}".encode()).hexdigest()
