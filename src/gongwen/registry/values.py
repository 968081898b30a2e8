"""登记内容: what the registry takes and returns; frozen values, never rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from gongwen.document.reference import Reference

TODO, DOING, DONE, FAILED = "待办", "办理中", "已完成", "失败"
JOB_STATES = (TODO, DOING, DONE, FAILED)
CANCELLED = "取消"
ERRAND_STATES = (*JOB_STATES, CANCELLED)
TASK_STATES = (TODO, DONE, CANCELLED)
ORGAN, PERSON = "机关", "人员"
PARTY_KINDS = (ORGAN, PERSON)
PAPER_STANDINGS = ("有效", "作废", "撤销", "废止")
"""Of a paper: in force; given up before it was issued; void from the beginning; void from its day (条例 33)."""
RECIPIENT_PARTS = ("主送", "抄送")
RETURN_STATES = ("收页中", "待核对", "已核对", "已退回")
"""Of a signed copy that comes back: its pages are being sent; a person is to match it; matched; sent back."""
PROPOSAL_STATES = ("待发布", "已发布", "不采用")
URGING_WAYS = ("电话", "短信", "当面", "书面")
ORIGINAL_KINDS = ("template", "workflow", "rubric")
ORIGINS = ("template", "hand", "registration", "scan")
"""Where a version's bytes come from: drawn from the template, edited by a person, filled in at 编号, or scanned."""


@dataclass(frozen=True, kw_only=True)
class OrganRow:
    """机关: an organ or leading group; `codes` 代字 per form of paper, `seal_mm` the seal's diameter in mm."""

    name: str
    short: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    level: str = ""
    superior: str = ""
    seal_mm: float | None = None
    address: str = ""
    phone: str = ""
    credit_code: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """人员; two persons of one name are told apart in the name: 李明（财政局）."""

    name: str
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class AppointmentRow:
    """任职: a person's post in an organ and the workflow roles it carries; `ends` is the last day, None = open."""

    person: str
    organ: str
    post: str
    roles: tuple[str, ...]
    starts: date
    ends: date | None = None


@dataclass(frozen=True, kw_only=True)
class MembershipRow:
    """任期: a post in a leading group. `title` is the person's post outside it, `organ` theirs (may be unknown), `rank`
    the place in the list (0 = after everybody); `basis` and `end_basis` say on what paper they came and left."""

    group: str
    post: str
    name: str
    title: str = ""
    organ: str = ""
    rank: int = 0
    starts: date
    ends: date | None = None
    basis: str = ""
    end_basis: str = ""


@dataclass(frozen=True, kw_only=True)
class CalendarDay:
    """工作日历: a day the office entered itself, `kind` 休 or 班, with the basis."""

    day: date
    kind: str
    reason: str
    actor: str


@dataclass(frozen=True, kw_only=True)
class CalendarYear:
    """工作日历: a year whose notice of holidays the office entered whole."""

    year: int
    reason: str
    actor: str


@dataclass(frozen=True, kw_only=True)
class Published:
    """已发布的模板、流程、评分标准: one immutable version; `hash` covers the names and bytes of all its files."""

    kind: str
    name: str
    version: int
    hash: str
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ProposalRow:
    """待发布的新版: its files (path → SHA-256), who handed it in and why; `state` is one of PROPOSAL_STATES. One that
    was taken back is 不采用 with nobody in `decided_by`."""

    id: int
    kind: str
    name: str
    hash: str
    files: Mapping[str, str]
    note: str
    by: str
    at: datetime
    state: str
    decided_by: str
    decided_at: datetime | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class TemplateCount:
    """How many papers were drafted from one version of a template, and how many of them are under way."""

    template: str
    hash: str
    papers: int
    running: int


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """事项: a project, or the 发文 flow of one paper. `version` rises with every change of its facts; it came to its
    stage at `stage_at`, the office's day of that is `stage_since`; past `due_at` it is overdue."""

    code: str
    workflow: str
    workflow_hash: str
    stage: str
    version: int
    title: str
    kind: str
    unit: str
    parent: str | None
    data: dict[str, Any]
    opened_on: date
    stage_since: date
    stage_at: datetime
    closed: bool
    closed_on: date | None
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """办理记录: one move of a case; the first event of a case is its opening (source ""). `form` as filled in."""

    id: int
    case: str
    seq: int
    action: str
    source: str
    target: str
    actor: str
    door: str
    system_user: str
    reason: str
    form: dict[str, Any]
    form_hash: str
    at: datetime
    key: str | None
    role: str = ""
    for_whom: str = ""
    party: str = ""


