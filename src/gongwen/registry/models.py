"""台账表: the tables; known to this room only. Constraints live in the database, not only in code."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongwen.numbering import NUMBER_ORIGINS, NUMBER_STATES, RESERVED, SKIPPED, USED, VOID
from gongwen.registry.canonical import ReadableJSON
from gongwen.registry.values import (
    DOING,
    ERRAND_STATES,
    JOB_STATES,
    ORIGINAL_KINDS,
    ORIGINS,
    PAPER_STANDINGS,
    PARTY_KINDS,
    PROPOSAL_STATES,
    RETURN_STATES,
    TASK_STATES,
    TODO,
)


def _text(**options: object) -> models.TextField:
    return models.TextField(blank=True, default="", **options)


def _json(default: type) -> models.JSONField:
    return models.JSONField(default=default, encoder=ReadableJSON)


class Setting(models.Model):
    """A named value of the office: its profile."""

    name = models.TextField(primary_key=True)
    value = _json(dict)


class Organ(models.Model):
    """机关."""

    name = models.TextField(unique=True)
    short = _text()
    codes = _json(dict)
    level = _text()
    superior = _text()
    seal_mm = models.FloatField(null=True)
    address = _text()
    phone = _text()
    credit_code = _text()
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="organ_has_a_name"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")) | Q(ends=None), name="organ_ends_after_start"),
        )


class Person(models.Model):
    """人员."""

    name = models.TextField(unique=True)
    phone = _text()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),)


class Appointment(models.Model):
    """任职."""

    person = models.ForeignKey(Person, models.PROTECT)
    organ = models.ForeignKey(Organ, models.PROTECT)
    post = models.TextField()
    roles = _json(list)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "organ", "post", "starts"), name="one_appointment_a_day"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")) | Q(ends=None), name="post_ends_after_start"),
        )


class Delegation(models.Model):
    """委托: for these days the deputy acts for the principal in the named roles (none named: in all)."""

    principal = models.ForeignKey(Person, models.PROTECT, related_name="delegated")
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="deputising")
    roles = _json(list)
    starts = models.DateField()
    ends = models.DateField()
    basis = _text()
    actor = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("principal", "deputy", "starts", "ends"), name="one_delegation_a_time"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="delegation_ends_after_start"),
            models.CheckConstraint(condition=~Q(principal=F("deputy")), name="nobody_deputises_for_themselves"),
        )


class Membership(models.Model):
    """领导小组成员: a post in a leading group from one day to another, with the basis of coming and of leaving."""

    group = models.TextField()
    post = models.TextField()
    name = models.TextField()
    title = _text()
    organ = _text()
    rank = models.PositiveIntegerField()
    starts = models.DateField()
    ends = models.DateField(null=True)
    basis = _text()
    end_basis = _text()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("group", "post", "name", "starts"), name="one_membership_a_day"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(group=""), name="membership_names_who_and_where"),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")) | Q(ends=None), name="membership_ends_after_start"
            ),
        )


class File(models.Model):
    """A file of the store, under the SHA-256 of its bytes."""

    sha = models.CharField(max_length=64, primary_key=True)
    name = models.TextField()
    media_type = models.TextField()
    size = models.BigIntegerField()


class Published(models.Model):
    """A published version of a template, workflow or rubric; append-only (a trigger refuses changes)."""

    kind = models.TextField()
    name = models.TextField()
    version = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    actor = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "name", "version"), name="one_content_per_version"),
            models.UniqueConstraint(fields=("kind", "name", "hash"), name="one_version_per_content"),
            models.CheckConstraint(condition=Q(kind__in=ORIGINAL_KINDS), name="published_kind_known"),
        )


class PublishedFile(models.Model):
    """One file of a published version; append-only."""

    published = models.ForeignKey(Published, models.PROTECT, related_name="files")
    path = models.TextField()
    file = models.ForeignKey(File, models.PROTECT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("published", "path"), name="one_file_per_path"),)


class Case(models.Model):
    """事项: a project or the 发文 flow of a paper."""

    code = models.TextField(unique=True)
    prefix = models.TextField(null=True)
    year = models.PositiveIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    workflow = models.TextField()
    workflow_hash = models.TextField()
    stage = models.TextField()
    version = models.PositiveIntegerField(default=1)
    title = models.TextField()
    kind = _text()
    unit = _text()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    data = _json(dict)
    opened_at = models.DateTimeField()
    stage_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("prefix", "year", "serial"), name="one_case_per_serial"),
            models.CheckConstraint(condition=~Q(stage="") & ~Q(code=""), name="case_has_code_and_stage"),
            models.CheckConstraint(condition=Q(version__gte=1), name="case_version_counts_from_one"),
        )
        indexes = (
            models.Index(fields=("workflow", "stage"), name="case_by_stage"),
            models.Index(
                fields=("due_at", "workflow", "workflow_hash", "stage", "unit", "closed_at"),
                condition=Q(closed_at=None),
                name="running_case_by_deadline",
            ),
            models.Index(fields=("unit", "closed_at"), name="case_by_unit"),
            models.Index(fields=("opened_at", "workflow", "kind", "closed_at"), name="case_by_opening"),
            models.Index(fields=("title",), name="case_by_title"),
        )


class Event(models.Model):
    """办理记录: one move of a case; append-only."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    action = models.TextField()
    source = _text()
    target = models.TextField()
    actor = models.TextField()
    door = _text()
    system_user = _text()
    reason = _text()
    role = _text()
    for_whom = _text()
    party = _text()
    form = _json(dict)
    form_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    key = models.TextField(null=True, unique=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "seq"), name="events_of_a_case_in_order"),)
        indexes = (
            models.Index(fields=("actor", "case"), name="event_by_actor"),
            models.Index(fields=("for_whom", "case"), condition=~Q(for_whom=""), name="event_by_principal"),
        )


