"""查询条件: what to look for among cases, papers and numbers, as values; knows no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from gongwen.registry.values import CaseRow, PaperRow, Party

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """环节: a stage in one version of a workflow."""

    workflow: str
    hash: str
    stage: str


@dataclass(frozen=True)
class Waiting:
    """等谁办: where the move is owed by several, an open task of `action` is one of these `parties`'; the first open
    one of it with `in_order`."""

    action: str
    parties: frozenset[Party]
    in_order: bool = False


@dataclass(frozen=True)
class Turn:
    """轮到: the cases at `places`, of these `units` (None: of any), that wait as `waiting` says, where it says."""

    places: frozenset[Place]
    units: frozenset[str] | None = None
    waiting: Waiting | None = None


@dataclass(frozen=True)
class Visible:
    """看得见: the cases of these organs, those in which a task is, or was, of one of `parties` (organs or people), what
    is opened below a case of these organs, and the flows of issued papers that were sent to one of `names` or are about
    a case of these organs."""

    organs: frozenset[str]
    parties: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True)
class Waits:
    """How many wait: `every` one and of those the `late`, somebody's own (`mine`) and of those the late."""

    every: int
    late: int
    mine: int
    mine_late: int


@dataclass(frozen=True, kw_only=True)
class CaseQuery:
    """What cases to find: those that meet everything that is given. Days are the office's and count in; `person` is
    whoever took part in its course; `overdue_at` finds what was past its deadline at that moment."""

    flows: tuple[str, ...] = ()
    but_flows: tuple[str, ...] = ()
    places: frozenset[Place] | None = None
    turns: tuple[Turn, ...] | None = None
    running: bool | None = None
    overdue_at: datetime | None = None
    unit: str = ""
    kind: str = ""
    code: str = ""
    title: str = ""
    person: str = ""
    opened_from: date | None = None
    opened_to: date | None = None
    visible: Visible | None = None


@dataclass(frozen=True, kw_only=True)
class PaperQuery:
    """What papers to find: those that meet everything that is given. `organ` is one whose case it is
    about, to which it was sent or who acted on it; days are those of 成文日期; `running`: whether its own flow is still
    going on."""

    title: str = ""
    code: str = ""
    year: int | None = None
    serial: int | None = None
    template: str = ""
    kind: str = ""
    organ: str = ""
    person: str = ""
    case: str = ""
    numbered: bool | None = None
    running: bool | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    visible: Visible | None = None


@dataclass(frozen=True, kw_only=True)
class Slice:
    """哪一段: how the rows are ordered, the other way round with `down`, and which of them are wanted (`limit` None:
    all from there on)."""

    by: str = "opened"
    down: bool = False
    offset: int = 0
    limit: int | None = None


@dataclass(frozen=True)
class Found(Generic[T]):
    """查到的: the rows of one slice, and how many there are in all."""

    rows: tuple[T, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class CaseFigures:
    """事项数字: a case without its course and without its data, but for the few that are added up."""

    code: str
    workflow: str
    workflow_hash: str
    stage: str
    kind: str
    unit: str
    closed: bool
    data: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ListedPaper:
    """文书一行: a paper without its versions (only their number), the stage of its own flow and its project."""

    paper: PaperRow
    drafts: int
    stage: str = ""
    project: CaseRow | None = field(default=None, repr=False)
