"""格式: what goes in and out of the REST door, as the OpenAPI document describes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Schema
from pydantic import AfterValidator, ConfigDict, JsonValue

from gongwen.document.fields import UNSEEN
from gongwen.errors import BadInput

LINE = rf"^[^\x00-\x1f\x7f{UNSEEN}]*$"
"""One line of text: no control characters, and none that is not to be seen."""

Code = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,39}$", description="编号，如 QHBF-2026-001、FW-2026-007")
]
Words = Annotated[str, Field(max_length=500, pattern=LINE)]
Asked = Annotated[str, Query(max_length=500, pattern=LINE)]
"""One line of text in the address."""
Number = Annotated[int, Query(ge=1, le=100_000, description="第几页，从 1 起")]
Size = Annotated[int, Query(ge=1, le=200, description="每页几条")]
Day = date
Sha = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="文件的 SHA-256")]


def _texts(value: Any) -> Iterator[str]:
    """Every text that a form holds, names of its fields included; how deep it may be is the JSON reader's to say."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield name
            yield from _texts(one)


def _recordable(form: dict[str, Any]) -> dict[str, Any]:
    """The form as it came; BadInput, as its shape is right, for what no record can hold: NUL, and half of a character
    (a lone surrogate)."""
    if any("\x00" in text or (not text.isascii() and _SURROGATE.search(text)) for text in _texts(form)):
        raise BadInput("表单里有存不下的字符（空字符或不完整的字符），请删去后重新提交。")
    return form


_SURROGATE = re.compile(r"[\ud800-\udfff]")
Form = Annotated[dict[str, JsonValue], Field(default_factory=dict), AfterValidator(_recordable)]
"""What a move is filled in with, by the names of its fields."""


class Strict(Schema):
    """What a program sends; an unknown name is a mistake and is told."""

    model_config = ConfigDict(extra="forbid")


class Told(Schema):
    """为什么没有办成，每句一条。"""

    errors: list[str]


class Me(Schema):
    """令牌代表的人、其职责和所在机关。"""

    person: str
    roles: list[str]
    organs: list[str]


class Project(Schema):
    """项目或其他事项。"""

    code: str
    title: str
    kind: str
    unit: str
    amount: str | None
    stage: str
    due: str | None
    left: str | None
    state: str | None
    opened_on: date
    closed: bool
    grade: str | None


class ListedProject(Schema):
    """台账里的一行：一个项目或其他事项，现在在谁手里、何时该办结。"""

    code: str
    title: str
    flow: str
    kind: str
    unit: str
    amount: str | None
    phase: str
    stage: str
    holder: list[str]
    due: str | None
    left: str
    state: str
    grade: str
    opened_on: date
    closed_on: date | None


class ProjectPage(Schema):
    """一页事项；total 是符合条件的总数。"""

    total: int
    items: list[ListedProject]


class Event(Schema):
    """一次办理。"""

    at: date
    actor: str
    action: str
    source: str
    target: str
    reason: str


class Job(Schema):
    """办理之后系统要做的一件事。"""

    step: str
    state: str
    attempts: int
    reason: str


class Paper(Schema):
    """一份文书；flow 是它的发文编号。"""

    project: str | None
    flow: str | None
    template: str
    title: str
    stage: str
    number: str | None
    date: str | None
    drafts: int


class ListedPaper(Schema):
    """文书台账里的一行。"""

    number: str
    title: str
    template: str
    kind: str
    stage: str
    date: Day | None
    standing: str
    project: str | None
    flow: str | None
    drafts: int


class PaperPage(Schema):
    """一页文书；total 是符合条件的总数。"""

    total: int
    items: list[ListedPaper]


class Line(Schema):
    """已填的一栏；个人信息遮盖显示。"""

    label: str
    text: str


class ProjectWhole(Project):
    """一个项目的全部：已填内容、办理经过、文书、欠办的事。"""

    lines: list[Line]
    masked: bool
    events: list[Event]
    papers: list[Paper]
    jobs: list[Job]


class NewProject(Strict):
    """登记一个项目。同一个 key 再交一次，还是同一个项目。"""

    title: Annotated[str, Field(min_length=2, max_length=100, pattern=LINE)]
    kind: Words
    unit: Words
    flow: Annotated[str, Field(max_length=40, pattern=r"^[a-z][a-z-]*$")] = "project"
    key: Annotated[str, Field(min_length=8, max_length=80, pattern=r"^[A-Za-z0-9-]+$")]


class Option(Schema):
    """现在可以办的一步：谁能办，缺什么，要填什么。"""

    action: str
    target: str
    targets: list[str]
    by: list[str]
    open: bool
    missing: list[str]
    people: list[str]
    form: list[str]
    reason: bool


class Move(Strict):
    """办理一步。同一个 key 再交一次不会办两次。"""

    action: Annotated[str, Field(min_length=1, max_length=40, pattern=LINE)]
    form: Form
    reason: Words = ""
    to: Words = ""
    party: Words = ""
    key: Annotated[str, Field(min_length=8, max_length=80, pattern=r"^[A-Za-z0-9-]+$")]


class Receipt(Schema):
    """办完的一步：从哪个环节到哪个环节，生成了哪些文书；repeated 表示此前已办。"""

    case: str
    action: str
    source: str
    target: str
    repeated: bool
    papers: list[Paper]


class PaperWhole(Paper):
    """一份文书的全部：意见、会签、稿本、收文单位、办理经过。"""

    left: str | None
    force: str
    opinions: list[dict[str, Any]]
    tasks: list[dict[str, Any]]
    versions: list[dict[str, Any]]
    recipients: list[dict[str, Any]]
    events: list[dict[str, Any]]


class Kept(Schema):
    """已收下的文件，办理时在文件栏目里填它的 sha。"""

    sha: Sha
    name: str
    size: int


class Series(Schema):
    """一个代字一年的文号：号码区间、各状态个数、逐号说明、结论。"""

    code: str
    year: int
    first: int
    last: int
    counts: dict[str, int]
    rows: list[dict[str, Any]]
    explained: list[dict[str, Any]]
    verdict: list[str]
    faults: list[str]


class Ledger(Schema):
    """文号台账，附日志的条数和末条散列值。"""

    made_on: date
    journal_count: int
    journal_head: str
    series: list[Series]
