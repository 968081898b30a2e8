"""回传登记: signed copies that come back page by page, and what a person of the office found on them.

收页中 → 待核对 → 已核对, or 已退回 and from there once more. Pages change only while nobody is to match them; whoever
matches names the pages they saw, so two people at once, or a page exchanged meanwhile, cannot be taken for one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max

from gongwen.errors import BadInput, Refused
from gongwen.registry import journal, moments
from gongwen.registry.canonical import fingerprint, plain
from gongwen.registry.case_register import find as find_case
from gongwen.registry.case_register import touch
from gongwen.registry.models import File, Paper, ReturnPage, SignedReturn
from gongwen.registry.transactions import writing
from gongwen.registry.values import RETURN_STATES, ReturnPageRow, ReturnRow

COLLECTING, HANDED_IN, MATCHED, SENT_BACK = RETURN_STATES
_OPEN = (COLLECTING, SENT_BACK)


def start_return(
    case: str, *, paper: int, issued: str, action: str, party: str = "", actor: str, now: datetime
) -> ReturnRow:
    """Begin to collect the signed copy of the PDF `issued` (its SHA-256) for this act. There is one for each issued
    copy: begun again, it is the one there was."""
    with writing():
        known = SignedReturn.objects.filter(
            case__code=case, paper_id=paper, issued_id=issued, action=action, party=party
        ).first()
        if known:
            return signed_return(known.pk)
        row = SignedReturn.objects.create(
            case=find_case(case),
            paper=Paper.objects.get(pk=paper),
            issued=File.objects.get(sha=issued),
            action=action,
            party=party,
            by=actor,
            at=moments.utc(now),
        )
        _note("开始回传", row, actor=actor, now=now, files=(issued,), action=action, party=party)
        return signed_return(row.pk)


def add_return_page(
    id: int, sha: str, *, pages: int = 1, instead_of: int | None = None, actor: str, now: datetime
) -> ReturnRow:
    """Add a file of the store as the last upload of the return, or in the place of the upload `instead_of`. The same
    file again is the upload it was. Refused while a person matches, or once they have."""
    with writing():
        row = _changeable(id)
        known = row.pages.filter(file_id=sha).first()
        old = _page(row, instead_of) if instead_of is not None else None
        if known and old and known != old:
            raise BadInput(f"这份文件就是已传的第{_place(row, known)}页，请换一份。")
        if known is None:
            _put_in(row, sha, pages, old, actor, now)
        return signed_return(row.pk)


def remove_return_page(id: int, page: int, *, actor: str, now: datetime) -> ReturnRow:
    """Take an upload out again; the following ones move up. One that is not there any more changes nothing."""
    with writing():
        row = _changeable(id)
        found = row.pages.filter(pk=page).first()
        if found:
            found.delete()
            _number(list(row.pages.all()))
            _note("删去回传页", row, actor=actor, now=now, files=(found.file_id,), no=found.no)
        return signed_return(row.pk)


def order_return_pages(id: int, pages: Sequence[int], *, actor: str, now: datetime) -> ReturnRow:
    """Put the uploads in this order; BadInput when these are not exactly the uploads there are."""
    with writing():
        row = _changeable(id)
        found = {page.pk: page for page in row.pages.all()}
        if sorted(found) != sorted(pages):
            raise BadInput("页面已有增减，排序没有保存，请刷新后重新排。")
        if list(found) != list(pages):
            _number([found[page] for page in pages])
            _note("调整回传页序", row, actor=actor, now=now, order=[found[page].file_id for page in pages])
        return signed_return(row.pk)


def hand_in_return(id: int, form: Mapping[str, Any], *, actor: str, now: datetime) -> ReturnRow:
    """Hand the collected pages in to be matched, with the rest of the move's form. Handed in already: nothing more."""
    with writing():
        row = _find(id)
        if row.state == HANDED_IN:
            return signed_return(row.pk)
        _require_open(row)
        told = plain(dict(form))
        _set(row, state=HANDED_IN, form=told, handed_in_by=actor, handed_in_at=moments.utc(now), note="")
        _note("交回签署件", row, actor=actor, now=now, files=_shas(row), form=fingerprint(told), changes=True)
        return signed_return(row.pk)


def recall_return(id: int, *, actor: str, now: datetime) -> ReturnRow:
    """Take back what was handed in, as long as nobody has matched it, to mend it."""
    with writing():
        row = _find(id)
        if row.state in _OPEN:
            return signed_return(row.pk)
        _require(row, HANDED_IN)
        _set(row, state=COLLECTING)
        _note("取回签署件", row, actor=actor, now=now, changes=True)
        return signed_return(row.pk)


def confirm_return(
    id: int, *, seen: str, file: str, ticks: Iterable[str], note: str = "", actor: str, now: datetime
) -> ReturnRow:
    """Record that a person compared the pages `seen` (`ReturnRow.digest`) with the issued copy and found what `ticks`
    say; `file` is the assembled copy. Refused when they were changed or judged meanwhile."""
    with writing():
        row = _judged(id, seen)
        _set(row, state=MATCHED, file_id=file, ticks=list(ticks), note=note, **_checked(actor, now))
        _note("核对签署件", row, actor=actor, now=now, files=(file, row.issued_id), ticks=row.ticks, changes=True)
        return signed_return(row.pk)


