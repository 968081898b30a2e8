"""任务表: what one party of several owes, and the reminders."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongwen.registry.models.cases import Case, Event
from gongwen.registry.models.columns import text_column
from gongwen.registry.values import PARTY_KINDS, TASK_STATES, TODO


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
    reason = text_column()
    done_by = text_column()
    for_whom = text_column()
    added_by = text_column()
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
    note = text_column()
    actor = models.TextField()
    at = models.DateTimeField()
