"""差事表: long work that moves no case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongwen.registry.models.columns import json_column, text_column
from gongwen.registry.values import DOING, ERRAND_STATES, TODO


class Errand(models.Model):
    """差事: long work that somebody asked for and that moves no case (a preview, a bundle, an export): with progress,
    to be left and found again. `fingerprint` tells the same one asked by the same person."""

    kind = models.TextField()
    argument = json_column(dict)
    about = text_column(db_index=True)
    state = models.TextField(default=TODO)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    doing = text_column()
    reason = text_column()
    result = json_column(dict)
    attempts = models.PositiveIntegerField(default=0)
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64)
    finished_at = models.DateTimeField(null=True)
    owner = text_column()
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
