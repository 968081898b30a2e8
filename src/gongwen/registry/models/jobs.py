"""待办工作表: steps that moves owe."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongwen.registry.canonical import ReadableJSON
from gongwen.registry.models.cases import Case, Event
from gongwen.registry.models.columns import text_column
from gongwen.registry.values import JOB_STATES, TODO


class Job(models.Model):
    """待办工作: a step owed by an event."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="jobs")
    event = models.ForeignKey(Event, models.PROTECT, related_name="jobs")
    seq = models.PositiveIntegerField()
    step = models.TextField()
    argument = models.JSONField(null=True, encoder=ReadableJSON)
    state = models.TextField(default=TODO)
    attempts = models.PositiveIntegerField(default=0)
    reason = text_column()
    whose = text_column()
    owner = text_column()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("event", "seq"), name="jobs_of_an_event_in_order"),
            models.CheckConstraint(condition=Q(state__in=JOB_STATES), name="job_state_known"),
        )
        indexes = (models.Index(fields=("state", "id"), name="job_by_state"),)
