"""换稿: the DOCX that a person edited becomes the paper, if it hides nothing and has every place to be filled in later.

A change of substance lets the opinions on the former text fall; what its uploader declares a 文字更正 waits for the
last signer (correcting.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from gongwen import drafting, registry
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.paperwork import correcting, opinions, typesetting
from gongwen.office.paperwork.drafts import FIRST_STAGE, Hand
from gongwen.office.paperwork.standing import COUNTERSIGN, RECHECK, REVIEW, SIGN
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.procedures import shelf
from gongwen.office.receiving import uploads
from gongwen.office.ruling import again

CONTROL_NAMES = {
    "gw:number": "发文字号", "gw:title": "标题", "gw:recipients": "主送机关", "gw:date": "成文日期",
    "gw:printed_on": "印发日期", "gw:copy": "份号",
}  # fmt: skip
REGISTERED = ("gw:number", "gw:date", "gw:printed_on", "gw:copy")
STAGES = (FIRST_STAGE, REVIEW, COUNTERSIGN, SIGN, RECHECK)
"""Until a paper is numbered its text may change; what an opinion was on stays on record."""
EDITORS = ("拟稿人", "核稿人", "文印员")
"""Who edits a paper at the stages in which they take part; whoever drafts may do so at all of them."""


@dataclass(frozen=True)
class Handed:
    """A file handed in, by whom and when; `correction` when its uploader declares it no more than a 文字更正."""

    docx: bytes
    actor: Actor
    now: datetime
    correction: bool = False

    @property
    def hand(self) -> Hand:
        return {"actor": self.actor.person, "now": self.now}


def hand_in(flow: str, handed: Handed, printer: papers.Prints) -> registry.PaperRow:
    """Take the file as the paper's next version, printed; the same file twice is one version.

    BadInput tells what the file hides or lacks; Refused who may hand in and when, and what is no 文字更正.
    """
    case, paper = registry.case(flow), registry.papers(flow=flow)[0]
    require_editor(case, paper, handed.actor, handed.now)
    if again.same_hand_in(paper, handed.docx, handed.actor):
        return paper
    corrected = examine(paper, handed)
    made = typesetting.as_it_stands(handed.docx, paper, printer)
    registry.within(_recording(case, paper, made, handed, corrected))
    return registry.paper(paper.id)


def examine(paper: registry.PaperRow, handed: Handed) -> int | None:
    """Everything that is known of the file before it is printed: BadInput or Refused as in `hand_in`, else the version
    of which it is a 文字更正, where it is declared one."""
    uploads.check(f"《{paper.title}》的文稿", handed.docx, (uploads.DOCX,))
    check(handed.docx, paper)
    return correcting.declared(paper, handed.docx, day_of(handed.now)) if handed.correction else None


def _recording(
    case: registry.CaseRow,
    paper: registry.PaperRow,
    made: papers.Typeset,
    handed: Handed,
    corrected: int | None,
) -> Callable[[], None]:
    """What is recorded as one: the version, and whose task of 会签 is open again for it."""

    def record() -> None:
        # Printing took a while: what was decided above was decided on the paper as it stood then.
        if registry.case(case.code).version != case.version or registry.paper(paper.id) != paper:
            raise Refused(f"《{paper.title}》在排版期间有人办理或换了稿，这次没有收下，请取出现在的文稿核对后再交。")
        keep_by_hand(paper, made, handed.hand, corrected)
        correcting.settle_tasks(case.code, handed.actor, handed.now)

    return record


def require_editor(case: registry.CaseRow, paper: registry.PaperRow, actor: Actor, now: datetime) -> None:
    """Refused but for whoever drafts, and at their own stages whoever reviews or prepares the print."""
    definition = shelf.definition(case.workflow, case.workflow_hash)
    if case.stage not in STAGES and case.stage != definition.first.name:
        raise Refused(f"《{paper.title}》已到「{case.stage}」环节，不能再换稿；要改请先退回到{RECHECK}或以前的环节。")
    drafters = {role for rule in definition.first.moves for role in rule.by}
    here = {role for rule in definition.stage(case.stage).moves for role in rule.by if role in EDITORS}
    allowed = sorted(drafters | here)
    if not set(allowed) & people.roles(actor.person, case.unit, day_of(now)):
        raise Refused(f"{actor.person}不是{'或'.join(allowed)}，不能在「{case.stage}」环节更换文稿。")


def check(docx: bytes, paper: registry.PaperRow) -> None:
    """The file has every place to be filled in, each as the paper has it, and holds nothing that a reader cannot see.

    BadInput names everything that is wrong.
    """
    check_controls(docx, paper)
    faults = (*_filled_by_hand(docx, paper), *drafting.unfit(docx))
    if faults:
        raise BadInput.of(faults)


def check_controls(docx: bytes, paper: registry.PaperRow) -> None:
    """A DOCX that comes back edited must still hold every control of the one it was made from."""
    wanted = drafting.controls(registry.get(_present(paper).docx_sha or "")).keys()
    missing = sorted(set(wanted) - set(drafting.controls(docx)))
    if missing:
        names = "、".join(CONTROL_NAMES.get(tag, tag) for tag in missing)
        raise BadInput(f"交回的文稿缺{names}的填写位置，无法登记；请在系统给出的稿子上修改，不要删除这些位置。")


def _filled_by_hand(docx: bytes, paper: registry.PaperRow) -> list[str]:
    """Places of registration where somebody typed: what stands there is no substance, so nothing else may."""
    known = [drafting.control_texts(registry.get(one.docx_sha)) for one in paper.versions if one.docx_sha]
    allowed = {tag: {text for found in known for text in found.get(tag, ())} for tag in REGISTERED}
    return [
        f"交回的文稿在{CONTROL_NAMES[tag]}的位置写有「{text}」，这里由登记时填写，请改回原样再交。"
        for tag, texts in drafting.control_texts(docx).items()
        for text in texts
        if tag in allowed and text not in allowed[tag]
    ]


def keep_by_hand(
    paper: registry.PaperRow, made: papers.Typeset, hand: Hand, corrects: int | None = None
) -> registry.VersionRow:
    """From this version on the paper is a person's: title and findings follow the edited file."""
    findings = [finding.as_dict() for finding in made.findings]
    says = drafting.substance(made.docx)
    kept = registry.add_version(
        paper.id, docx=made.docx, pdf=made.pdf, findings=findings, origin="hand", substance=says, corrects=corrects,
        **hand,
    )  # fmt: skip
    title = drafting.controls(made.docx).get("gw:title")
    if title and title != paper.title:
        registry.set_paper(paper.id, title=title, **hand)
    return kept


def outcome(paper: registry.PaperRow) -> str:
    """What the version just handed in means for the opinions, in a sentence for its uploader."""
    waiting = opinions.judge(paper)
    if waiting:
        return f"声明为文字更正，待{waiting.principal}认可；认可以前，原有意见暂不算数。"
    fallen = [one for one in opinions.standing(paper) if not one.stands]
    if fallen:
        who = "、".join(f"{one.person}（{one.kind}）" for one in fallen)
        return f"内容有改动，须重新签署意见的：{who}。"
    return "已有的意见都仍然有效。" if opinions.standing(paper) else ""


def _present(paper: registry.PaperRow) -> registry.VersionRow:
    return next(version for version in reversed(paper.versions) if version.docx_sha)
