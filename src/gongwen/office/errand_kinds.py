"""差事种类: every kind of long work that can be asked for: its Chinese title, who does it, who may ask.

A kind's function takes a `Slip` and returns a dict (`errand_slip.result`); it raises the office's errors as any other.
Rooms with such functions are imported here, so they never import `errands` (`errand_slip.newest` finds an errand).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongwen.errors import BadInput
from gongwen.office import errand_work
from gongwen.office.composing import errand_work as sheets
from gongwen.office.errand_slip import Slip
from gongwen.office.people import Actor
from gongwen.office.publishing import specimens, walking
from gongwen.office.records import bundling, checking
from gongwen.office.staffing import access

Ready = Callable[[Mapping[str, Any], str, Actor, datetime], None]
"""Takes argument, about, actor and now; BadInput or Refused when there is no use in asking."""


def _always(argument: Mapping[str, Any], about: str, actor: Actor, now: datetime) -> None:
    """Nothing stands against it that is known before it is tried."""


@dataclass(frozen=True)
class Kind:
    """One kind. `admits` is a rule of `staffing.access`; CASE and PAPER look at the case or paper that the errand is
    `about`. A `quick` one (a page to look at) goes before the others and is not held up by a long one. One with a
    `page` of its own is asked for there alone, where what it needs was looked at (a file just handed in)."""

    title: str
    do: Callable[[Slip], Mapping[str, Any]]
    admits: str = access.STAFF
    ready: Ready = _always
    quick: bool = False
    page: bool = False


KINDS: dict[str, Kind] = {
    "bundle": Kind("组卷", bundling.bundle, access.STAFF, bundling.ready, page=True),
    "verify": Kind("核验案卷", checking.verify_bundle, page=True),
    "journal": Kind("核验日志", checking.verify_journal, page=True),
    "export": Kind("导出台账", errand_work.export, ready=errand_work.export_ready),
    "continuity": Kind("印文号登记簿", errand_work.continuity),
    "sheet": Kind("印发文稿纸", errand_work.sheet, access.DESK),
    "redline": Kind("印花脸稿", errand_work.redline, access.DESK),
    "import": Kind("导入名册", errand_work.import_list, access.KEEPERS, errand_work.import_ready, page=True),
    "each": Kind("成批登记签回件", errand_work.take_each, access.STAFF, errand_work.each_ready, page=True),
    "prints": Kind("成批取发文", errand_work.prints, access.KEEPERS),
    sheets.PREVIEW: Kind("看版面", sheets.preview, ready=sheets.preview_ready, quick=True, page=True),
    sheets.REDRAFT: Kind("存新稿", sheets.redraft, ready=sheets.redraft_ready, quick=True, page=True),
    sheets.HAND_IN: Kind("交稿", sheets.hand_in, ready=sheets.hand_in_ready, quick=True, page=True),
    specimens.KIND: Kind("印样张", specimens.make, ready=specimens.ready, quick=True, page=True),
    walking.KIND: Kind("推演流程", walking.walk, ready=walking.ready, page=True),
}


def kind(name: str) -> Kind:
    """The kind of this name; BadInput for one that is not known."""
    if name not in KINDS:
        raise BadInput(f"没有「{name}」这种差事，请从页面上的按钮提出。")
    return KINDS[name]


def by_button(name: str) -> Kind:
    """The same, of those that a button of any page may ask for."""
    found = kind(name)
    if found.page:
        raise BadInput(f"「{found.title}」要从它自己的页面提出，那里说明要交什么。")
    return found


def quick() -> list[str]:
    """The kinds that go before the others."""
    return [name for name, one in KINDS.items() if one.quick]
