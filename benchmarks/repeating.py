"""照样再办: matters that were gone through once, repeated with all their rows and journal entries; for `many_cases`."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from gongwen import registry
from gongwen.office.clock import day_of

TABLES = ("Case", "Event", "Job", "Task", "Paper", "PaperVersion", "Opinion", "Number", "Recipient")
LINKS = {
    "parent_id": "Case", "case_id": "Case", "flow_id": "Case", "event_id": "Event", "opened_id": "Event",
    "closed_id": "Event", "paper_id": "Paper",
}  # fmt: skip
"""Which columns name a row of which table."""
AT_ONCE = 4000

Row = dict[str, Any]


@dataclass(frozen=True)
class Family:
    """One matter as it was gone through: its rows by table, its journal's entries, what it was called, when it was."""

    rows: Mapping[str, list[Row]]
    entries: list[Row]
    title: str
    begun: datetime
    ended: datetime

    @property
    def cases(self) -> int:
        """How many cases it is: the project and the flows of its papers."""
        return len(self.rows["Case"])


@dataclass
class _Repeat:
    """What is new in one repetition: ids by table and old id, codes and numbers by the old ones."""

    later: timedelta
    titles: tuple[str, str]
    unit: str
    ids: dict[str, dict[int, int]]
    codes: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)


def read() -> Family:
    """The one matter of the open office."""
    from gongwen.registry import models

    rows = {
        name: [
            {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}
            for row in getattr(models, name).objects.order_by("pk")
        ]
        for name in TABLES
    }
    entries = [_told(entry) for entry in registry.entries() if entry.case]
    first = rows["Case"][0]
    return Family(rows, entries, first["title"], first["opened_at"], max(one["at"] for one in entries))


def _told(entry: registry.EntryRow) -> Row:
    told = {"at": entry.at, "actor": entry.actor, "act": entry.act, "case": entry.case, "details": entry.details}
    given = {"role": entry.role, "for": entry.for_whom, "files": list(entry.files)}
    return told | {name: value for name, value in given.items() if value}


class Copies:
    """Repeats families under codes, numbers, names and days of their own, and tells the journal of them."""

    def __init__(self, chance: random.Random, units: list[str], called: list[str]) -> None:
        from gongwen.registry import journal, models

        self._chance, self._units, self._called, self._models = chance, units, called, models
        self._next = {name: self._last(name) + 1 for name in TABLES}
        self._serials: Counter[tuple[str, int]] = Counter()
        self._count, self._head = journal.newest() or (0, journal.START)
        self._made: dict[str, list[Any]] = {name: [] for name in (*TABLES, "JournalEntry")}

    def write(self, plan: list[tuple[datetime, Family]]) -> None:
        """Everything planned, in large transactions, in the order of its opening."""
        for at, family in plan:
            self._repeat(family, timedelta(days=(at - family.begun).days))
            if len(self._made["JournalEntry"]) > AT_ONCE:
                registry.within(self._flush)
        registry.within(self._flush)
        registry.within(self._finish)

    def _last(self, name: str) -> int:
        return getattr(self._models, name).objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def _repeat(self, family: Family, later: timedelta) -> None:
        ids = {name: {row["id"]: self._next[name] + at for at, row in enumerate(family.rows[name])} for name in TABLES}
        again = _Repeat(later, (family.title, self._chance.choice(self._called)), self._chance.choice(self._units), ids)
        for name in TABLES:
            self._next[name] += len(family.rows[name])
            for row in family.rows[name]:
                self._made[name].append(getattr(self._models, name)(**self._own(name, _moved(name, row, again), again)))
        for told in family.entries:
            self._tell(told, again)

    def _own(self, name: str, row: Row, again: _Repeat) -> Row:
        """The row with what may not be the same in two, and with what the matter is called now."""
        if name == "Case":
            year = day_of(row["opened_at"]).year
            serial = self._serial(row["prefix"], year)
            code = again.codes[row["code"]] = f"{row['prefix']}-{year}-{serial:03d}"
            unit = again.unit if row["unit"] else ""
            return row | {"year": year, "serial": serial, "code": code, "unit": unit, "due_at": None}
        if name == "Number":
            year = day_of(row["at"]).year
            serial, old = self._serial(row["code"], year), f"{row['code']}〔{row['year']}〕{row['serial']}号"
            again.numbers[old] = f"{row['code']}〔{year}〕{serial}号"
            return row | {"year": year, "serial": serial}
        if name == "Paper" and "event" in row["inputs"]:
            return row | {"inputs": {**row["inputs"], "event": again.ids["Event"].get(row["inputs"]["event"], 0)}}
        return row

    def _serial(self, code: str, year: int) -> int:
        self._serials[code, year] += 1
        return self._serials[code, year]

    def _tell(self, told: Row, again: _Repeat) -> None:
        from gongwen.registry import canonical, journal

        details = dict(told["details"])
        for name, table in (("paper", "Paper"), ("job", "Job")):
            if isinstance(details.get(name), int):
                details[name] = again.ids[table][details[name]]
        if "reference" in details:
            details["reference"] = again.numbers[details["reference"]]
        self._count += 1
        own = {"number": self._count, "at": told["at"] + again.later, "case": again.codes[told["case"]]}
        text = canonical.canonical(told | own | {"details": details})
        head = journal.link(self._head, text)
        entry = {"number": self._count, "case": own["case"], "text": text, "previous": self._head, "hash": head}
        self._made["JournalEntry"].append(self._models.JournalEntry(**entry))
        self._head = head

    def _flush(self) -> None:
        for name, rows in self._made.items():
            getattr(self._models, name).objects.bulk_create(rows, batch_size=500)
            rows.clear()

    def _finish(self) -> None:
        """The rows by which the office itself goes on counting."""
        from django.core.management.color import no_style
        from django.db import connection

        numbered = self._models.Number.objects.values_list("code", "year").distinct()
        for code, year in numbered:
            last = self._serials[code, year]
            self._models.Series.objects.update_or_create(code=code, year=year, defaults={"last": last})
        for sql in connection.ops.sequence_reset_sql(no_style(), [getattr(self._models, name) for name in TABLES]):
            with connection.cursor() as cursor:
                cursor.execute(sql)


def _moved(name: str, row: Row, again: _Repeat) -> Row:
    """The row with an id of its own, its links led to the new rows, its days moved, its title that of the matter."""
    new = row | {"id": again.ids[name][row["id"]]}
    for column, value in row.items():
        if column in LINKS and value is not None:
            new[column] = again.ids[LINKS[column]][value]
        elif isinstance(value, date):
            new[column] = value + again.later
    if "title" in new:
        new["title"] = new["title"].replace(*again.titles)
    return new | ({"key": None} if "key" in new else {})