class Job(models.Model):
    """待办工作: a step owed by an event."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="jobs")
    event = models.ForeignKey(Event, models.PROTECT, related_name="jobs")
    seq = models.PositiveIntegerField()
    step = models.TextField()
    argument = models.JSONField(null=True, encoder=ReadableJSON)
    state = models.TextField(default=TODO)
    attempts = models.PositiveIntegerField(default=0)
    reason = _text()
    whose = _text()
    owner = _text()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("event", "seq"), name="jobs_of_an_event_in_order"),
            models.CheckConstraint(condition=Q(state__in=JOB_STATES), name="job_state_known"),
        )
        indexes = (models.Index(fields=("state", "id"), name="job_by_state"),)


class Task(models.Model):
    """任务: what one organ or person of several owes in a stage (会签); the k-th of n done moves the case on."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    opened = models.ForeignKey(Event, models.PROTECT, related_name="tasks_opened")
    closed = models.ForeignKey(Event, models.PROTECT, null=True, related_name="tasks_closed")
    stage = models.TextField()
    action = models.TextField()
    party = models.TextField()
    party_kind = models.TextField()
    seq = models.PositiveIntegerField()
    state = models.TextField(default=TODO)
    reason = _text()
    done_by = _text()
    for_whom = _text()
    added_by = _text()
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("opened", "action", "party"), name="one_task_per_party"),
            models.UniqueConstraint(
                fields=("case", "stage", "action", "party"),
                condition=Q(state=TODO),
                name="one_open_task_per_party",
            ),
            models.CheckConstraint(condition=Q(state__in=TASK_STATES), name="task_state_known"),
            models.CheckConstraint(condition=Q(party_kind__in=PARTY_KINDS) & ~Q(party=""), name="task_has_a_party"),
        )
        indexes = (models.Index(fields=("state", "party"), name="task_by_party"),)


class Urging(models.Model):
    """催办: who reminded whom of what, how; append-only."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="urgings")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="urgings")
    stage = models.TextField()
    to = models.TextField()
    how = models.TextField()
    note = _text()
    actor = models.TextField()
    at = models.DateTimeField()


class FlowMigration(models.Model):
    """流程改版迁移: one batch of running cases brought to another version of their workflow, revertible as a whole."""

    workflow = models.TextField()
    target_hash = models.CharField(max_length=64)
    mapping = _json(dict)
    reason = _text()
    actor = models.TextField()
    at = models.DateTimeField()
    reverted_by = _text()
    reverted_at = models.DateTimeField(null=True)


class MigratedCase(models.Model):
    """One case of a batch, as it was before and as it became."""

    batch = models.ForeignKey(FlowMigration, models.PROTECT, related_name="cases")
    case = models.ForeignKey(Case, models.PROTECT, related_name="migrations")
    before = _json(dict)
    after = _json(dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("batch", "case"), name="a_case_once_a_batch"),)


class Paper(models.Model):
    """文件."""

    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="papers")
    flow = models.ForeignKey(Case, models.PROTECT, null=True, related_name="flow_papers")
    template = _text()
    template_hash = _text()
    kind = _text()
    title = models.TextField()
    occasion = _text()
    inputs = _json(dict)
    filed = models.BooleanField(default=False)
    issued_on = models.DateField(null=True)
    standing = models.TextField(default=PAPER_STANDINGS[0])
    standing_from = models.DateField(null=True)
    standing_basis = _text()
    key = models.TextField(null=True, unique=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(standing__in=PAPER_STANDINGS), name="paper_standing_known"),)
        indexes = (
            models.Index(fields=("title",), name="paper_by_title"),
            models.Index(fields=("template", "issued_on"), name="paper_by_template"),
            models.Index(fields=("issued_on",), name="paper_by_issue"),
        )


class Recipient(models.Model):
    """收文单位: to whom an issued paper went, and when they confirmed it."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="recipients")
    name = models.TextField()
    part = models.TextField()
    copies = models.PositiveIntegerField(default=1)
    how = _text()
    sent_by = _text()
    sent_at = models.DateTimeField(null=True)
    received_by = _text()
    received_at = models.DateTimeField(null=True)
    note = _text()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("paper", "name"), name="one_receipt_per_recipient"),
            models.CheckConstraint(condition=~Q(name=""), name="recipient_has_a_name"),
        )
        indexes = (models.Index(fields=("name", "sent_at"), name="recipient_by_name"),)


