"""号码台账: what may happen to a number: 预留, 已用, 作废, 跳号; and what an inspector asks of a whole ledger.

The 条例 asks for a number per paper (9(5)); that numbers run on without gaps, that a number once given is never given
again and that every void one is explained by somebody else than its clerk is practice (实务), here made the rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from gongwen.document.findings import Finding
from gongwen.document.reference import Reference
from gongwen.errors import BadInput, Refused
from gongwen.numbering.series import continuity

RESERVED, USED, VOID, SKIPPED = "预留", "已用", "作废", "跳号"
NUMBER_STATES = (RESERVED, USED, VOID, SKIPPED)
BY_SYSTEM, OFFLINE = "系统", "线下"
NUMBER_ORIGINS = (BY_SYSTEM, OFFLINE)
"""Given by gongwen, or by hand before or beside it."""

APPROVER_ROLES = ("签发人", "负责人")
"""Whoever answers for the papers that go out answers for a number that does not."""

MOST_AT_ONCE = 5000
"""How many numbers one act records or skips at most: more is a slip of the keyboard, and no number is ever taken
back."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One number of a ledger; `dated` is the 成文日期 of its paper, None where it has none yet or is not on file."""

    reference: Reference
    state: str
    origin: str = BY_SYSTEM
    reason: str = ""
    approver: str = ""
    dated: date | None = None


@dataclass(frozen=True)
class Stretch:
    """Numbers that follow each other in one state and from one origin, the first and the last of them."""

    first: Reference
    last: Reference
    state: str
    origin: str

    def __str__(self) -> str:
        more = "" if self.first == self.last else f"至{self.last.serial}号"
        return f"{self.first}{more}"


def check_purpose(purpose: str, year: int, today: date) -> None:
    """A reservation says what for (BadInput), and is made for no later year than the next (Refused)."""
    if not purpose.strip():
        raise BadInput("预留文号要写明用途，请写拟发的是什么公文。")
    if year > today.year + 1:
        raise Refused(f"现在是{today.year}年，不能预留{year}年的文号，最多预留下一年的。")


def check_approval(approver: str, actor: str, holders: Mapping[str, Collection[str]]) -> None:
    """A number is given up by two people: the clerk, and somebody else who holds one of APPROVER_ROLES on that day.

    `holders`: who holds these roles → which of them. BadInput without an approver, Refused where this one may not.
    """
    if not approver.strip():
        raise BadInput("文号作废、跳号要有批准人，请写明由谁批准。")
    others = "、".join(name for name in holders if name != actor)
    who = f"可以批准的：{others}。" if others else "现在没有别人担任这些角色，请先登记任职。"
    if approver == actor:
        raise Refused(f"文号作废、跳号应当由另一人批准，「{actor}」不能批准自己办的；{who}")
    if approver not in holders:
        raise Refused(f"「{approver}」现在不担任{'或'.join(APPROVER_ROLES)}，不能批准文号作废、跳号；{who}")


def check_void(line: Line, reason: str, *, title: str = "", issued: bool = False, under_way: str = "") -> None:
    """Whether this number may be given up. BadInput without a reason; Refused where it is 作废 or 跳号 already, its
    paper is issued (such a paper is 撤销 or 废止, its number stays) or `under_way` in the flow of this code."""
    if not reason.strip():
        raise BadInput(f"作废{line.reference}要写明理由。")
    if line.state == VOID:
        raise Refused(f"{line.reference}已经作废（{line.reason}，{line.approver}批准），不能再次作废。")
    if line.state == SKIPPED:
        raise Refused(f"{line.reference}已登记为跳号（{line.reason}，{line.approver}批准），没有给过公文，不必作废。")
    if issued:
        raise Refused(f"{line.reference}《{title}》已经印发，文号不能作废；公文不再有效的，请由签发人办理撤销或废止。")
    if under_way:
        raise Refused(
            f"{line.reference}《{title}》还在办理，不能单独作废文号；不再发文的，请在发文办理（{under_way}）中作废这份公文。"
        )


def check_adopted_year(year: int, today: date) -> None:
    """Numbers given by hand are those of this year or an earlier one (BadInput)."""
    if year > today.year:
        raise BadInput(f"{year}年还没有到，没有线下编过的号可以补录，请核对年份。")


def check_adopted(up_to: int, last: int, series: str) -> None:
    """Numbers 1…up_to were given by hand: only into a series that is still empty here."""
    if last:
        raise Refused(
            f"{series}已经登记到{last}号，不能整段补录；漏登的手工文号请由文印员用 --serial 逐个补录，"
            f"已登记的号不再改动。"
        )
    _check_amount(up_to, "补录到的号")