@dataclass(frozen=True)
class JobOrder:
    """One step that a move owes, and its argument."""

    step: str
    argument: Any = None


@dataclass(frozen=True)
class Party:
    """一方: an organ or a person that owes a task; `kind` is one of PARTY_KINDS, `name` as registered."""

    name: str
    kind: str = ORGAN


@dataclass(frozen=True)
class TaskOrder:
    """One task to open in `stage`; with `done_by` it is done from the start, by an earlier act that still stands."""

    stage: str
    action: str
    party: Party
    done_by: str = ""
    for_whom: str = ""


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """任务: what one party owes in a stage; `opened` and `closed` are the events that did so, `added_by` who called the
    party in later (加签), `reason` why it was cancelled or need not be done again."""

    id: int
    case: str
    stage: str
    action: str
    party: Party
    seq: int
    state: str
    reason: str
    done_by: str
    for_whom: str
    added_by: str
    opened: int
    closed: int | None
    at: datetime
    closed_at: datetime | None

    @property
    def open(self) -> bool:
        """True while the party still owes it."""
        return self.state == TODO


@dataclass(frozen=True, kw_only=True)
class DelegationRow:
    """委托: from `starts` to `ends` the deputy acts for the principal in `roles` (none named: in all)."""

    principal: str
    deputy: str
    roles: tuple[str, ...]
    starts: date
    ends: date
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a move comes to: stage, jobs owed in order, facts to merge into the case, whether the case ends.

    `role`, `for_whom` (a deputy's principal) and `party` say in what capacity the person acts; `opens` are the tasks of
    the stage entered, `closes` the id of the task this act does. A move to another stage cancels what is open in this.
    """

    action: str
    source: str
    target: str
    jobs: tuple[JobOrder, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    ends: bool = False
    reason: str = ""
    role: str = ""
    for_whom: str = ""
    party: str = ""
    opens: tuple[TaskOrder, ...] = ()
    closes: int | None = None


@dataclass(frozen=True, kw_only=True)
class JobRow:
    """待办工作: a step owed by an event. `owner` and `until` are its lease; `attempts` counts the claims; after a
    failure `reason` says why and `whose` turn it is."""

    id: int
    case: str
    event: int
    seq: int
    step: str
    argument: Any
    state: str
    attempts: int
    reason: str
    owner: str
    until: datetime | None
    whose: str = ""


@dataclass(frozen=True, kw_only=True)
class ErrandRow:
    """差事: long work that moves no case. `kind` and `argument` say what, `about` for which case or paper; `state` is
    one of ERRAND_STATES, `done` of `total` steps are behind it and it is `doing` the next. `result` is what it made, or
    after a failure who is to act; `owner` and `until` are its lease."""

    id: int
    kind: str
    argument: dict[str, Any]
    about: str
    state: str
    done: int
    total: int
    doing: str
    reason: str
    result: dict[str, Any]
    attempts: int
    asked_by: str
    asked_at: datetime
    finished_at: datetime | None
    owner: str
    until: datetime | None

    @property
    def unfinished(self) -> bool:
        """Whether it waits to be done or is being done."""
        return self.state in (TODO, DOING)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """回执: what happened and what is owed now: jobs, and the open `tasks` of the stage; `repeated` = this key had been
    used, nothing was done again."""

    case: CaseRow
    event: EventRow
    jobs: tuple[JobRow, ...]
    repeated: bool = False
    tasks: tuple[TaskRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UrgingRow:
    """催办: a reminder of what a case waited for in `stage`, or of the task with this id; `how`: see URGING_WAYS."""

    case: str
    task: int | None
    stage: str
    to: str
    how: str
    note: str
    actor: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReturnPageRow:
    """回传的一页: one upload of a signed return: a photo is one page, a PDF may be several; `fault` says why it is
    to be sent again."""

    id: int
    no: int
    sha: str
    name: str
    media_type: str
    pages: int
    fault: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ReturnRow:
    """回传件: a signed copy that comes back page by page; `issued` is the SHA-256 of the PDF it must match, `form` the
    rest of the move's form, `file` the assembled copy once a person found that it matches (`ticks`: what they saw)."""

    id: int
    case: str
    paper: int | None
    action: str
    party: str
    state: str
    issued: str | None
    form: Mapping[str, Any]
    pages: tuple[ReturnPageRow, ...]
    file: str | None
    by: str
    at: datetime
    handed_in_by: str
    handed_in_at: datetime | None
    checked_by: str
    checked_at: datetime | None
    ticks: tuple[str, ...]
    note: str

    @property
    def count(self) -> int:
        """How many pages have come back."""
        return sum(page.pages for page in self.pages)

    @property
    def digest(self) -> str:
        """SHA-256 of what has come back, in its order: whoever matches says which pages they saw."""
        return sha256("\n".join(page.sha for page in self.pages).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """存档文件: known by the SHA-256 of its bytes; `size` in bytes."""

    sha: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """稿本: one version of a paper; `docx_sha` or `pdf_sha` may be missing, never both. `origin`: see ORIGINS.

    `substance` is the digest of what its DOCX says (not how it looks); `corrects` the version of which its uploader
    declared this one a mere 文字更正.
    """

    no: int
    docx_sha: str | None
    pdf_sha: str | None
    findings: tuple[dict[str, Any], ...]
    origin: str
    by: str
    at: datetime
    substance: str = ""
    corrects: int | None = None


@dataclass(frozen=True, kw_only=True)
class PaperRow:
    """文件: a paper of a case (`case`), with its own 发文 flow (`flow`) where it has one; versions oldest first.
    `standing` is one of PAPER_STANDINGS, since `standing_from` and on the ground of `standing_basis`."""

    id: int
    case: str | None
    flow: str | None
    template: str
    template_hash: str
    kind: str
    title: str
    occasion: str
    inputs: dict[str, Any]
    filed: bool
    issued_on: date | None
    reference: Reference | None
    versions: tuple[VersionRow, ...]
    standing: str = PAPER_STANDINGS[0]
    standing_from: date | None = None
    standing_basis: str = ""

    @property
    def latest(self) -> VersionRow | None:
        """The newest version, None when nothing is drafted yet."""
        return self.versions[-1] if self.versions else None


@dataclass(frozen=True, kw_only=True)
class RecipientRow:
    """收文单位: an organ (or 各县……, as the paper names them) that a paper goes to, `part` 主送 or 抄送; how and when
    it was sent, who confirmed it when, or `note`: why no receipt will come."""

    paper: int
    name: str
    part: str
    copies: int
    how: str
    sent_by: str
    sent_at: datetime | None
    received_by: str
    received_at: datetime | None
    note: str


@dataclass(frozen=True, kw_only=True)
class OpinionRow:
    """意见: what a person said about exactly the version with this SHA-256, and that version's substance.

    `role` and `organ` are those they spoke in and for; a deputy's opinion names the principal in `for_whom`.
    """

    id: int
    paper: int
    person: str
    kind: str
    text: str
    version_sha: str
    at: datetime
    role: str = ""
    organ: str = ""
    for_whom: str = ""
    substance: str = ""


@dataclass(frozen=True, kw_only=True)
class NumberRow:
    """编号登记: one number of the ledger. `paper` bears it or has it reserved; `title` is the paper's, or what a number
    without one is for; `dated` the paper's 成文日期, once issued.

    `state` and `origin`: numbering.NUMBER_STATES, NUMBER_ORIGINS; `reason` and `approver` explain it, `basis` is the
    SHA-256 of the file it was adopted on. `actor` entered it `at` that moment; it last changed at `changed_at`.
    """

    reference: Reference
    paper: int | None
    title: str
    dated: date | None
    state: str
    origin: str
    reason: str
    approver: str
    basis: str | None
    actor: str
    at: datetime
    changed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class NumberHistory:
    """编号沿革: the journal entry that last spoke of each number, and every number of which ledger and journal do not
    say the same (`faults`, one sentence each)."""

    entries: Mapping[Reference, int]
    faults: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    """日志: one entry of the hash chain; `hash` = SHA-256 of `previous`, a line feed and the entry's text.

    `for_whom` is the principal of a deputy who acted, `files` the SHA-256 of the files the act was about.
    """

    number: int
    at: datetime
    actor: str
    act: str
    case: str
    role: str = ""
    for_whom: str = ""
    files: tuple[str, ...] = ()
    details: dict[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class JournalState:
    """日志现状: number of entries and the last entry's hash, to be written down elsewhere as a witness."""

    count: int
    head: str


@dataclass(frozen=True, kw_only=True)
class JournalCheck:
    """核验结果: how far the journal was read and the last true hash; `faults` name what is wrong, the first bad entry
    first. None: whole."""

    count: int
    head: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StageCount:
    """在办件数: how many running cases stand in a stage of one version of a workflow."""

    workflow: str
    hash: str
    stage: str
    count: int


@dataclass(frozen=True, kw_only=True)
class RunningCase:
    """在办事项: a case with what hangs on it: steps still `owed`, jobs `done` (step, argument), open `tasks` (stage,
    action, party), its `papers` (template, filed), and the templates of those whose own flow is `under_way`."""

    case: CaseRow
    owed: tuple[str, ...] = ()
    done: tuple[tuple[str, Any], ...] = ()
    tasks: tuple[tuple[str, str, str], ...] = ()
    papers: tuple[tuple[str, bool], ...] = ()
    under_way: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MigrationRow:
    """改版迁移: one batch of `cases` running cases brought to the version `target`; revertible as a whole."""

    id: int
    workflow: str
    target: str
    mapping: dict[str, str]
    reason: str
    actor: str
    at: datetime
    cases: int
    reverted_by: str
    reverted_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class MigratedRow:
    """One case of a batch, as it was before and as it became: workflow_hash, stage, version, hash of its data."""

    case: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class StoreCheck:
    """文件库核验: how many files are recorded, `faults` of them, and `strangers` that no record mentions."""

    count: int
    faults: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BackupRow:
    """备份: a backup file, when it was made, the journal's length and head in it, how many files of the store, and
    whether its tables are of this program's version."""

    path: Path
    made_at: str
    count: int
    head: str
    files: int
    current: bool = True


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """Since which revision of a working copy a value is as it is, by whom and when it was saved."""

    revision: int
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class WorkingCopyRow:
    """未交的稿: what is filled in so far, each value with its stamp; `about` says what it is, `based_on` what it began
    from; `revision` counts the saves, the last one `by` somebody `at` that moment."""

    about: str
    values: dict[str, Any]
    stamps: dict[str, Stamp]
    based_on: str
    revision: int
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """评分表: what one assessor handed in for one round of scoring, or added about it; `sha` is its file."""

    case: str
    round: int
    assessor: str
    values: dict[str, Any]
    actor: str
    for_whom: str
    at: datetime
    sha: str
