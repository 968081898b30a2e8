"""台账栏目: the two columns that most tables have: text that may be empty, and readable JSON."""

from __future__ import annotations

from django.db import models

from gongwen.registry.canonical import ReadableJSON


def text_column(**options: object) -> models.TextField:
    """A column of text; empty where nothing is known."""
    return models.TextField(blank=True, default="", **options)


def json_column(default: type) -> models.JSONField:
    """A column of JSON as a person can read it; `default` makes an empty one."""
    return models.JSONField(default=default, encoder=ReadableJSON)
