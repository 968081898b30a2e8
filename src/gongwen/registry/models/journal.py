"""日志表: the hash chain."""

from __future__ import annotations

from django.db import models

from gongwen.registry.models.columns import text_column


class JournalEntry(models.Model):
    """日志: the hash chain; append-only. `text` is what is hashed; number and case repeat from it for looking up."""

    number = models.BigIntegerField(primary_key=True)
    case = text_column(db_index=True)
    text = models.TextField()
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "registry_journal"
        # What is about the office itself is rare among the cases' entries; its last one is asked for on every page.
        indexes = (models.Index(fields=("number",), condition=models.Q(case=""), name="entry_about_the_office"),)
