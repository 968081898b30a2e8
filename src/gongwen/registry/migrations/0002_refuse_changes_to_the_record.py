"""只增不改: the database itself refuses to change or delete what was recorded."""

from django.db import migrations

from gongwen.registry import triggers

APPEND_ONLY = ("entry", "event", "number", "opinion", "published", "publishedfile")


def refuse_changes(apps, schema_editor):
    """Make every append-only table refuse UPDATE and DELETE."""
    triggers.refuse_changes(schema_editor, APPEND_ONLY)


def allow_changes(apps, schema_editor):
    """Take the triggers away."""
    triggers.allow_changes(schema_editor, APPEND_ONLY)


class Migration(migrations.Migration):
    dependencies = (("registry", "0001_create_the_ledger"),)

    operations = (migrations.RunPython(refuse_changes, allow_changes),)
