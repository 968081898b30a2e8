"""防改装置: whether the triggers that refuse changes and the journal's columns are as the migrations made them."""

from __future__ import annotations

from django.db import connection

from gongwen.registry import triggers
from gongwen.registry.models import JournalEntry


def missing() -> list[str]:
    """What somebody who worked on the database by hand took away, weakened or added, one sentence each."""
    gone = triggers.gone(connection)
    faults = [
        f"台账的防改装置 {name} 不在或被改过：有人绕过系统动过数据库，请停止办理，查明原因并用备份核对。"
        for name in gone
    ]
    return faults + _columns()


def _columns() -> list[str]:
    table = JournalEntry._meta.db_table
    wanted = {field.column for field in JournalEntry._meta.concrete_fields}
    with connection.cursor() as cursor:
        found = {column.name for column in connection.introspection.get_table_description(cursor, table)}
    return [
        f"日志表多了一列「{name}」：有人绕过系统动过数据库，请停止办理并用备份核对。" for name in sorted(found - wanted)
    ]
