"""未交的稿表: forms that somebody is still filling in."""

from __future__ import annotations

from django.db import models

from gongwen.registry.models.columns import json_column, text_column


class WorkingCopy(models.Model):
    """未交的稿: what somebody is still filling in (`about` says what), saved as they type; not yet a fact of any case.
    `revision` rises with every save, so that who saves on an older one is told."""

    about = models.TextField(unique=True)
    values = json_column(dict)
    based_on = text_column()
    revision = models.PositiveIntegerField(default=1)
    by = models.TextField()
    at = models.DateTimeField()
