"""台账表: the tables; known to this room only. Constraints live in the database, not only in code."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongwen.registry.canonical import ReadableJSON
from gongwen.registry.values import JOB_STATES, ORIGINAL_KINDS, ORIGINS, TODO


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
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("prefix", "year", "serial"), name="one_case_per_serial"),
            models.CheckConstraint(condition=~Q(stage="") & ~Q(code=""), name="case_has_code_and_stage"),
            models.CheckConstraint(condition=Q(version__gte=1), name="case_version_counts_from_one"),
        )
        indexes = (models.Index(fields=("workflow", "stage"), name="case_by_stage"),)


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
    form = _json(dict)
    form_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    key = models.TextField(null=True, unique=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "seq"), name="events_of_a_case_in_order"),)


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
    owner = _text()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("event", "seq"), name="jobs_of_an_event_in_order"),
            models.CheckConstraint(condition=Q(state__in=JOB_STATES), name="job_state_known"),
        )
        indexes = (models.Index(fields=("state", "id"), name="job_by_state"),)


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
    key = models.TextField(null=True, unique=True)


class PaperVersion(models.Model):
    """稿本."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")
    no = models.PositiveIntegerField()
    docx = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    findings = _json(list)
    origin = models.TextField()
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
    kind = models.TextField()
    text = _text()
    version_sha = models.CharField(max_length=64)
    at = models.DateTimeField()


class Number(models.Model):
    """编号: one reference, one paper, for good; append-only."""

    paper = models.OneToOneField(Paper, models.PROTECT)
    code = models.TextField()
    year = models.PositiveIntegerField()
    serial = models.PositiveIntegerField()
    actor = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "year", "serial"), name="one_paper_per_number"),
            models.CheckConstraint(condition=Q(serial__gte=1) & ~Q(code=""), name="number_counts_from_one"),
        )


class Entry(models.Model):
    """日志: the hash chain; append-only. `text` is what is hashed; number and case repeat from it for looking up."""

    number = models.BigIntegerField(primary_key=True)
    case = _text(db_index=True)
    text = models.TextField()
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)