def send_back_return(
    id: int, *, seen: str, faults: Mapping[int, str], note: str = "", actor: str, now: datetime
) -> ReturnRow:
    """Send the return back with what is wrong with which uploads (by their ids) or with the whole (`note`)."""
    with writing():
        row = _judged(id, seen)
        for page in row.pages.all():
            page.fault = faults.get(page.pk, "")
            page.save(update_fields=["fault"])
        _set(row, state=SENT_BACK, note=note, **_checked(actor, now))
        told = fingerprint([note, *faults.values()])
        _note("退回签署件", row, actor=actor, now=now, files=_shas(row), faults=told, changes=True)
        return signed_return(row.pk)


def signed_return(id: int) -> ReturnRow:
    """One return; BadInput when there is none."""
    return _row(_find(id))


def returns(case: str | None = None, *, state: str | None = None) -> tuple[ReturnRow, ...]:
    """Returns in the order they were handed in (those still collected last): of one case, in one state."""
    wanted = {"case__code": case, "state": state}
    found = _returns().filter(**{name: value for name, value in wanted.items() if value is not None})
    return tuple(_row(row) for row in found.prefetch_related("pages__file").order_by("handed_in_at", "pk"))


def _put_in(row: SignedReturn, sha: str, pages: int, old: ReturnPage | None, actor: str, now: datetime) -> None:
    no = old.no if old else (row.pages.aggregate(last=Max("no"))["last"] or 0) + 1
    if old:
        old.delete()
    ReturnPage.objects.create(
        returned=row, no=no, file=File.objects.get(sha=sha), pages=pages, by=actor, at=moments.utc(now)
    )
    replaced = {"replaces": old.file_id} if old else {}
    _note("回传一页", row, actor=actor, now=now, files=(sha,), no=no, pages=pages, **replaced)


def _number(pages: Sequence[ReturnPage]) -> None:
    for no, page in enumerate(pages, 1):
        if page.no != no:
            page.no = no
            page.save(update_fields=["no"])


def _judged(id: int, seen: str) -> SignedReturn:
    """The return that somebody matched, if it is still what they saw."""
    row = _find(id)
    _require(row, HANDED_IN)
    if _row(row).digest != seen:
        raise Refused("核对期间项目单位换了页，本次核对没有登记，请刷新后重新核对。")
    return row


def _changeable(id: int) -> SignedReturn:
    row = _find(id)
    _require_open(row)
    return row


def _require_open(row: SignedReturn) -> None:
    if row.state == HANDED_IN:
        raise Refused("签署件已经交回，正等办公室核对；要补页、换页的，请先取回。")
    if row.state == MATCHED:
        raise Refused(f"签署件已由{row.checked_by}核对无误，不用再传。")


def _require(row: SignedReturn, state: str) -> None:
    if row.state == state:
        return
    if row.state in (MATCHED, SENT_BACK):
        what = "核对无误" if row.state == MATCHED else "退回重传"
        day = moments.office_day(row.checked_at)
        raise Refused(f"这份签署件已由{row.checked_by}于{day}{what}，请刷新后查看。")
    raise Refused("项目单位还在传这份签署件，没有交回，现在不能核对。")


def _checked(actor: str, now: datetime) -> dict[str, Any]:
    return {"checked_by": actor, "checked_at": moments.utc(now)}


def _page(row: SignedReturn, id: int) -> ReturnPage:
    found = row.pages.filter(pk=id).first()
    if found is None:
        raise BadInput("要替换的那一页已经不在了，请刷新后重新操作。")
    return found


def _place(row: SignedReturn, page: ReturnPage) -> int:
    """The page's number among all pages of the return."""
    before = row.pages.filter(no__lt=page.no).values_list("pages", flat=True)
    return sum(before) + 1


def _shas(row: SignedReturn) -> list[str]:
    return list(row.pages.values_list("file_id", flat=True))


def _set(row: SignedReturn, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def _note(
    act: str, row: SignedReturn, *, actor: str, now: datetime, changes: bool = False, files: Any = (), **details: Any
) -> None:
    """Journal the act; handing in and judging change a fact of the case, so they raise its version."""
    if changes:
        touch(row.case)
    journal.append(
        act, actor=actor, now=now, case=row.case.code, files=files, returned=row.pk, paper=row.paper_id, **details
    )


def _returns():  # type: ignore[no-untyped-def]
    return SignedReturn.objects.select_related("case")


def _find(id: int) -> SignedReturn:
    row = _returns().filter(pk=id).first()
    if row is None:
        raise BadInput(f"没有第 {id} 号回传件，请从待办重新进入。")
    return row


def _row(row: SignedReturn) -> ReturnRow:
    return ReturnRow(
        id=row.pk,
        case=row.case.code,
        paper=row.paper_id,
        action=row.action,
        party=row.party,
        state=row.state,
        issued=row.issued_id,
        form=row.form,
        pages=tuple(_page_row(page) for page in row.pages.all()),
        file=row.file_id,
        by=row.by,
        at=row.at,
        handed_in_by=row.handed_in_by,
        handed_in_at=row.handed_in_at,
        checked_by=row.checked_by,
        checked_at=row.checked_at,
        ticks=tuple(row.ticks),
        note=row.note,
    )


def _page_row(page: ReturnPage) -> ReturnPageRow:
    return ReturnPageRow(
        id=page.pk,
        no=page.no,
        sha=page.file_id,
        name=page.file.name,
        media_type=page.file.media_type,
        pages=page.pages,
        fault=page.fault,
        by=page.by,
        at=page.at,
    )
