"""日志: an append-only hash chain, written in the same transaction as the facts it records.

Each entry's hash covers the entry before it, so an edited, inserted, deleted or reordered entry breaks the chain at
that place. A cut tail leaves a whole chain behind; it is found by the witness (`registry/witness.py`): the head that
`HOME/journal.head`, a printed paper or a person's own note remembers must occur in the chain. Both are checked by
`registry/verification.py`, and that the records still are what the journal says of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import connection
from django.db.models import Q

from gongwen.registry import moments
from gongwen.registry.canonical import canonical
from gongwen.registry.looking import once
from gongwen.registry.models import JournalEntry
from gongwen.registry.values import EntryRow, JournalState

START = "0" * 64
"""What the first entry names as its previous hash."""

_CHUNK = 2000

NUMBERED = "取号"
"""The act by which a paper gets its number."""


def append(
    act: str,
    *,
    actor: str,
    now: datetime,
    case: str = "",
    role: str = "",
    for_whom: str = "",
    files: Iterable[str | None] = (),
    **details: Any,
) -> None:
    """Add an entry inside the caller's transaction: who, in which role, for whom (a deputy's principal), what, when.

    Contents are recorded by their hash (`files`: SHA-256 of files of the store, None left out), so that the journal,
    which nobody can shorten, never holds personal data. Role, principal and files are in the text only where given.
    """
    number, previous = _next()
    told: dict[str, Any] = {"number": number, "at": moments.utc(now), "actor": actor, "act": act, "case": case}
    given = {"role": role, "for": for_whom, "files": list(dict.fromkeys(sha for sha in files if sha))}
    told |= {"details": details} | {name: value for name, value in given.items() if value}
    text = canonical(told)
    JournalEntry.objects.create(number=number, case=case, text=text, previous=previous, hash=link(previous, text))


def entries(code: str | None = None, *, last: int | None = None) -> tuple[EntryRow, ...]:
    """All entries, or those of one case, oldest first; the `last` so many of them where given."""
    found = JournalEntry.objects.order_by("-number")
    if code is not None:
        found = found.filter(case=code)
    return tuple(reversed([_row(entry) for entry in (found if last is None else found[: max(last, 0)])]))


def find_entries(
    *, case: str = "", actor: str = "", act: str = "", before: int | None = None, most: int
) -> tuple[EntryRow, ...]:
    """The newest entries first, at `most` so many, older than number `before`: of one case, by one person (their own
    acts and those done for them), of one act."""
    found = JournalEntry.objects.order_by("-number")
    found = found.filter(case=case) if case else found
    found = found if before is None else found.filter(number__lt=before)
    if actor:
        found = found.filter(Q(text__contains=_said("actor", actor)) | Q(text__contains=_said("for", actor)))
    found = found.filter(text__contains=_said("act", act)) if act else found
    return tuple(_row(entry) for entry in found[: max(most, 0)])


def _said(name: str, value: str) -> str:
    """How the text of an entry says that a field has this value."""
    return canonical({name: value})[1:-1]


def journal_head() -> JournalState:
    """How long the journal is now and its last entry's hash, to be printed as a witness; nothing is verified."""
    number, hash = newest() or (0, START)
    return JournalState(count=number, head=hash)


@once
def arrangements() -> str:
    """The hash of the last entry that is about the office itself and not about a case. As long as it stays, nothing
    was changed in organs, posts, deputies, workflows or templates: what is reckoned from those alone still holds."""
    own = JournalEntry.objects.filter(case="").order_by("-number")
    return own.values_list("hash", flat=True).first() or START


def journal_holds(hash: str) -> int | None:
    """The number of the entry with this hash, such as the head printed on a bundle; None when there is none."""
    return JournalEntry.objects.filter(hash=hash.strip().lower()).values_list("number", flat=True).first()


# Below: for the other modules of this room only.


def link(previous: str, text: str) -> str:
    """An entry's hash."""
    return sha256(f"{previous}\n{text}".encode()).hexdigest()


def newest() -> tuple[int, str] | None:
    """Number and hash of the last entry."""
    return JournalEntry.objects.order_by("-number").values_list("number", "hash").first()


def standing_table() -> str:
    """The journal's table as it is called in the open database (registry_entry up to migration 0002)."""
    tables = connection.introspection.table_names()
    return next(name for name in (JournalEntry._meta.db_table, "registry_entry") if name in tables)


def stored(table: str = JournalEntry._meta.db_table) -> Iterator[tuple[int, str, str, str, str]]:
    """Number, case, text, previous hash and hash of every entry, in order; never all of them in memory."""
    quoted = connection.ops.quote_name
    columns = ", ".join(map(quoted, ("number", "case", "text", "previous", "hash")))
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {quoted(table)} ORDER BY number")
        while chunk := cursor.fetchmany(_CHUNK):
            yield from chunk


def _next() -> tuple[int, str]:
    last = newest()
    return (last[0] + 1, last[1]) if last else (1, START)


def _row(entry: JournalEntry) -> EntryRow:
    told = json.loads(entry.text)
    return EntryRow(
        number=entry.number,
        at=datetime.fromisoformat(told["at"]),
        actor=told["actor"],
        act=told["act"],
        case=told["case"],
        role=told.get("role", ""),
        for_whom=told.get("for", ""),
        files=tuple(told.get("files", ())),
        details=told["details"],
        previous=entry.previous,
        hash=entry.hash,
    )
