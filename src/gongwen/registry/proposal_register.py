"""待发布: versions of templates and workflows that one person hands in and another publishes or turns down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongwen.errors import BadInput, Refused
from gongwen.registry import journal, moments, originals, store
from gongwen.registry.canonical import fingerprint
from gongwen.registry.models import Proposal
from gongwen.registry.transactions import writing
from gongwen.registry.values import PROPOSAL_STATES, ProposalRow, Published

WAITING, PUBLISHED, TURNED_DOWN = PROPOSAL_STATES


def propose(kind: str, name: str, files: Mapping[str, bytes], *, note: str = "", by: str, now: datetime) -> ProposalRow:
    """Keep a version until a second person has seen it. The same content by the same person is the proposal it was;
    Refused while another one of that name waits."""
    originals.check(kind, name, files)
    kept = {path: store.put(data, path, "application/octet-stream").sha for path, data in files.items()}
    content = fingerprint(kept)
    with writing():
        waiting = Proposal.objects.filter(kind=kind, name=name, state=WAITING).first()
        if waiting and (waiting.hash, waiting.by) == (content, by):
            return _row(waiting)
        if waiting:
            raise Refused(_stands_in_the_way(waiting))
        made = Proposal.objects.create(
            kind=kind, name=name, hash=content, files=kept, note=note, by=by, at=moments.utc(now)
        )
        _note("提出发布", made, by, now, note=fingerprint(note))
        return _row(made)


def publish_proposal(id: int, *, instead_of: str | None = None, by: str, now: datetime) -> Published:
    """Publish what waits: by somebody else than who handed it in. `instead_of` is the hash of the version that the
    publisher compared it with (empty for none); Refused when another one has been published since."""
    with writing():
        row = _decidable(id, by)
        present = next((one.hash for one in reversed(_versions(row))), "")
        if instead_of is not None and instead_of != present:
            raise Refused(f"{_called(row)}在您查看以后又发布过别的版本，请重新查看改动再办。")
        files = {path: store.get(sha) for path, sha in row.files.items()}
        made = originals.publish(row.kind, row.name, files, actor=by, now=now)
        _decide(row, PUBLISHED, by, now)
        _note("批准发布", row, by, now, version=made.version)
        return made


def turn_down_proposal(id: int, *, reason: str, by: str, now: datetime) -> ProposalRow:
    """Do not publish what waits, for a reason; whoever handed it in takes it back themselves (then nobody decided)."""
    if not reason.strip():
        raise BadInput("不采用要写明理由，请补填。")
    with writing():
        row = _waiting(id)
        row.reason, own = reason.strip(), row.by == by
        _decide(row, TURNED_DOWN, "" if own else by, now)
        _note("收回新版" if own else "不采用新版", row, by, now, reason=fingerprint(row.reason))
        return _row(row)


def proposal(id: int) -> ProposalRow:
    """One proposal; BadInput when there is none."""
    return _row(_find(id))


def proposals(kind: str | None = None, name: str | None = None, *, waiting: bool = False) -> tuple[ProposalRow, ...]:
    """Proposals, newest first: of a kind, of a name, or only those that wait."""
    wanted = {"kind": kind, "name": name, "state": WAITING if waiting else None}
    found = Proposal.objects.filter(**{key: value for key, value in wanted.items() if value is not None})
    return tuple(_row(row) for row in found.order_by("-id"))


def proposal_files(id: int) -> dict[str, bytes]:
    """The files of a proposal by path, read and verified."""
    return {path: store.get(sha) for path, sha in sorted(_find(id).files.items())}


def _decidable(id: int, by: str) -> Proposal:
    row = _waiting(id)
    if row.by == by:
        raise Refused(f"{_called(row)}的这份新版是{by}自己提出的，要由另一个人发布。")
    return row


def _waiting(id: int) -> Proposal:
    row = _find(id, lock=True)
    if row.state == PUBLISHED:
        raise Refused(f"{_called(row)}的这份新版已由{row.decided_by}发布，不必再办。")
    if row.state == TURNED_DOWN:
        who = f"{row.decided_by}已不采用" if row.decided_by else f"{row.by}已收回"
        raise Refused(f"{_called(row)}的这份新版{who}（{row.reason}），不能再办；需要的请重新提出。")
    return row


def _find(id: int, *, lock: bool = False) -> Proposal:
    found = Proposal.objects.select_for_update() if lock else Proposal.objects
    row = found.filter(pk=id).first()
    if row is None:
        raise BadInput(
            f"没有第 {id} 号待发布的新版，请核对（历次提出的见 gongwen workflow proposals，或网页的「模板和流程」）。"
        )
    return row


def _decide(row: Proposal, state: str, by: str, now: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, by, moments.utc(now)
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])


def _note(act: str, row: Proposal, by: str, now: datetime, **details: object) -> None:
    told = {"proposal": row.pk, "kind": row.kind, "name": row.name, "hash": row.hash}
    journal.append(act, actor=by, now=now, files=row.files.values(), **told, **details)


def _versions(row: Proposal) -> list[Published]:
    return [one for one in originals.published_list(row.kind) if one.name == row.name]


def _stands_in_the_way(waiting: Proposal) -> str:
    day = f"{moments.office_day(waiting.at):%-m月%-d日}"
    which = f"{waiting.by} {day}提出的新版（第 {waiting.pk} 号）"
    return f"{_called(waiting)}还有{which}没有发布，请先由另一个人发布或不采用，或者由提出人收回，再提出下一份。"


def _called(row: Proposal) -> str:
    return f"{originals.CALLED[row.kind]}「{row.name}」"


def _row(found: Proposal) -> ProposalRow:
    return ProposalRow(
        id=found.pk,
        kind=found.kind,
        name=found.name,
        hash=found.hash,
        files=dict(found.files),
        note=found.note,
        by=found.by,
        at=found.at,
        state=found.state,
        decided_by=found.decided_by,
        decided_at=found.decided_at,
        reason=found.reason,
    )
