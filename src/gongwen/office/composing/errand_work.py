"""拟稿的差事: what a sheet needs a press for: its true page, its next version, an edited file handed in."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from gongwen import printing, registry
from gongwen.errors import Refused
from gongwen.office import handing_in
from gongwen.office.composing import handing_over, previewing, redrafting
from gongwen.office.composing import sheet as sheets
from gongwen.office.errand_slip import Slip, result
from gongwen.office.people import Actor

PREVIEW, REDRAFT, HAND_IN = "preview", "redraft", "hand_in"
DPI = 144


def preview_ready(argument: Mapping[str, Any], about: str, actor: Actor, now: datetime) -> None:
    """Refused for whoever cannot fill in the sheet."""
    sheet_of(argument["sheet"], actor, now)


def failed_preview(asked: Mapping[str, Any], actor: Actor) -> registry.ErrandRow | None:
    """The errand of just this page, if it was the last one tried and failed."""
    wanted = registry.plain(dict(asked))
    rows = (row for row in registry.errands(asked_by=actor.person) if row.kind == PREVIEW and row.argument == wanted)
    last = next(rows, None)
    return last if last and last.state == "失败" else None


def give_up_previews(asked: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Nobody waits any more for the page of what was typed before: those not begun yet, or under way, are cancelled."""
    wanted = registry.plain(dict(asked))
    for row in registry.errands(asked_by=actor.person, unfinished=True):
        if row.kind == PREVIEW and row.argument["sheet"] == wanted["sheet"] and row.argument != wanted:
            with suppress(Refused):  # it was done in this very moment
                registry.cancel_errand(row.id, now)


def preview(slip: Slip) -> dict[str, Any]:
    """The true page; argument: `sheet` (the name of its working copy) and `values`."""
    sheet = sheet_of(slip.argument["sheet"], slip.actor, slip.now)
    slip.told(0, 1, "排版")
    made = previewing.preview(sheet, slip.argument["values"], slip.printer)
    path = slip.folder / "版面.pdf"
    path.write_bytes(made.pdf)
    return result(slip.hand_over(path), **previewing.as_dict(made))


def redraft_ready(argument: Mapping[str, Any], about: str, actor: Actor, now: datetime) -> None:
    """Refused and BadInput as in `redrafting.redraft`."""
    redrafting.require_open(about, argument["values"], actor=actor, now=now)


def redraft(slip: Slip) -> dict[str, Any]:
    """The next version of the paper that it is about; argument: `values`."""
    slip.told(0, 1, "排版、核稿")
    values, before = slip.argument["values"], sheets.paper_of(slip.about).latest
    paper = redrafting.redraft(slip.about, values, actor=slip.actor, now=slip.now, printer=slip.printer)
    latest = paper.versions[-1]
    same = before is not None and latest.no == before.no
    told = f"内容没有改动，仍是第{latest.no}稿。" if same else f"已存为第{latest.no}稿。"
    return result(told=[told, handing_in.outcome(paper)])


def hand_in_ready(argument: Mapping[str, Any], about: str, actor: Actor, now: datetime) -> None:
    """BadInput when the file is not the one that was looked at."""
    handing_over.waiting(about, str(argument["sha"]), actor)
    if why := handing_over.why_not(about, actor, now):
        raise Refused(why)


def hand_in(slip: Slip) -> dict[str, Any]:
    """The edited file that waits becomes the paper; argument: `sha`, and `correction` when declared a 文字更正."""
    slip.told(0, 1, "排版")
    paper = handing_over.hand_over(
        slip.about, str(slip.argument["sha"]), actor=slip.actor, now=slip.now, printer=slip.printer,
        correction=bool(slip.argument.get("correction")),
    )  # fmt: skip
    return result(told=[f"已收下，为第{paper.versions[-1].no}稿。", handing_in.outcome(paper)])


def sheet_of(about: str, actor: Actor, now: datetime) -> sheets.Sheet:
    """The sheet of a working copy, for this person to fill in; Refused when it is not theirs to fill in now."""
    if about.startswith(sheets.NEW):
        sheets.require_drafter(actor, now)
        return sheets.of_new(about.removeprefix(sheets.NEW), now)
    flow = about.removeprefix(sheets.OF_PAPER)
    if why := sheets.why_not(flow, actor, now):
        raise Refused(why)
    return sheets.of_paper(flow)


def picture(pdf: bytes, page: int) -> bytes:
    """One page as PNG."""
    return printing.picture(pdf, page, DPI)


def values_of(sheet: sheets.Sheet) -> tuple[dict[str, Any], registry.WorkingCopyRow | None]:
    """What the sheet holds now: what was typed last, else what is on record."""
    row = registry.working_copy(sheet.about)
    found = row.values if row else sheet.values
    return {name: value for name, value in found.items() if value not in (None, "", [])}, row
