"""意见: what people said of a paper and whether it stands for what the paper says now; who must say it again.

`standing` tells, `words` gives the flow its conditions (核稿有效, 会签有效, 签发有效 …), `again` names who signs again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from gongwen import drafting, registry, workflow
from gongwen.errors import Broken, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.paperwork import standing as rules
from gongwen.office.paperwork import typesetting
from gongwen.office.paperwork.standing import COUNTERSIGN, PROTOCOL, REVIEW, SIGN, Course, Standing
from gongwen.office.procedures import shelf

VALID = {"核稿有效": REVIEW, "会签有效": COUNTERSIGN, "签发有效": SIGN}
"""Condition word → the kind of opinion that must stand."""


def standing(paper: registry.PaperRow) -> tuple[Standing, ...]:
    """Everyone's last opinion on the paper in protocol order, each with whether it stands and why."""
    return rules.standing(course(paper))


def course(paper: registry.PaperRow) -> Course:
    """The paper's versions that hold a text, what each says, and what was said of them."""
    versions = tuple(version for version in paper.versions if version.docx_sha)
    says = {version.no: version.substance or substance_of(version) for version in versions}
    return Course(versions, says, registry.opinions(paper.id), issuers(paper))


def after(paper: registry.PaperRow, docx: bytes, corrects: int | None, now: datetime) -> tuple[Standing, ...]:
    """How everyone's opinion would stand if this file were the paper's present version (of `corrects` a 文字更正)."""
    known = course(paper)
    says, no = drafting.substance(docx), (known.versions[-1].no if known.versions else 0) + 1
    ahead = registry.VersionRow(
        no=no, docx_sha=registry.digest(docx), pdf_sha=None, findings=(), origin="hand", by="", at=now,
        substance=says, corrects=corrects,
    )  # fmt: skip
    return rules.standing(replace(known, versions=(*known.versions, ahead), says={**known.says, no: says}))


def substance_of(version: registry.VersionRow) -> str:
    """The digest of what a version says, read from its file (which is checked against its SHA-256)."""
    return drafting.substance(registry.get(version.docx_sha or ""))


def issuers(paper: registry.PaperRow) -> tuple[str, ...]:
    """The organs that issue the paper, the lead first, in the order in which it names them."""
    head = typesetting.head_of(paper)
    if head is None:
        return ()
    names = [organ.name for organ in head.issuers]
    return (head.lead_organ.name, *(name for name in names if name != head.lead_organ.name))


def countersigners(paper: registry.PaperRow) -> tuple[str, ...]:
    """The organs that must 会签: all that issue the paper but the lead (条例 22)."""
    return issuers(paper)[1:]


def words(paper: registry.PaperRow) -> frozenset[str]:
    """Which of 核稿有效, 会签有效, 签发有效 hold, and whether the paper is 须会签 or 无须会签."""
    found = standing(paper)
    valid = {word for word, kind in VALID.items() if not _awaited(paper, kind, found)}
    return frozenset((*valid, "无须会签" if "会签有效" in valid else "须会签"))


def again(paper: registry.PaperRow, word: str) -> str:
    """Why 核稿有效, 会签有效 or 签发有效 does not hold and who must sign (again), as part of a sentence; empty when it
    holds."""
    kind = VALID[word]
    found = standing(paper)
    who = _awaited(paper, kind, found)
    if not who:
        return ""
    waiting = rules.pending(course(paper))
    if waiting and (signer := judge(paper)):
        return f"第{waiting.no}稿声明为文字更正，尚待{signer.principal}认可（paper accept），认可以前{kind}意见不算数"
    reasons = [f"{one.person}{one.why}" for one in found if one.kind == kind and not one.stands]
    told = f"（{'；'.join(reasons)}）" if reasons else ""
    return f"{kind}意见对现稿不成立，须{'、'.join(who)}{'重新' if reasons else ''}{kind}{told}"


def judge(paper: registry.PaperRow) -> Standing | None:
    """Who accepts or rejects a pending 文字更正: the last signer whose opinion stood for the version it corrects."""
    known = course(paper)
    waiting = rules.pending(known)
    if waiting is None or waiting.corrects is None:
        return None
    return rules.last_signer(known.until(waiting.corrects))


