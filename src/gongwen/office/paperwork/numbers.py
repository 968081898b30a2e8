"""文号: numbers reserved for a purpose, given up with somebody else's approval, and taken over from the office's book.

Who keeps the book: whoever may take a number in the office's own 发文 flow, and the KEEPERS. Who may approve that a
number is given up is the registry's rule (`numbering.APPROVER_ROLES`).
"""

from __future__ import annotations

import mimetypes
import re
from datetime import datetime
from pathlib import Path

from gongwen import numbering, registry
from gongwen.document.reference import Reference
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.paperwork.drafts import Hand
from gongwen.office.people import Actor
from gongwen.office.procedures import forms, shelf

KEEPERS = ("经办人", "拟稿人", "档案员")
_BRACKETS = str.maketrans("[]【】（）()", "〔〕〔〕〔〕〔〕")
_A_FILE = re.compile(r".*\.[A-Za-z0-9]{2,4}")


def reserve(
    code: str, year: int, purpose: str, *, flow: str | None = None, actor: Actor, now: datetime
) -> registry.NumberRow:
    """Keep the next number back for a purpose, and for the paper of this 发文 flow where there is one already."""
    hand = _hand(actor, now)
    return registry.reserve_number(code, year, purpose, paper=_paper_of(flow) if flow else None, **hand)


def assign(number: str, flow: str, *, actor: Actor, now: datetime) -> registry.NumberRow:
    """Let a reserved number be that of the paper of this 发文 flow; it is taken when the paper is numbered."""
    return registry.assign_reserved(read(number), _paper_of(flow), **_hand(actor, now))


def release(number: str, *, actor: Actor, now: datetime) -> registry.NumberRow:
    """Take a reserved number back from its paper; it stays reserved for its purpose."""
    return registry.release_reserved(read(number), **_hand(actor, now))


def void(number: str, *, reason: str, approver: str, actor: Actor, now: datetime) -> registry.NumberRow:
    """Give a number up for good."""
    return registry.void_number(read(number), reason=reason, approver=approver, **_hand(actor, now))


def give_up(paper: registry.PaperRow, *, reason: str, approver: str, hand: Hand) -> None:
    """What becomes of the number of a paper that is given up before it is issued; nothing where it has none.

    One that was taken is void: `approver` must be somebody else than `hand`'s person and hold one of
    `numbering.APPROVER_ROLES`. One that was only reserved is taken back and waits for another paper.
    """
    held = registry.number_of(paper.id)
    if held is None or held.state == numbering.VOID:
        return
    if held.state == numbering.RESERVED:
        registry.release_reserved(held.reference, **hand)
    else:
        registry.void_number(held.reference, reason=reason, approver=approver, **hand)


def adopt(
    code: str, year: int, *, up_to: int, basis: str, actor: Actor, now: datetime
) -> tuple[registry.NumberRow, ...]:
    """Take over numbers 1…`up_to` that the office gave by hand; `basis` names a file (kept in the store) or says it."""
    hand = _hand(actor, now)
    sha, because = _evidence(basis)
    return registry.adopt_numbers(code, year, up_to=up_to, basis=sha, because=because, **hand)


def adopt_one(
    code: str,
    year: int,
    serial: int,
    *,
    title: str,
    basis: str,
    skipped_because: str = "",
    approver: str = "",
    actor: Actor,
    now: datetime,
) -> registry.NumberRow:
    """Take over one number given by hand, and explain those it jumped over."""
    hand = _hand(actor, now)
    sha, because = _evidence(basis)
    given = {"skipped_because": skipped_because, "approver": approver}
    wanted = Reference(code, year, serial)
    return registry.adopt_number(wanted, title=title, basis=sha, because=because, **given, **hand)


def read(text: str) -> Reference:
    """A number as a person types it: 青民发〔2026〕7号, also with other brackets or without 号."""
    typed = re.sub(r"\s", "", text).translate(_BRACKETS)
    return Reference.parse(typed if typed.endswith("号") else f"{typed}号")


def _hand(actor: Actor, now: datetime) -> Hand:
    """The person as the records name them; Refused when they do not keep the book of numbers."""
    today = day_of(now)
    may = _keepers()
    if not people.roles(actor.person, "", today) & may:
        known = dict.fromkeys(row.person for role in sorted(may) for row in registry.appointments(today, role=role))
        who = f"请交由{'、'.join(known)}办理" if known else f"请先登记担任{'、'.join(sorted(may))}之一的人员"
        raise Refused(f"「{actor.person}」现在不担任{'、'.join(sorted(may))}，不能登记文号；{who}。")
    return {"actor": actor.person, "now": now}


def _keepers() -> frozenset[str]:
    rules = (rule for _, rule in shelf.definition(shelf.PAPER_FLOW).rules())
    numbering_moves = (rule for rule in rules if rule.owes("number"))
    return frozenset(KEEPERS).union(*(rule.by for rule in numbering_moves))


def _paper_of(flow: str) -> int:
    papers = registry.papers(flow=registry.case(flow).code)
    if not papers:
        raise BadInput(f"{flow}不是一份公文的发文办理，请核对发文编号（gongwen paper list）。")
    return papers[0].id


def _evidence(basis: str) -> tuple[str, str]:
    """SHA-256 of the kept file, or the words; a name that looks like a file's must be one (BadInput)."""
    path = Path(basis)
    if "\n" not in basis and len(basis) < 256 and path.is_file():
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return registry.put(forms.read_bytes(path), path.name, kind).sha, ""
    if _A_FILE.fullmatch(basis.strip()):
        raise BadInput(f"读不到依据文件「{basis}」，请核对路径；没有扫描件的，用文字写明依据。")
    return "", basis
