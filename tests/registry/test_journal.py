"""The journal: every change is found, at the entry where it begins."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Broken


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


def test_an_entry_names_role_principal_and_files_only_where_given(home, now):
    with registry_transaction():
        registry.journal.append(
            "核稿", actor="李敏", now=now, role="核稿人", for_whom="张宁", files=("a" * 64, None, "a" * 64)
        )
        registry.journal.append("核稿", actor="李敏", now=now)

    full, bare = registry.entries(last=2)
    assert (full.role, full.for_whom, full.files) == ("核稿人", "张宁", ("a" * 64,))
    assert (bare.role, bare.for_whom, bare.files) == ("", "", ())
    texts = [json.loads(text) for _, _, text, _, _ in registry.journal.stored()][-2:]
    assert texts[0].keys() - texts[1].keys() == {"role", "for", "files"}
    assert registry.verify_journal().count == 3


def test_entries_can_be_asked_for_from_the_end(six):
    assert [entry.number for entry in registry.entries(last=2)] == [5, 6]
    assert [entry.number for entry in registry.entries(six, last=1)] == [6]
    assert registry.entries(last=0) == ()


def test_an_entry_added_at_the_end_is_found_by_the_records(six, forge):
    """The chain goes on, the head file may lag behind: but nothing was done that the entry tells of."""
    last = registry.entries()[-1]
    text = last_text().replace('"number":6', '"number":7')
    forge(
        'INSERT INTO registry_journal (number, "case", text, previous, hash) '
        f"VALUES (7, '{six}', '{text}', '{last.hash}', '{_link(last.hash, text)}')"
    )

    with pytest.raises(Broken, match=r"日志第 7 条「通过」.*没有对应的办理记录"):
        registry.verify_journal()


@pytest.mark.parametrize("number", [0, -1, 9])
def test_an_entry_with_a_number_of_its_own_is_found(six, forge, number):
    forge(
        'INSERT INTO registry_journal (number, "case", text, previous, hash) '
        f"SELECT {number}, \"case\", text, '{'e' * 64}', '{'f' * 64}' FROM registry_journal WHERE number = 3"
    )

    with pytest.raises(Broken, match="日志第 7 条缺失" if number > 0 else f"不该有的第 {number} 条"):
        registry.verify_journal()


@pytest.mark.parametrize("text", ["no JSON", "[]", "{}", '{"number":6,"case":""}', "[" * 9999])
def test_an_entry_that_is_none_is_found_though_its_hash_is_right(six, forge, text):
    previous = registry.entries()[4].hash
    forge(
        f"UPDATE registry_journal SET text = '{text}', hash = '{_link(previous, text)}' WHERE number = 6",
    )

    with pytest.raises(Broken, match="日志第 6 条的内容被改动过"):
        registry.verify_journal()


def test_a_whole_chain_written_anew_is_found(six, forge):
    """Every entry true to the one before it, and the head file remembers another."""
    chain, previous = [], "0" * 64
    for number, _, text, _, _ in registry.journal.stored():
        text = text.replace("周敏", "何正平")
        chain.append((number, text, previous, previous := _link(previous, text)))
    forge(
        "DELETE FROM registry_journal",
        *(
            'INSERT INTO registry_journal (number, "case", text, previous, hash) '
            f"VALUES ({number}, '{six if number > 1 else ''}', '{text}', '{before}', '{hash}')"
            for number, text, before, hash in chain
        ),
    )

    faults = registry.check_journal().faults
    assert "日志第 6 条与见证文件 journal.head 所记不一致，日志整本被更换过" in faults[0]
    assert "办理记录" in faults[1]  # and the events still say who acted


@pytest.mark.parametrize("keep_head", [True, False])
def test_an_emptied_journal_is_no_new_office(six, forge, home, keep_head):
    head = (home / "journal.head").read_text()
    forge("DELETE FROM registry_journal")
    assert registry.check_journal().faults[0].startswith("日志第 1 条至第 6 条缺失")

    if not keep_head:
        (home / "journal.head").unlink()
        registry.close()
        with pytest.raises(BadInput, match="不是办公文件夹"):
            registry.open(home)
    else:
        assert (home / "journal.head").read_text() == head


def test_what_contradicts_the_journal_stays_as_evidence(six, forge, home, take):
    """Neither the next opening nor the next act writes over a head that the journal no longer holds."""
    head = (home / "journal.head").read_text()
    forge("DELETE FROM registry_journal WHERE number > 4")
    for _ in range(3):
        take(six, "提交", "审核")

    assert (home / "journal.head").read_text() == head
    with pytest.raises(Broken, match="日志第 6 条与见证文件"):
        registry.verify_journal()


def test_a_head_taken_away_is_not_made_anew_by_the_next_act(six, home, take):
    (home / "journal.head").unlink()
    take(six, "提交", "审核")

    assert not (home / "journal.head").exists()
    with pytest.raises(Broken, match="缺少日志见证文件"):
        registry.verify_journal()


def test_a_head_that_lags_is_brought_forward_by_the_next_act(six, home, take):
    (home / "journal.head").write_text(f"3 {registry.entries()[2].hash}\n")
    take(six, "提交", "审核")

    assert (home / "journal.head").read_text() == f"7 {registry.journal_head().head}\n"


def test_a_head_that_lags_is_brought_forward_by_the_next_opening(six, home, on_a_file):
    (home / "journal.head").write_text(f"3 {registry.entries()[2].hash}\n")
    registry.open(home)

    assert (home / "journal.head").read_text() == f"6 {registry.journal_head().head}\n"


@pytest.mark.parametrize("text", [f"0 {'0' * 64}\n", f"-1 {'0' * 64}\n", f"６ {'0' * 64}\n", f"6 {'x' * 64}\n"])
def test_a_head_that_nobody_can_have_written_is_broken(six, home, text):
    (home / "journal.head").write_text(text)

    with pytest.raises(Broken, match="内容不可读"):
        registry.verify_journal()


def test_the_head_of_another_office_is_found(six, home):
    (home / "journal.head").write_text(f"2 {'a' * 64}\n")

    with pytest.raises(Broken, match=r"日志第 2 条与见证文件 journal\.head 所记不一致"):
        registry.verify_journal()


def test_a_column_added_to_the_journal_is_told(six, forge):
    forge("ALTER TABLE registry_journal ADD COLUMN remark TEXT")

    with pytest.raises(Broken, match="日志表多了一列「remark」"):
        registry.verify_journal()


def test_a_witness_may_be_typed_from_paper_in_groups_or_its_first_digits_only(six):
    head = registry.journal_head().head
    for typed in (head.upper(), head[:16], " ".join(head[at : at + 8] for at in range(0, 64, 8))):
        assert registry.check_journal(typed).faults == ()
    with pytest.raises(BadInput, match="不是日志摘要"):
        registry.check_journal(head[:15])


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE registry_event SET actor = '何正平' WHERE seq = 3", "办理记录（第 3 条），办理记录被改动过"),
        ("UPDATE registry_event SET form = '{}' WHERE seq = 2", "办理记录（第 2 条），办理记录被改动过"),
        ("DELETE FROM registry_event WHERE seq = 5", "没有对应的办理记录"),
        ("UPDATE registry_case SET stage = '审核'", "登记在「审核」环节，而办理记录的最后一步到「申报」"),
        ("UPDATE registry_opinion SET text = '不同意'", "意见（第 1 条），意见被改动过"),
        ("DELETE FROM registry_opinion", "没有对应的意见"),
        ("UPDATE registry_paperversion SET docx_id = (SELECT sha FROM registry_file WHERE name = 'b')",
         "第 1 号文件第 1 稿与日志所记的文件散列值不符"),
        ("DELETE FROM registry_paperversion", "日志记有第 1 号文件第 1 稿，稿本登记中没有"),
        ("UPDATE registry_published SET hash = 'f'", "原件发布记录（第 1 条），原件发布记录被改动过"),
        ("UPDATE registry_publishedfile SET file_id = (SELECT sha FROM registry_file WHERE name = 'b')",
         "原件发布记录（第 1 条）"),
        ("INSERT INTO registry_opinion (paper_id, person_id, role, organ, for_whom, kind, text, version_sha, "
         "substance, at) SELECT paper_id, person_id, role, organ, for_whom, kind, '加', version_sha, substance, at "
         "FROM registry_opinion", "意见第 2 条在日志中没有记载，是绕过系统添加的"),
    ],
)  # fmt: skip
def test_a_record_changed_by_hand_is_found(home, open_a_case, take, add_a_paper, now, forge, statement, fault):
    code = open_a_case().code
    for action in ("提交", "退回", "提交", "通过"):
        take(code, action, "审核" if action == "提交" else "申报", form={"理由": action})
    version = registry.add_version(add_a_paper(code).id, docx=b"a", origin="template", actor="周敏", now=now)
    registry.put(b"b", "b", "text/plain")
    registry.add_person("何正平", actor="周敏", now=now)
    registry.add_opinion(1, "何正平", "签发", "同意。", version.docx_sha, now)
    registry.publish("template", "立项批复", {"template.docx": b"PK"}, actor="周敏", now=now)
    assert registry.check_journal().faults == ()
    forge(statement)

    assert fault in "".join(registry.check_journal().faults)


@pytest.mark.slow
def test_the_head_never_goes_back_while_processes_write_at_once(six, home, on_a_file):
    processes = multiprocessing.get_context("fork")
    registry.close()
    children = [processes.Process(target=write_acts, args=(home, name)) for name in ("甲", "乙", "丙", "丁")]
    for child in children:
        child.start()
    seen = []
    while any(child.is_alive() for child in children):
        seen.append(int((home / "journal.head").read_text().split()[0]))
    for child in children:
        child.join()

    registry.open(home)
    assert [child.exitcode for child in children] == [0] * 4
    assert seen == sorted(seen)
    assert registry.verify_journal().count == 6 + 4 * 25
    assert (home / "journal.head").read_text() == f"106 {registry.journal_head().head}\n"


def write_acts(home, name) -> None:
    registry.open(home)
    for number in range(25):
        registry.add_person(f"{name}{number}", actor=name, now=datetime(2026, 3, 2, tzinfo=UTC))
    registry.close()


def registry_transaction():
    from gongwen.registry.transactions import writing

    return writing()


def last_text() -> str:
    return [*registry.journal.stored()][-1][2]


def _link(previous: str, text: str) -> str:
    from hashlib import sha256

    return sha256(f"{previous}\n{text}".encode()).hexdigest()
