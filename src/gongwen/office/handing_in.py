"""换稿: the DOCX that a person edited becomes the paper, if it still has every place to be filled in later."""

from __future__ import annotations

from gongwen import drafting, registry
from gongwen.errors import BadInput
from gongwen.office import papers
from gongwen.office.drafts import Hand

CONTROL_NAMES = {
    "gw:number": "发文字号", "gw:title": "标题", "gw:recipients": "主送机关", "gw:date": "成文日期",
    "gw:printed_on": "印发日期", "gw:copy": "份号",
}  # fmt: skip


def check_controls(docx: bytes, paper: registry.PaperRow) -> None:
    """A DOCX that comes back edited must still hold every control of the one it was made from."""
    wanted = drafting.controls(registry.get(paper.versions[-1].docx_sha or "")).keys()
    missing = sorted(set(wanted) - set(drafting.controls(docx)))
    if missing:
        names = "、".join(CONTROL_NAMES.get(tag, tag) for tag in missing)
        raise BadInput(f"交回的文稿缺{names}的填写位置，无法登记；请在系统给出的稿子上修改，不要删除这些位置。")


def keep_by_hand(paper: registry.PaperRow, made: papers.Typeset, hand: Hand) -> None:
    """From this version on the paper is a person's: title and findings follow the edited file."""
    findings = [finding.as_dict() for finding in made.findings]
    says = drafting.substance(made.docx)
    registry.add_version(
        paper.id, docx=made.docx, pdf=made.pdf, findings=findings, origin="hand", substance=says, **hand
    )
    title = drafting.controls(made.docx).get("gw:title")
    if title and title != paper.title:
        registry.set_paper(paper.id, title=title, **hand)
