"""现场照片: photographs that come with a form: checked at the counter, and filed as a paper of the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gongwen import printing, registry
from gongwen.document import dates
from gongwen.document.fields import Field
from gongwen.errors import BadInput
from gongwen.office.clock import day_of
from gongwen.office.paperwork import drafts
from gongwen.office.procedures import shelf
from gongwen.office.receiving import uploads
from gongwen.office.staffing.privacy import PHOTOS

MOST = 20
"""Photographs of one field: more tell no more, and somebody has to look at each."""
SHOWN = 480
"""The longer side (dots) of a photograph beside the form it belongs to."""
_KINDS = ("image/jpeg", "image/png")


def keep(name: str, data: bytes) -> str:
    """Keep one photograph that a form will name; its SHA-256. BadInput when it is none or cannot be read."""
    sha = uploads.keep(name, data, (uploads.JPEG, uploads.PNG))
    _check(sha)
    return sha


def shown(sha: str) -> bytes:
    """A photograph that was kept, small and upright, without what the camera noted; JPEG or PNG."""
    return printing.upright(uploads.leaf(sha), longest=SHOWN)


def check_photos(fields: Sequence[Field], given: Mapping[str, Any]) -> None:
    """BadInput names every photograph that is none or cannot be opened, and a field with too many."""
    faults = []
    for one in fields:
        if one.type == "photos" and given.get(one.name):
            faults += _faults(one, given[one.name])
    if faults:
        raise BadInput.of(faults)


def album_of(case: registry.CaseRow, event: registry.EventRow) -> bytes | None:
    """The photographs of this act as a PDF, each with what it shows, when it was taken and who sent it; None where the
    act brought none."""
    found = [
        printing.Captioned(uploads.leaf(sha), _caption(one, number, len(shas), uploads.leaf(sha), event))
        for one, shas in _sent(case, event)
        for number, sha in enumerate(shas, 1)
    ]
    return printing.album(found, _title(case, event)) if found else None


def file_album(case: registry.CaseRow, event: registry.EventRow, album: bytes, hand: drafts.Hand) -> registry.PaperRow:
    """The album as a filed paper of the case; once for each act."""
    paper = registry.add_paper(
        case=case.code,
        template=PHOTOS,
        template_hash="",
        kind=PHOTOS,
        title=_title(case, event),
        occasion=event.party,
        inputs={"values": {}, "drafted_on": day_of(hand["now"]).isoformat(), "event": event.id},
        key=f"{case.code}:{PHOTOS}:{event.seq}",
        **hand,
    )
    registry.add_version(paper.id, docx=None, pdf=album, findings=[], origin="scan", **hand)
    return registry.set_paper(paper.id, filed=True, **hand)


def _sent(case: registry.CaseRow, event: registry.EventRow) -> Iterator[tuple[Field, list[str]]]:
    rule = shelf.stage(case, event.source).rule(event.action)
    for one in rule.form if rule else ():
        if one.type == "photos" and event.form.get(one.name):
            yield one, list(dict.fromkeys(event.form[one.name]))


def _title(case: registry.CaseRow, event: registry.EventRow) -> str:
    label = next((one.label for one, _ in _sent(case, event)), PHOTOS)
    whose = f"（{event.party}）" if event.party else ""
    return f"{drafts.form_title(label, case.title)}{whose}"


def _caption(one: Field, number: int, all: int, photo: printing.Leaf, event: registry.EventRow) -> str:
    taken = printing.taken_at(photo)
    when = f"{dates.printed(taken.date())}{taken:%H:%M}拍摄" if taken else "照片里没有记拍摄时间"
    which = f"{one.label}　第{number}张，共{all}张" if all > 1 else one.label
    return f"{which}　{when}　{event.actor}{dates.printed(day_of(event.at))}报送"


def _faults(one: Field, shas: Sequence[str]) -> Iterator[str]:
    place = f"栏目「{one.name}」（{one.label}）"
    if len(shas) > MOST:
        yield f"{place}最多 {MOST} 张照片，现有 {len(shas)} 张，请挑要紧的交。"
    for sha in shas:
        try:
            _check(sha)
        except BadInput as error:
            yield f"{place}：{error}"


def _check(sha: str) -> None:
    kept = registry.file(sha)
    if kept.media_type not in _KINDS:
        raise BadInput(f"「{kept.name}」不是照片，请交 JPG 或 PNG。")
    printing.check_photo(uploads.leaf(sha))
