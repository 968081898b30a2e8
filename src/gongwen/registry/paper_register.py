"""文件: the papers of a case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from gongwen.document.reference import Reference
from gongwen.errors import BadInput, Refused
from gongwen.numbering import RESERVED
from gongwen.registry import journal
from gongwen.registry.canonical import fingerprint, plain
from gongwen.registry.case_register import find as find_case
from gongwen.registry.case_register import retitle, touch
from gongwen.registry.looking import once
from gongwen.registry.models import Event, Number, Paper, PaperVersion
from gongwen.registry.transactions import writing
from gongwen.registry.values import PAPER_STANDINGS, PaperRow, TemplateCount, VersionRow

CORRECTION = "文字更正：第{}稿"
"""How a version's row keeps of which version it is declared to be no more than a correction."""
_CORRECTS = re.compile(CORRECTION.format(r"(\d+)"))
IN_FORCE = PAPER_STANDINGS[0]
_CHANGEABLE = ("title", "kind", "inputs", "occasion", "filed", "issued_on", "flow")


def add_paper(
    *,
    case: str | None,
    flow: str | None = None,
    template: str,
    template_hash: str,
    kind: str,
    title: str,
    occasion: str = "",
    inputs: Mapping[str, Any],
    key: str | None = None,
    actor: str,
    now: datetime,
) -> PaperRow:
    """Register a paper of a case, and of its own 发文 flow where it has one. `inputs` are the template's values.

    The same `key` again returns the paper registered with it.
    """
    with writing():
        if key is not None and (known := Paper.objects.filter(key=key).first()):
            return paper(known.pk)
        row = Paper.objects.create(
            case=find_case(case) if case else None,
            flow=find_case(flow) if flow else None,
            template=template,
            template_hash=template_hash,
            kind=kind,
            title=title,
            occasion=occasion,
            inputs=plain(dict(inputs)),
            key=key,
        )
        # The title, too, may name a family; the journal keeps what it was by its hash.
        told = {"title": fingerprint(title), "template": template, "inputs": fingerprint(row.inputs)}
        note("登记文件", row, actor=actor, now=now, **told)
        return paper(row.pk)


def set_paper(id: int, *, actor: str, now: datetime, **changes: Any) -> PaperRow:
    """Change title, kind, inputs, occasion, filed, issued_on (成文日期) or flow; unchanged values write nothing.
    A new title is its own flow's title, too.

    A paper's number is not among them: it is given once, by `take_number`.
    """
    unknown = sorted(set(changes) - set(_CHANGEABLE))
    if unknown:
        raise TypeError(f"set_paper cannot change {', '.join(unknown)}")
    with writing():
        row = find(id)
        wanted = {name: _stored(name, value) for name, value in changes.items()}
        changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
        if changed:
            Paper.objects.filter(pk=id).update(**changed)
            if "title" in changed and row.flow:
                retitle(row.flow, changed["title"])
            told = {name: value.code if name == "flow" and value else value for name, value in changed.items()}
            note("更改文件登记", row, actor=actor, now=now, fields=sorted(changed), hash=fingerprint(told))
        return paper(id)


def change_standing(
    id: int, standing: str, *, since: date | None = None, basis: str = "", actor: str, now: datetime
) -> PaperRow:
    """Record that a paper is 作废 (given up before it was issued), 撤销 (void from the beginning) or 废止 (void from
    the day `since`), and on what ground. The same again changes nothing.

    BadInput on an unknown word, without a ground, or 废止 without its day; Refused when the paper no longer stands.
    """
    _check_standing(standing, since, basis)
    with writing():
        row = find(id)
        told = {"standing": standing, "standing_from": since, "standing_basis": basis.strip()}
        if all(getattr(row, name) == value for name, value in told.items()):
            return paper(id)
        if row.standing != IN_FORCE:
            raise Refused(f"文件「{row.title}」已经{row.standing}（{row.standing_basis}），不能再办理{standing}。")
        Paper.objects.filter(pk=id).update(**told)
        note(f"公文{standing}", row, actor=actor, now=now, since=since, basis=fingerprint(basis.strip()))
        return paper(id)


def paper(id: int) -> PaperRow:
    """The paper; BadInput when there is none."""
    return _row(find(id))