class PaperVersion(models.Model):
    """稿本."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")
    no = models.PositiveIntegerField()
    docx = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    findings = _json(list)
    origin = models.TextField()
    substance = models.CharField(max_length=64, blank=True, default="")
    declared = _text()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("no",)
        constraints = (
            models.UniqueConstraint(fields=("paper", "no"), name="versions_of_a_paper_in_order"),
            models.CheckConstraint(condition=Q(docx__isnull=False) | Q(pdf__isnull=False), name="version_has_a_file"),
            models.CheckConstraint(condition=Q(origin__in=ORIGINS), name="version_origin_known"),
        )


class Opinion(models.Model):
    """意见 on exactly one version; append-only."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="opinions")
    person = models.ForeignKey(Person, models.PROTECT)
    role = _text()
    organ = _text()
    for_whom = _text()
    kind = models.TextField()
    text = _text()
    version_sha = models.CharField(max_length=64)
    substance = models.CharField(max_length=64, blank=True, default="")
    at = models.DateTimeField()


class Series(models.Model):
    """编号系列: the row that is locked while a number of (代字, year) is taken; `last` is the highest serial on it."""

    code = models.TextField()
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "year"), name="one_series_a_year"),
            models.CheckConstraint(condition=~Q(code=""), name="series_has_a_code"),
        )


class Number(models.Model):
    """编号: one row per (代字, year, serial) for good. A trigger refuses deleting a row, changing its number or its
    paper, and every change of state but 预留 to 已用 or 作废, and 已用 to 作废."""

    paper = models.OneToOneField(Paper, models.PROTECT, null=True)
    code = models.TextField()
    year = models.PositiveIntegerField()
    serial = models.PositiveIntegerField()
    state = models.TextField(default=USED)
    origin = models.TextField(default=NUMBER_ORIGINS[0])
    title = _text()
    reason = _text()
    approver = _text()
    basis = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    actor = models.TextField()
    at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "year", "serial"), name="one_paper_per_number"),
            models.CheckConstraint(condition=Q(serial__gte=1) & ~Q(code=""), name="number_counts_from_one"),
            models.CheckConstraint(condition=Q(state__in=NUMBER_STATES), name="number_state_known"),
            models.CheckConstraint(condition=Q(origin__in=NUMBER_ORIGINS), name="number_origin_known"),
            models.CheckConstraint(
                condition=~Q(state=USED) | Q(paper__isnull=False) | Q(origin=NUMBER_ORIGINS[1]),
                name="used_number_has_a_paper",
            ),
            models.CheckConstraint(condition=~Q(state=RESERVED) | ~Q(reason=""), name="reserved_number_says_what_for"),
            models.CheckConstraint(
                condition=~Q(state__in=(VOID, SKIPPED)) | (~Q(reason="") & ~Q(approver="")),
                name="void_number_is_explained",
            ),
        )


class Account(models.Model):
    """账号: how one person signs in; roles come from appointments. `epoch` rises to end all sessions."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    login = models.TextField(unique=True)
    password = _text()
    must_change = models.BooleanField(default=False)
    keeps_accounts = models.BooleanField(default=False)
    epoch = models.PositiveIntegerField(default=1)
    opened_by = models.TextField()
    opened_at = models.DateTimeField()
    password_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(login=""), name="account_has_a_login"),)


class SignIn(models.Model):
    """登录记录: every try to sign in, by which name from which address, and whether it was let in."""

    login = models.TextField()
    address = _text()
    how = models.TextField()
    let_in = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("login", "at"), name="sign_in_by_login"),
            models.Index(fields=("address", "at"), name="sign_in_by_address"),
        )


class AccessCode(models.Model):
    """一次性代码: lets one person in once, until it expires; only its hash is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="access_codes")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="access_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.TextField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="access_code_lasts_a_while"),
        )


