"""账实相符: the records held against what the journal says of them, read side by side in one pass.

Rows of an append-only table and their entries were written together, one act after the other, so both stand in the
same order: each table is followed row by row, and nothing has to be remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, Protocol

from django.db.models import F, OuterRef, Subquery

from gongwen.registry.canonical import fingerprint
from gongwen.registry.models import Case, Event, Opinion, PaperVersion, Published, Task
from gongwen.registry.number_replay import NumbersRetold
from gongwen.registry.task_register import REVISING
from gongwen.registry.values import CANCELLED, TODO

_STOP = "请停止办理并用备份核对。"
_CHANGED = "内容与登记的散列值不符"
_OF_AN_EVENT = {"door", "source", "target", "form", "jobs"}
_OF_AN_ORIGINAL = {"kind", "name", "version", "hash"}
_OF_AN_OPINION = {"paper", "person", "version", "text"}
_OF_A_VERSION = {"paper", "no", "pdf"}

Told = dict[str, Any]


class Follows(Protocol):
    """Whoever reads every entry and says at the end what does not agree."""

    def read(self, told: Told) -> None:
        """Take one entry in."""

    def faults(self) -> list[str]:
        """What does not agree, one sentence each."""
        ...


def followers() -> tuple[Follows, ...]:
    """One for every kind of record whose facts the journal holds."""
    return (
        _Table("办理记录", _event_told, _events()),
        _Table("任务", _tasks_told, _tasks()),
        _Table("意见", _opinion_told, _opinions()),
        _Table("原件发布记录", _original_told, _originals()),
        _Versions(),
        NumbersRetold(),
    )


def stages_astray() -> list[str]:
    """Cases that stand elsewhere than their last event left them; those brought to another flow version stand where
    that put them."""
    last = Event.objects.filter(case=OuterRef("pk")).order_by("-seq").values("target")[:1]
    astray = Case.objects.annotate(told=Subquery(last)).exclude(stage=F("told")).filter(migrations=None)
    return [
        f"事项{code}登记在「{stage}」环节，而办理记录的最后一步到「{told}」，台账被改动过，{_STOP}"
        for code, stage, told in astray.order_by("pk").values_list("code", "stage", "told")
    ]


def tasks_astray() -> list[str]:
    """Tasks that are not what the acts on their case made of them: open outside their stage, or done by no such act."""
    rows = Task.objects.select_related("case", "closed").order_by("pk")
    return [
        f"事项{row.case.code}「{row.action}」中{row.party}的任务与办理记录不符（{row.state}），任务被改动过，{_STOP}"
        for row in rows.iterator()
        if not _is_as_acted(row)
    ]


def _is_as_acted(row: Task) -> bool:
    act = row.closed
    if act is not None and act.action == REVISING and row.state != TODO:
        return _is_as_revised(row, act)
    if row.state == TODO:
        return act is None and row.case.stage == row.stage
    if row.state == CANCELLED:
        return act is None or act.source == row.stage != act.target
    if act is not None and row.closed_id == row.opened_id:
        return True  # done from the start: an earlier act stands, as its opinion tells
    said = (row.case_id, row.action, row.party, row.done_by, row.for_whom)
    return act is not None and said == (act.case_id, act.action, act.party, act.actor, act.for_whom)


def _is_as_revised(row: Task, act: Event) -> bool:
    """A changed text made the party owe the act again, or spared it one that an earlier opinion stands for."""
    here = (act.case_id, act.source, act.target) == (row.case_id, row.stage, row.stage)
    anew = Task.objects.filter(opened=act, action=row.action, party=row.party).exists()
    return here and anew == (row.state == CANCELLED)


class _Table:
    """An append-only table, each row of it as its entry tells it."""

    def __init__(self, called: str, told: Callable[[Told], tuple[Any, ...] | None], rows: Iterator[tuple[Any, ...]]):
        self._called, self._told, self._rows = called, told, rows
        self._fault, self._heard = "", 0

    def read(self, told: Told) -> None:
        wanted = None if self._fault else self._told(told)
        if wanted is None:
            return
        self._heard += 1
        found = next(self._rows, None)
        if found != wanted:
            what = "没有对应的" if found is None else "对应不上"
            of_case = f"（{told['case']}）" if told["case"] else ""
            self._fault = (
                f"日志第 {told['number']} 条「{told['act']}」{of_case}{what}{self._called}"
                f"（第 {self._heard} 条），{self._called}被改动过，{_STOP}"
            )

    def faults(self) -> list[str]:
        if not self._fault and next(self._rows, None) is not None:
            self._fault = f"{self._called}第 {self._heard + 1} 条在日志中没有记载，是绕过系统添加的，{_STOP}"
        return [self._fault] if self._fault else []


def _event_told(told: Told) -> tuple[Any, ...] | None:
    said = told["details"]
    if not said.keys() >= _OF_AN_EVENT:
        return None
    capacity = (told.get("role", ""), told.get("for", ""), said.get("party", ""))
    return (
        told["case"],
        told["act"],
        said["source"],
        said["target"],
        told["actor"],
        *capacity,
        said["form"],
        told["at"],
    )


def _events() -> Iterator[tuple[Any, ...]]:
    who = ("actor", "role", "for_whom", "party")
    columns = ("case__code", "action", "source", "target", *who, "form_hash", "at", "form")
    for *told, form_hash, at, form in Event.objects.order_by("pk").values_list(*columns).iterator():
        yield (*told, form_hash if fingerprint(form) == form_hash else _CHANGED, at.isoformat())


def _tasks_told(told: Told) -> tuple[Any, ...] | None:
    parties = told["details"].get("parties")
    return (told["case"], tuple(parties)) if parties else None


def _tasks() -> Iterator[tuple[Any, ...]]:
    """The parties called by each act, act by act."""
    rows = Task.objects.order_by("opened_id", "seq").values_list("opened_id", "case__code", "party").iterator()
    for (_, code), called in groupby(rows, key=lambda row: row[:2]):
        yield (code, tuple(party for *_, party in called))


def _opinion_told(told: Told) -> tuple[Any, ...] | None:
    said = told["details"]
    if not (told["act"].startswith("签署意见") and said.keys() >= _OF_AN_OPINION):
        return None
    capacity = (told.get("role", ""), told.get("for", ""), said.get("organ", ""))
    return (said["paper"], said["person"], said["version"], *capacity, said["text"], told["at"])


def _opinions() -> Iterator[tuple[Any, ...]]:
    columns = ("paper_id", "person__name", "version_sha", "role", "for_whom", "organ", "text", "at")
    for *told, text, at in Opinion.objects.order_by("pk").values_list(*columns).iterator():
        yield (*told, fingerprint(text), at.isoformat())


def _original_told(told: Told) -> tuple[Any, ...] | None:
    said = told["details"]
    if not (told["act"].startswith("发布") and said.keys() >= _OF_AN_ORIGINAL):
        return None
    return (said["kind"], said["name"], said["version"], said["hash"])


def _originals() -> Iterator[tuple[Any, ...]]:
    for row in Published.objects.order_by("pk").prefetch_related("files").iterator(chunk_size=500):
        content = fingerprint({kept.path: kept.file_id for kept in row.files.all()})
        yield (row.kind, row.name, row.version, row.hash if content == row.hash else _CHANGED)


class _Versions:
    """稿本: their files may be completed later, so what counts is what was told last of each."""

    def __init__(self) -> None:
        self._told: dict[tuple[int, int], tuple[str | None, str | None]] = {}

    def read(self, told: Told) -> None:
        said = told["details"]
        if said.keys() >= _OF_A_VERSION:
            of = (said["paper"], said["no"])
            self._told[of] = (said.get("docx", self._told.get(of, (None, None))[0]), said["pdf"])

    def faults(self) -> list[str]:
        columns = ("paper_id", "no", "docx_id", "pdf_id")
        for paper, no, docx, pdf in PaperVersion.objects.order_by("pk").values_list(*columns).iterator():
            if self._told.pop((paper, no), None) != (docx, pdf):
                return [f"第 {paper} 号文件第 {no} 稿与日志所记的文件散列值不符，稿本登记被改动过，{_STOP}"]
        return [f"日志记有第 {paper} 号文件第 {no} 稿，稿本登记中没有，{_STOP}" for paper, no in [*self._told][:1]]
