"""文件库表: one row per file of the store."""

from __future__ import annotations

from django.db import models


class File(models.Model):
    """A file of the store, under the SHA-256 of its bytes."""

    sha = models.CharField(max_length=64, primary_key=True)
    name = models.TextField()
    media_type = models.TextField()
    size = models.BigIntegerField()
