"""事项表: cases and their moves."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongwen.registry.models.columns import json_column, text_column


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
    kind = text_column()
    unit = text_column()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    data = json_column(dict)
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
                fields=("due_at", "id", "workflow", "workflow_hash", "stage", "unit", "closed_at"),
                condition=Q(closed_at=None),
                name="running_case_in_order",
            ),
            models.Index(fields=("unit", "closed_at"), name="case_by_unit"),
            models.Index(fields=("opened_at", "workflow", "kind", "closed_at"), name="case_by_opening"),
            models.Index(fields=("title",), name="case_by_title"),
            models.Index(fields=("id", "title"), name="case_titles_in_order"),
        )


class Event(models.Model):
    """办理记录: one move of a case; append-only."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    action = models.TextField()
    source = text_column()
    target = models.TextField()
    actor = models.TextField()
    door = text_column()
    system_user = text_column()
    reason = text_column()
    role = text_column()
    for_whom = text_column()
    party = text_column()
    form = json_column(dict)
    form_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    key = models.TextField(null=True, unique=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "seq"), name="events_of_a_case_in_order"),)
        indexes = (
            models.Index(fields=("actor", "case"), name="event_by_actor"),
            models.Index(fields=("for_whom", "case"), condition=~Q(for_whom=""), name="event_by_principal"),
        )