def _awaited(paper: registry.PaperRow, kind: str, found: tuple[Standing, ...]) -> list[str]:
    """Whose opinion of this kind is missing for the present version; empty when nothing is."""
    of_kind = [one for one in found if one.kind == kind]
    stood = {one.party for one in of_kind if one.stands}
    if kind == COUNTERSIGN:
        wanted = dict.fromkeys((*countersigners(paper), *(one.party for one in of_kind)))
        return [name for name in wanted if name not in stood] if len(stood) < _enough(paper, len(wanted)) else []
    if stood:
        return []
    return [one.principal for one in of_kind][-1:] or [_ROLES[kind]]


def _enough(paper: registry.PaperRow, parties: int) -> int:
    """How many 会签 the paper's flow asks for of so many parties."""
    owed = _stage(paper, COUNTERSIGN)
    return owed.task.parties.needed(parties) if owed and owed.task and owed.task.parties else parties


def _stage(paper: registry.PaperRow, name: str) -> workflow.Stage | None:
    flow = registry.case(paper.flow or "")
    return shelf.definition(flow.workflow, flow.workflow_hash).find(name)


_ROLES = {REVIEW: "核稿人", SIGN: "签发人"}


def keep(case: registry.CaseRow, decision: registry.Decision, actor: people.Actor, now: datetime) -> None:
    """The opinion that a move on a paper is: of a stage of PROTOCOL its name when it goes on, the act's when it is a
    return (a move that wants a reason)."""
    rule = shelf.definition(case.workflow, case.workflow_hash).stage(case.stage).rule(decision.action)
    if case.stage not in PROTOCOL or rule is None:
        return
    paper = registry.papers(flow=case.code)[0]
    latest = paper.versions[-1]
    kind = decision.action if rule.reason else case.stage
    registry.add_opinion(
        paper.id, actor.records or actor.person, kind, said(decision), latest.docx_sha or "", now, actor.person,
        role=getattr(decision, "role", ""), for_whom="" if actor.records else getattr(decision, "for_whom", ""),
        organ=_organ(decision, actor, now), substance=substance_of(latest),
    )  # fmt: skip


def said(decision: registry.Decision) -> str:
    """What the form calls an opinion (核稿意见, 会签意见, 签发意见), else the reason."""
    opinions = [str(value) for name, value in decision.data.items() if name.endswith("opinion") and value]
    return opinions[0] if opinions else decision.reason


def _organ(decision: registry.Decision, actor: people.Actor, now: datetime) -> str:
    """The organ spoken for: the party of a task, else the organ in which the person (or the principal) serves."""
    party = getattr(decision, "party", "")
    if party and any(organ.name == party for organ in registry.organs()):
        return party
    whose = getattr(decision, "for_whom", "") or actor.person
    held = registry.appointments(day_of(now), person=whose)
    role = getattr(decision, "role", "")
    fitting = [row for row in held if role in row.roles] or list(held)
    return fitting[0].organ if fitting else ""


def check_signed(paper: registry.PaperRow, docx: bytes) -> None:
    """What is printed is what was signed: the file's own substance, read now, is one that a 签发 stands for.

    Refused names who must sign again; Broken when a record no longer tells what its file says.
    """
    known = course(paper)
    for version in known.versions:
        if version.substance and version.substance != substance_of(version):
            raise Broken(f"《{paper.title}》第{version.no}稿的登记与文件不符，台账被改动过，请停止办理并用备份核对。")
    if _stage(paper, SIGN) is None:
        return  # an office's own flow in which nobody signs: what it asks for stands in its conditions
    lacking = again(paper, "签发有效")
    if lacking:
        raise Refused(f"《{paper.title}》{lacking}，重新签发以前不能编号、印制。")
    says = drafting.substance(docx)
    signed = [one for one in known.opinions if one.kind == SIGN]
    if not any(says in rules.carried(known, _seen(one, known)) for one in signed):
        raise Broken(f"《{paper.title}》要印的内容与签发的不是同一内容，已停止办理，请联系管理员核对。")


def _seen(opinion: registry.OpinionRow, known: Course) -> str:
    version = known.seen(opinion)
    return known.says[version.no] if version else ""
