"""只增不改: triggers by which the database itself refuses to change or delete what was recorded.

SQLite loses a table's triggers when a later migration rebuilds the table (most column changes do): such a migration
must end with `refuse_changes` for that table again. A test compares the triggers with the list.
"""

from django.db import migrations

APPEND_ONLY = ("entry", "event", "number", "opinion", "published", "publishedfile")

_TRIGGER = (
    "CREATE TRIGGER registry_{table}_no_{act} BEFORE {act} ON registry_{table} "
    "BEGIN SELECT RAISE(ABORT, 'registry_{table} is append-only'); END"
)


def refuse_changes(apps, schema_editor):
    """Make every append-only table refuse UPDATE and DELETE."""
    if schema_editor.connection.vendor != "sqlite":
        raise NotImplementedError("append-only triggers are written for SQLite only")
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(_TRIGGER.format(table=table, act=act), params=None)


def allow_changes(apps, schema_editor):
    """Take the triggers away."""
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER registry_{table}_no_{act}", params=None)


class Migration(migrations.Migration):
    dependencies = (("registry", "0001_create_the_ledger"),)

    operations = (migrations.RunPython(refuse_changes, allow_changes),)