class Token(models.Model):
    """接口令牌: lets a program act as one person through the REST door; only its hash is kept."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="tokens")
    name = models.TextField()
    token_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="token_has_a_name"),)


class WorkingCopy(models.Model):
    """未交的稿: what somebody is still filling in (`about` says what), saved as they type; not yet a fact of any case.
    `revision` rises with every save, so that who saves on an older one is told."""

    about = models.TextField(unique=True)
    values = _json(dict)
    based_on = _text()
    revision = models.PositiveIntegerField(default=1)
    by = models.TextField()
    at = models.DateTimeField()


class SignedReturn(models.Model):
    """回传件: a signed copy that comes back page by page as photos or scans, and a person's word that it matches the
    PDF that was `issued`. `form` is the rest of the move's form, `ticks` what the person found on the copy."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="returns")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="returns")
    issued = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    action = _text()
    party = _text()
    state = models.TextField(default=RETURN_STATES[0])
    form = _json(dict)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    by = models.TextField()
    at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = _text()
    checked_by = _text()
    checked_at = models.DateTimeField(null=True)
    ticks = _json(list)
    note = _text()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=RETURN_STATES), name="return_state_known"),
            models.UniqueConstraint(
                fields=("case", "action", "party", "paper", "issued"), name="one_return_of_an_issued_copy"
            ),
        )
        indexes = (models.Index(fields=("state", "case"), name="return_by_state"),)


class ReturnPage(models.Model):
    """One upload of a signed return: a photo is one page, a PDF may be several; `no` is its place, `fault` why it is to
    be sent again."""

    returned = models.ForeignKey(SignedReturn, models.CASCADE, related_name="pages")
    no = models.PositiveIntegerField()
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField(default=1)
    fault = _text()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("no",)
        constraints = (models.UniqueConstraint(fields=("returned", "file"), name="a_page_comes_back_once"),)


class Proposal(models.Model):
    """待发布: a version of a template or workflow that one person hands in and another publishes or turns down."""

    kind = models.TextField()
    name = models.TextField()
    hash = models.CharField(max_length=64)
    files = _json(dict)
    note = _text()
    by = models.TextField()
    at = models.DateTimeField()
    state = models.TextField(default=PROPOSAL_STATES[0])
    decided_by = _text()
    decided_at = models.DateTimeField(null=True)
    reason = _text()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=PROPOSAL_STATES), name="proposal_state_known"),
            models.CheckConstraint(condition=Q(decided_by="") | ~Q(decided_by=F("by")), name="a_second_person_decides"),
            models.CheckConstraint(
                condition=~Q(state=PROPOSAL_STATES[1]) | ~Q(decided_by=""), name="somebody_publishes_a_proposal"
            ),
            models.UniqueConstraint(
                fields=("kind", "name"), condition=Q(state=PROPOSAL_STATES[0]), name="one_proposal_at_a_time"
            ),
        )


class Errand(models.Model):
    """差事: long work that somebody asked for and that moves no case (a preview, a bundle, an export): with progress,
    to be left and found again. `fingerprint` tells the same one asked by the same person."""

    kind = models.TextField()
    argument = _json(dict)
    about = _text(db_index=True)
    state = models.TextField(default=TODO)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    doing = _text()
    reason = _text()
    result = _json(dict)
    attempts = models.PositiveIntegerField(default=0)
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64)
    finished_at = models.DateTimeField(null=True)
    owner = _text()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=ERRAND_STATES), name="errand_state_known"),
            models.UniqueConstraint(
                fields=("fingerprint",), condition=Q(state__in=(TODO, DOING)), name="one_unfinished_errand"
            ),
        )
        indexes = (
            models.Index(fields=("state", "id"), name="errand_by_state"),
            models.Index(fields=("asked_by", "id"), name="errand_by_person"),
        )


class JournalEntry(models.Model):
    """日志: the hash chain; append-only. `text` is what is hashed; number and case repeat from it for looking up."""

    number = models.BigIntegerField(primary_key=True)
    case = _text(db_index=True)
    text = models.TextField()
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "registry_journal"