def paper_with_key(key: str) -> PaperRow | None:
    """The paper registered with this key, or whose 发文 flow was opened with it; None when there is none."""
    # One key after the other: asked for both at once, the database would look through every paper.
    opening = Event.objects.filter(key=key, seq=1).values("case_id")
    found = _papers().filter(key=key).first() or _papers().filter(flow__in=opening).order_by("pk").first()
    return _row(found) if found else None


@once
def papers(case: str | None = None, flow: str | None = None) -> tuple[PaperRow, ...]:
    """Papers in the order they were registered; those of a case, of a flow, or all."""
    wanted = {"case__code": case, "flow__code": flow}
    found = _papers().filter(**{name: value for name, value in wanted.items() if value is not None})
    return tuple(_row(row) for row in found.prefetch_related("versions").order_by("pk"))


def paper_counts(template: str) -> tuple[TemplateCount, ...]:
    """How many papers were drafted from each version of a template; under way while their own flow is open, those
    without one (forms, contracts) while their case is."""
    open_ = Q(flow__isnull=False, flow__closed_at=None) | Q(flow=None, case__isnull=False, case__closed_at=None)
    found = Paper.objects.filter(template=template).values("template_hash").order_by("template_hash")
    counted = found.annotate(papers=Count("id"), running=Count("id", filter=open_))
    return tuple(
        TemplateCount(template=template, hash=row["template_hash"], papers=row["papers"], running=row["running"])
        for row in counted
    )


# Below: for the other modules of this room only.


def find(id: int) -> Paper:
    """The paper's row."""
    row = _papers().filter(pk=id).first()
    if row is None:
        raise BadInput(f"没有第 {id} 号文件，请核对（查看全部：gongwen paper list）。")
    return row


def note(act: str, row: Paper, *, actor: str, now: datetime, **details: Any) -> None:
    """Journal a change of a paper, under its case or else its flow, and raise the versions of both."""
    touch(row.case, row.flow)
    home = row.case or row.flow
    journal.append(act, actor=actor, now=now, case=home.code if home else "", paper=row.pk, **details)


def version_row(found: PaperVersion) -> VersionRow:
    """The value of a version's row."""
    return VersionRow(
        no=found.no,
        docx_sha=found.docx_id,
        pdf_sha=found.pdf_id,
        findings=tuple(found.findings),
        origin=found.origin,
        by=found.by,
        at=found.at,
        substance=found.substance,
        corrects=_corrects(found.declared),
    )


def _corrects(declared: str) -> int | None:
    told = _CORRECTS.fullmatch(declared)
    return int(told[1]) if told else None


def reference_of(row: Paper) -> Reference | None:
    """The number the paper bears, if it has been given one; one that is only reserved for it is none."""
    number: Number | None = getattr(row, "number", None)
    if number is None or number.state == RESERVED:
        return None
    return Reference(number.code, number.year, number.serial)


def _papers():  # type: ignore[no-untyped-def]
    return Paper.objects.select_related("case", "flow", "number")


def _check_standing(standing: str, since: date | None, basis: str) -> None:
    if standing not in PAPER_STANDINGS[1:]:
        raise BadInput(f"公文效力「{standing}」不认识，可用：{'、'.join(PAPER_STANDINGS[1:])}。")
    if not basis.strip():
        raise BadInput(f"公文{standing}要写明依据。")
    if standing == PAPER_STANDINGS[3] and since is None:
        raise BadInput(f"公文{standing}要写明从哪一天起失效。")


def _stored(name: str, value: Any) -> Any:
    if name == "flow":
        return find_case(value) if value else None
    return plain(dict(value)) if name == "inputs" else value


def listed_row(row: Paper) -> PaperRow:
    """The value of a paper's row for a list: without its versions, which a list does not show."""
    return _row(row, versions=False)


def _row(row: Paper, *, versions: bool = True) -> PaperRow:
    return PaperRow(
        id=row.pk,
        case=row.case.code if row.case else None,
        flow=row.flow.code if row.flow else None,
        template=row.template,
        template_hash=row.template_hash,
        kind=row.kind,
        title=row.title,
        occasion=row.occasion,
        inputs=row.inputs,
        filed=row.filed,
        issued_on=row.issued_on,
        reference=reference_of(row),
        standing=row.standing,
        standing_from=row.standing_from,
        standing_basis=row.standing_basis,
        versions=tuple(version_row(found) for found in row.versions.all()) if versions else (),
    )
