"""日志: an append-only hash chain, written in the same transaction as the facts it records.

Each entry's hash covers the entry before it, so an edited, inserted, deleted or reordered entry breaks the chain at
that place. A cut tail leaves a whole chain behind; it is found by the witness: the head that `HOME/journal.head` (or
a person's own note) remembers must occur in the chain.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from gongwen.document.reference import Reference
from gongwen.errors import Broken
from gongwen.registry import moments
from gongwen.registry.canonical import canonical
from gongwen.registry.models import JournalEntry, Number
from gongwen.registry.store import home, place
from gongwen.registry.values import EntryRow, JournalState

HEAD_NAME = "journal.head"
START = "0" * 64
"""What the first entry names as its previous hash."""

NUMBERED = "取号"
"""The act by which a paper gets its number."""

_log = logging.getLogger(__name__)


def append(act: str, *, actor: str, now: datetime, case: str = "", **details: Any) -> None:
    """Add an entry inside the caller's transaction. Contents are recorded by their hash, so that the journal, which
    nobody can shorten, never holds personal data."""
    last = JournalEntry.objects.order_by("-number").first()
    number, previous = (last.number + 1, last.hash) if last else (1, START)
    text = canonical(
        {"number": number, "at": moments.utc(now), "actor": actor, "act": act, "case": case, "details": details}
    )
    JournalEntry.objects.create(number=number, case=case, text=text, previous=previous, hash=_link(previous, text))


def witness() -> None:
    """Remember the head outside the table. Killed before this, the file lags behind, which verification allows."""
    last = JournalEntry.objects.order_by("-number").values_list("number", "hash").first()
    if last is None:
        return
    try:
        place(home() / HEAD_NAME, f"{last[0]} {last[1]}\n".encode())
    except OSError:
        # The act itself is committed: to report it as failed would invite doing it twice.
        _log.warning("journal head %s not written", last[0], exc_info=True)


def entries(code: str | None = None) -> tuple[EntryRow, ...]:
    """All entries, or those of one case, oldest first."""
    found = JournalEntry.objects.order_by("number")
    return tuple(_row(entry) for entry in (found if code is None else found.filter(case=code)))


def verify_journal(witness: str | None = None) -> JournalState:
    """Check every entry, that the witnesses (the head file, and `witness`: a hash noted earlier) occur, and that the
    number ledger is what the journal says.

    Broken names the first bad entry or number.
    """
    head = _remembered()
    hashes = [START]
    for entry in _stored():
        _check(entry, len(hashes), hashes[-1])
        hashes.append(entry.hash)
    _check_head(head, hashes)
    if witness is not None and witness.strip().lower() not in hashes:
        raise Broken(
            f"日志中没有见证值 {witness.strip()[:16]}… 所指的记录：末尾的记录被删去，或日志整本被更换，请用备份核对。"
        )
    _check_numbers()
    return JournalState(count=len(hashes) - 1, head=hashes[-1])


def _stored() -> Iterator[JournalEntry]:
    return JournalEntry.objects.order_by("number").iterator(chunk_size=2000)


def _link(previous: str, text: str) -> str:
    return sha256(f"{previous}\n{text}".encode()).hexdigest()


def _check(entry: JournalEntry, wanted: int, previous: str) -> None:
    if entry.number != wanted:
        raise Broken(f"日志第 {wanted} 条缺失，其后的记录不可信，请停止办理并用备份核对。")
    if entry.previous != previous:
        raise Broken(f"日志第 {wanted} 条与前一条衔接不上，日志被改动、插入或调换过，请停止办理并用备份核对。")
    if entry.hash != _link(previous, entry.text) or not _columns_agree(entry):
        raise Broken(f"日志第 {wanted} 条的内容被改动过，请停止办理并用备份核对。")


def _columns_agree(entry: JournalEntry) -> bool:
    told = json.loads(entry.text)
    return (entry.number, entry.case) == (told["number"], told["case"])


def _remembered() -> tuple[int, str] | None:
    """The head file's count and hash; None where it is missing."""
    try:
        words = (home() / HEAD_NAME).read_text("ascii").split()
        return int(words[0]), words[1]
    except FileNotFoundError:
        return None
    except (ValueError, IndexError) as error:
        raise Broken(f"日志见证文件 {HEAD_NAME} 的内容不可读，请用备份核对后再办理。") from error


def _check_head(head: tuple[int, str] | None, hashes: list[str]) -> None:
    count = len(hashes) - 1
    if head is None:
        if count > 1:  # the very first commit may have been cut off before its witness was written
            raise Broken(f"缺少日志见证文件 {HEAD_NAME}，无法确认末尾的记录是否齐全，请用备份核对。")
    elif head[0] > count:
        raise Broken(
            f"日志第 {count + 1} 条至第 {head[0]} 条缺失（见证文件 {HEAD_NAME} 记有 {head[0]} 条），请用备份核对。"
        )
    elif hashes[head[0]] != head[1]:
        raise Broken(f"日志第 {head[0]} 条与见证文件 {HEAD_NAME} 所记不一致，日志整本被更换过，请用备份核对。")


def _check_numbers() -> None:
    """The ledger's table could be changed by hand without touching the chain; both must tell the same."""
    taken = JournalEntry.objects.filter(text__contains=f'"act":"{NUMBERED}"').values_list("text", flat=True)
    details = (json.loads(text)["details"] for text in taken)
    # A flow's action may bear the same name; only taking a number tells a reference.
    journalled = {(told["reference"], told["paper"]) for told in details if "reference" in told}
    rows = Number.objects.values_list("code", "year", "serial", "paper_id")
    kept = {(str(Reference(code, year, serial)), paper) for code, year, serial, paper in rows}
    for reference, paper in sorted(journalled ^ kept):
        where = "日志记有而编号登记没有" if (reference, paper) in journalled else "编号登记有而日志没有记载"
        raise Broken(f"文号{reference}（第 {paper} 号文件）{where}，编号登记被改动过，请停止办理并用备份核对。")


def _row(entry: JournalEntry) -> EntryRow:
    told = json.loads(entry.text)
    return EntryRow(
        number=entry.number,
        at=datetime.fromisoformat(told["at"]),
        actor=told["actor"],
        act=told["act"],
        case=told["case"],
        details=told["details"],
        previous=entry.previous,
        hash=entry.hash,
    )
