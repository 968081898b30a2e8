"""改版迁移 in the records: one batch, journalled case by case, put back to the byte, refused where a case moved on."""

from __future__ import annotations

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused

COLUMNS = "code, workflow, workflow_hash, stage, title, kind, unit, parent_id, data, opened_at, stage_at, closed_at"


@pytest.fixture
def by(now):
    return {"actor": "周敏", "now": now}


@pytest.fixture
def bring(home, by):
    def bring_them(decide=lambda rows: {row.case.code: "申请" for row in rows}, **options):
        given = {"mapping": {"申报": "申请"}, "reason": "新办法施行", **by}
        return registry.migrate_cases("project", "w2", decide, **{**given, **options})

    return bring_them


def rows():
    """The cases' rows as the database has them, all columns but the version."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM registry_case ORDER BY id")
        return cursor.fetchall()


def test_a_batch_brings_every_case_it_names_and_keeps_what_it_was(home, bring, open_a_case):
    first, second = open_a_case(), open_a_case()
    made = bring(lambda found: {first.code: "申请"})

    assert (made.cases, made.target, made.mapping) == (1, "w2", {"申报": "申请"})
    moved, stayed = registry.case(first.code), registry.case(second.code)
    assert (moved.workflow_hash, moved.stage, moved.version) == ("w2", "申请", first.version + 1)
    assert (moved.data, moved.stage_since) == (first.data, first.stage_since)
    assert stayed == second
    (kept,) = registry.migrated_cases(made.id)
    assert (kept.case, kept.before["stage"], kept.after["stage"]) == (first.code, "申报", "申请")


def test_a_batch_is_journalled_case_by_case_and_as_a_whole(bring, open_a_case):
    code = open_a_case().code
    made = bring()

    entries = [entry for entry in registry.entries() if entry.act == "流程改版迁移"]
    assert [(entry.case, entry.details["batch"]) for entry in entries] == [(code, made.id), ("", made.id)]
    assert (entries[0].details["source"], entries[0].details["target"]) == ("申报", "申请")
    assert entries[1].details["cases"] == 1
    registry.verify_journal()


def test_closed_cases_and_other_workflows_are_not_even_shown(home, bring, open_a_case, take):
    ended, other = open_a_case(), open_a_case(workflow="paper")
    take(ended.code, "归档", "归档", ends=True)
    before, seen = rows(), []

    assert bring(lambda found: seen.extend(found) or {}) is None
    assert seen == [] and rows() == before
    assert registry.case(other.code).workflow_hash == "w1"


def test_what_the_decision_refuses_leaves_nothing_behind(home, bring, open_a_case):
    open_a_case()
    before, count = rows(), len(registry.entries())

    def refuse(found):
        raise Refused("计划有变")

    with pytest.raises(Refused, match="计划有变"):
        bring(refuse)
    assert (rows(), len(registry.entries())) == (before, count)
    assert registry.migration_batches() == ()


def test_a_case_comes_with_what_hangs_on_it(home, bring, open_a_case, take, add_a_paper):
    case = open_a_case()
    take(case.code, "提交", "审核", "draft", "typeset")
    flow = open_a_case(workflow="paper", stage="起草", code="FW-1")
    add_a_paper(case.code, flow=flow.code)

    (found,) = registry.running_cases("project")

    assert (found.owed, found.done, found.under_way) == (("draft", "typeset"), (), ("立项批复",))


def test_taking_a_batch_back_restores_every_byte_but_the_version(home, bring, open_a_case, by):
    cases = [open_a_case(data={"n": number}) for number in range(3)]
    before = rows()
    made = bring()
    assert rows() != before

    back = registry.revert_migration(made.id, **by)

    assert rows() == before
    assert [row.case for row in back] == [case.code for case in cases]
    assert [registry.case(case.code).version for case in cases] == [3, 3, 3]
    assert registry.migration_batches("project")[0].reverted_by == "周敏"
    with pytest.raises(Refused, match="已由周敏撤回"):
        registry.revert_migration(made.id, **by)


def test_a_batch_in_which_a_case_moved_on_is_not_taken_back_unless_the_rest_is_asked_for(
    home, bring, open_a_case, take, by
):
    first, second = open_a_case(), open_a_case()
    made = bring()
    take(first.code, "提交", "审核")
    registry.amend_case(second.code, {"households": 12}, why="核对", **by)  # what it says already: no change

    with pytest.raises(Refused, match=f"「{first.code}」迁移以后又有变化，现在「审核」") as caught:
        registry.revert_migration(made.id, **by)
    assert any("--rest" in fault for fault in caught.value.faults)
    assert registry.case(second.code).workflow_hash == "w2"

    back = registry.revert_migration(made.id, rest=True, **by)
    assert [row.case for row in back] == [second.code]
    assert (registry.case(second.code).stage, registry.case(first.code).stage) == ("申报", "审核")


def test_facts_changed_since_are_a_change(bring, open_a_case, by):
    code = open_a_case().code
    made = bring()
    registry.amend_case(code, {"households": 13}, why="核对", **by)
    with pytest.raises(Refused, match="又有变化"):
        registry.revert_migration(made.id, **by)


def test_counts_tell_where_running_cases_stand(bring, open_a_case, take):
    first = open_a_case()
    open_a_case()
    take(first.code, "归档", "归档", ends=True)
    bring()

    (only,) = registry.stage_counts("project")
    assert (only.hash, only.stage, only.count) == ("w2", "申请", 1)
    assert registry.stage_counts("paper") == ()


def test_an_unknown_case_or_batch_is_bad_input(bring, open_a_case, take, by):
    ended = open_a_case()
    take(ended.code, "归档", "归档", ends=True)
    with pytest.raises(BadInput, match=f"{ended.code}不是流程「project」在办的事项"):
        bring(codes=[ended.code])
    with pytest.raises(BadInput, match="没有第 7 批"):
        registry.revert_migration(7, **by)