def skipped(last: int, serial: int, because: str) -> range:
    """The numbers left out when `serial` was given by hand after `last`; a jump says why (BadInput)."""
    _check_amount(serial - last, "号")
    gap = range(last + 1, serial)
    if gap and not because.strip():
        named = f"{gap[0]}号" if len(gap) == 1 else f"{gap[0]}至{gap[-1]}号"
        raise BadInput(f"登记到{last}号，{serial}号以前跳过了{named}，请写明跳号的理由和批准人，或先补录这些号。")
    if because.strip() and not gap:
        raise BadInput(f"{serial}号紧接着{last}号，没有跳号，请删去跳号的理由。")
    return gap


def findings(lines: Iterable[Line]) -> tuple[Finding, ...]:
    """What an inspector would ask about: gaps, doubles, numbers given up without explanation, papers signed in another
    year than their number's (the date was changed after 编号), dates that run back."""
    ordered = sorted(lines, key=lambda line: line.reference)
    bare = (line for line in ordered if not _is_explained(line))
    return (
        *continuity(line.reference for line in ordered),
        *map(_unexplained, bare),
        *_astray(ordered),
        *_backwards(ordered),
    )


def stretches(lines: Iterable[Line]) -> tuple[Stretch, ...]:
    """The ledger as an inspector reads it: 1号至41号 已用（线下）, 42号至60号 已用, 61号 作废 …"""
    found: list[Stretch] = []
    for line in sorted(lines, key=lambda line: line.reference):
        kind, before = (line.state, line.origin), found[-1] if found else None
        if before and (before.state, before.origin) == kind and _follows(before.last, line.reference):
            found[-1] = Stretch(before.first, line.reference, *kind)
        else:
            found.append(Stretch(line.reference, line.reference, *kind))
    return tuple(found)


def _check_amount(amount: int, what: str) -> None:
    if not 1 <= amount <= MOST_AT_ONCE:
        raise BadInput(f"{what}不对：一次只能登记 1 至 {MOST_AT_ONCE} 个，按所填算出来是 {amount} 个，请核对。")


def _follows(before: Reference, after: Reference) -> bool:
    return (before.code, before.year, before.serial + 1) == (after.code, after.year, after.serial)


def _is_explained(line: Line) -> bool:
    if line.state == RESERVED:
        return bool(line.reason.strip())
    return line.state == USED or bool(line.reason.strip() and line.approver.strip())


def _unexplained(line: Line) -> Finding:
    return Finding(
        rule="numbering.unexplained",
        clause="文号台账",
        strength="实务",
        severity="error",
        where="编号登记",
        found=f"{line.reference}{line.state}",
        wanted="预留写明用途，作废、跳号写明理由和批准人",
        message=f"{line.reference}是{line.state}，没有写明理由或者批准人，请查明补记。",
    )


def _astray(ordered: Iterable[Line]) -> Iterable[Finding]:
    """A paper keeps its number when it is signed anew on the other side of New Year; the page says so."""
    for line in ordered:
        if line.dated and line.state == USED and line.dated.year != line.reference.year:
            yield Finding(
                rule="numbering.year",
                clause="文号台账",
                strength="实务",
                severity="note",
                where="编号登记",
                found=f"{line.reference}，{line.dated}",
                wanted="文号的年份与成文日期同年",
                message=f"{line.reference}的成文日期在{line.dated.year}年（{line.dated}），与文号的年份不同，请备好说明。",
            )


def _backwards(ordered: Iterable[Line]) -> Iterable[Finding]:
    """A number whose paper is dated before the paper of a smaller number: allowed, but an inspector asks why."""
    dated = (line for line in ordered if line.dated and line.state == USED)
    for _, group in groupby(dated, key=lambda line: (line.reference.code, line.reference.year)):
        latest: Line | None = None
        for line in group:
            if latest and line.dated < latest.dated:  # type: ignore[operator]
                yield _earlier(line, latest)
            else:
                latest = line


def _earlier(line: Line, before: Line) -> Finding:
    return Finding(
        rule="numbering.backwards",
        clause="文号台账",
        strength="实务",
        severity="note",
        where="编号登记",
        found=f"{line.reference}，{line.dated}",
        wanted="序号在后的，成文日期不早于在前的",
        message=f"{line.reference}的成文日期（{line.dated}）早于{before.reference}（{before.dated}），请备好说明。",
    )
