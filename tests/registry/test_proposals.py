"""待发布: what one person hands in another publishes; the database refuses the same person, the register says why."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused

FILES = {"project.yaml": b"name: project\n"}
NEWER = {"project.yaml": b"name: project\n# 2\n"}


@pytest.fixture
def handed_in(home, now) -> registry.ProposalRow:
    return registry.propose("workflow", "project", FILES, note="新办法", by="周敏", now=now)


def test_what_is_handed_in_waits_with_its_files_and_is_journalled(handed_in, now):
    assert (handed_in.state, handed_in.decided_by, handed_in.at) == ("待发布", "", now)
    assert registry.proposal_files(handed_in.id) == FILES
    assert registry.published_list("workflow") == (), "nothing is published yet"
    entry = registry.entries()[-1]
    assert (entry.act, entry.actor, entry.details["name"]) == ("提出发布", "周敏", "project")
    assert "新办法" not in str(entry.details), "the journal holds the note's hash only"


def test_a_second_person_publishes_it(handed_in, now):
    made = registry.publish_proposal(handed_in.id, by="陈主任", now=now)

    assert registry.published("workflow", "project") == (made, FILES)
    assert (made.version, made.by, made.at) == (1, "陈主任", now)
    row = registry.proposal(handed_in.id)
    assert (row.state, row.decided_by, row.decided_at) == ("已发布", "陈主任", now)
    assert [entry.act for entry in registry.entries()[-2:]] == ["发布流程", "批准发布"]


def test_the_same_person_may_not(handed_in, now):
    with pytest.raises(Refused, match="周敏自己提出的，要由另一个人发布"):
        registry.publish_proposal(handed_in.id, by="周敏", now=now)
    assert registry.published_list("workflow") == ()


def test_the_database_refuses_what_the_register_would(handed_in):
    from django.db import IntegrityError, transaction

    from gongwen.registry.models import Proposal

    for decided_by in ("周敏", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=handed_in.id).update(state="已发布", decided_by=decided_by)


def test_only_the_first_of_two_publishers_does_it(handed_in, now):
    registry.publish_proposal(handed_in.id, by="陈主任", now=now)
    with pytest.raises(Refused, match="已由陈主任发布"):
        registry.publish_proposal(handed_in.id, by="李科长", now=now)
    assert len(registry.published_list("workflow")) == 1


def test_one_that_another_version_overtook_is_looked_at_again(handed_in, now):
    registry.publish("workflow", "project", NEWER, actor="李科长", now=now)
    with pytest.raises(Refused, match="又发布过别的版本"):
        registry.publish_proposal(handed_in.id, instead_of="", by="陈主任", now=now)
    present = registry.published_list("workflow")[-1]
    assert registry.publish_proposal(handed_in.id, instead_of=present.hash, by="陈主任", now=now).version == 2


def test_it_is_turned_down_with_a_reason_and_stays_on_record(handed_in, now):
    with pytest.raises(BadInput, match="写明理由"):
        registry.turn_down_proposal(handed_in.id, reason=" ", by="陈主任", now=now)
    row = registry.turn_down_proposal(handed_in.id, reason="时限太短", by="陈主任", now=now)
    assert (row.state, row.decided_by, row.reason) == ("不采用", "陈主任", "时限太短")
    with pytest.raises(Refused, match="陈主任已不采用（时限太短）"):
        registry.publish_proposal(handed_in.id, by="李科长", now=now)


def test_whoever_handed_it_in_takes_it_back_and_then_nobody_decided(handed_in, now):
    row = registry.turn_down_proposal(handed_in.id, reason="写错了", by="周敏", now=now)
    assert (row.state, row.decided_by) == ("不采用", "")
    assert registry.entries()[-1].act == "收回新版"
    with pytest.raises(Refused, match="周敏已收回"):
        registry.publish_proposal(handed_in.id, by="陈主任", now=now)


def test_one_waits_at_a_time_and_the_same_again_is_the_same(handed_in, now):
    again = registry.propose("workflow", "project", FILES, note="又点了一次", by="周敏", now=now + timedelta(minutes=1))
    assert again == handed_in
    with pytest.raises(Refused, match=r"还有周敏 3月2日提出的新版（第 \d+ 号）没有发布"):
        registry.propose("workflow", "project", NEWER, by="李科长", now=now)
    registry.propose("workflow", "paper", FILES, by="李科长", now=now)
    assert [row.name for row in registry.proposals(waiting=True)] == ["paper", "project"]
    assert [row.name for row in registry.proposals("workflow", "project")] == ["project"]


def test_a_path_that_leads_out_of_the_folder_is_refused(home, now):
    with pytest.raises(BadInput, match="相对路径"):
        registry.propose("template", "立项批复", {"../fields.yaml": b"x"}, by="周敏", now=now)
    assert registry.proposals() == ()
    with pytest.raises(BadInput, match="没有第 7 号"):
        registry.proposal(7)


def test_papers_are_counted_by_the_version_of_their_template(home, now):
    for version in ("a", "a", "b"):
        registry.add_paper(
            case=None, template="函", template_hash=version, kind="函", title="关于某事的函", occasion="", inputs={},
            actor="周敏", now=now,
        )  # fmt: skip
    assert [(row.hash, row.papers, row.running) for row in registry.paper_counts("函")] == [("a", 2, 0), ("b", 1, 0)]


@pytest.mark.slow
def test_of_several_who_publish_at_the_same_moment_one_does(on_a_file, handed_in, home, now):
    """Eight processes: one version, one publisher, seven sentences."""
    registry.close()
    context = multiprocessing.get_context("fork")
    start, told = context.Barrier(8), context.Queue()
    children = [context.Process(target=_publish, args=(home, handed_in.id, str(n), start, told)) for n in range(8)]
    for child in children:
        child.start()
    said = [told.get(timeout=120) for _ in children]
    for child in children:
        child.join(60)
    registry.open(home)

    assert sorted(text == "" for text in said) == [False] * 7 + [True]
    assert all("已由" in text for text in said if text)
    assert len(registry.published_list("workflow")) == 1
    assert [entry.act for entry in registry.entries()].count("发布流程") == 1


def _publish(home: Path, id: int, who: str, start, told) -> None:
    from datetime import UTC, datetime

    registry.open(home)
    start.wait(60)
    try:
        registry.publish_proposal(id, by=f"第{who}人", now=datetime(2026, 3, 2, 2, tzinfo=UTC))
        told.put("")
    except Refused as refusal:
        told.put(str(refusal))
