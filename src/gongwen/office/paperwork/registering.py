"""发文登记: number and dates filled into the signed text in place; it is checked that nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongwen import drafting, registry
from gongwen.document import dates
from gongwen.errors import Broken, Refused
from gongwen.office.paperwork import context, opinions, typesetting
from gongwen.office.paperwork.drafts import Hand


def register(paper: registry.PaperRow, signed_on: date, hand: Hand) -> None:
    """Take the number (once, whatever is repeated) and fill it in with the date of signing."""
    head = typesetting.head_of(paper)
    if head is None:
        raise Refused(f"《{paper.title}》是表单或合同，不编发文字号。")
    lead = registry.organ(head.lead_organ.name)
    reference = registry.take_number(paper.id, context.code_of(lead, head), signed_on.year, **hand)
    number = context.printed_number(reference, lead, head)
    _keep(paper, filled(paper, {"gw:number": number, "gw:date": dates.printed(signed_on)}), hand)


def imprint(paper: registry.PaperRow, printed_on: date, hand: Hand) -> None:
    """The day of printing filled into 版记; the printed text stays the signed one."""
    _keep(paper, filled(paper, {"gw:printed_on": dates.printed(printed_on)}), hand)


def issue(paper: registry.PaperRow, issued_on: date, hand: Hand) -> None:
    """The issued paper joins the file."""
    registry.set_paper(paper.id, filed=True, issued_on=issued_on, **hand)


def keep_scan(paper: registry.PaperRow, scan: bytes, hand: Hand) -> None:
    """The signed copy joins the paper that it was made of, which is then filed."""
    registry.add_version(paper.id, docx=None, pdf=scan, findings=[], origin="scan", **hand)
    registry.set_paper(paper.id, filed=True, **hand)


def _keep(paper: registry.PaperRow, docx: bytes, hand: Hand) -> None:
    """Record a filled version, once it is certain that it says what was signed (条例 25(1))."""
    opinions.check_signed(paper, docx)
    says = drafting.substance(docx)
    registry.add_version(paper.id, docx=docx, pdf=None, origin="registration", substance=says, **hand)


def filled(paper: registry.PaperRow, controls: Mapping[str, str]) -> bytes:
    """The latest DOCX with these controls filled in; Broken when anything else of its text would change."""
    before = registry.get(paper.versions[-1].docx_sha or "")
    after = drafting.fill(before, controls)
    if drafting.text_without_controls(before) != drafting.text_without_controls(after):
        raise Broken(f"《{paper.title}》填写{'、'.join(controls)}后正文有变化，已停止办理，请联系管理员核对。")
    return after
