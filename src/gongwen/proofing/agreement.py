"""文稿对照: whether the pages say what was drafted: number, title, addressees, text, attachments, date, 版记.

Before a paper goes out it is collated with what was signed, and its number and distribution are those registered
(条例 第二十五条): number, title, addressees, date and 抄送 are proven by page and draft together. Of the text only a
warning is given: whether a change is one of substance a person must tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

from gongwen.document.model import Paper
from gongwen.document.sheet import TextLine
from gongwen.document.wording import Wording
from gongwen.proofing import zones
from gongwen.proofing.comparison import Difference, Printed, differences, plain
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of

_COLLATED, _REGISTERED = "《党政机关公文处理工作条例》第二十五条第一项", "《党政机关公文处理工作条例》第二十五条第二项"
_MOST = 12
"""More differences of the text than this are only counted."""
_QUOTED = 40
_TEXT = (zones.ADOPTED, zones.BODY, zones.LISTED, zones.ATTENDED, zones.SIGNATURE, zones.DATE, zones.NOTE,
         zones.LABEL, zones.HEADLINE, zones.ENCLOSED)  # fmt: skip
_MARKS = re.compile(r"[，、；：:,;。]")


def comparing(wording: Wording = Wording()) -> tuple[Check, ...]:  # noqa: B008
    """The rules that compare a paper's pages with its words; those of an empty wording only tell their names."""
    return (
        Check("paper.number", _REGISTERED, "规定", number),
        Check("paper.title", _COLLATED, "规定", partial(title, wording)),
        Check("paper.recipients", _REGISTERED, "规定", partial(recipients, wording)),
        Check("paper.date", _COLLATED, "规定", date),
        Check("paper.cc", _REGISTERED, "规定", copied),
        Check("paper.printed_by", _COLLATED, "规定", printed_by, severity="warning"),
        Check("paper.attachments", _COLLATED, "规定", partial(attachments, wording), severity="warning"),
        Check("paper.body", _COLLATED, "规定", partial(body, wording), severity="warning"),
    )


def number(proof: Proof) -> Iterator[Departure]:
    """The number is the registered one."""
    wanted = proof.paper.number if proof.paper else ""
    yield from _shown(proof, wanted, "发文字号", (zones.NUMBER,), page=1)


def title(wording: Wording, proof: Proof) -> Iterator[Departure]:
    """The title is that of the draft, to the character."""
    wanted, shown = plain(wording.title), plain(proof.zones.text(zones.TITLE))
    if wanted and shown != wanted and (shown or wanted not in _all_text(proof)):
        yield _departure("标题", wording.title, shown, proof.zones.of(zones.TITLE), page=1)


def recipients(wording: Wording, proof: Proof) -> Iterator[Departure]:
    """主送机关 are those of the draft, under the title or in 版记."""
    drafted = _unmarked(wording.recipients)
    lines = proof.zones.of(zones.RECIPIENTS)
    shown = _unmarked("".join(line.text for line in lines))
    if not drafted or shown == drafted:
        return
    if shown or drafted not in _unmarked(_all_text(proof)):
        yield _departure("主送机关", wording.recipients.rstrip("：:"), shown, lines, page=1)


def date(proof: Proof) -> Iterator[Departure]:
    """成文日期 is the day on which the paper was signed."""
    day = proof.paper.date if proof.paper else None
    if day:
        yield from _shown(proof, f"{day.year}年{day.month}月{day.day}日", "成文日期", (zones.DATE,))


def copied(proof: Proof) -> Iterator[Departure]:
    """抄送 names every organ of the draft."""
    for group in proof.paper.cc if proof.paper else ():
        yield from _shown(proof, group.rstrip("。"), "抄送机关", (zones.IMPRINT,), page=proof.measured.pages)


def printed_by(proof: Proof) -> Iterator[Departure]:
    """版记 names 印发机关 and 印发日期 as drafted."""
    paper = proof.paper
    if not paper or not paper.sent_to_print_by:
        return
    yield from _shown(proof, paper.printed_by, "印发机关", (zones.IMPRINT,), page=proof.measured.pages)
    day = paper.printed_on
    if day:
        told = f"{day.year}年{day.month}月{day.day}日印发"
        yield from _shown(proof, told, "印发日期", (zones.IMPRINT,), page=proof.measured.pages)


def attachments(wording: Wording, proof: Proof) -> Iterator[Departure]:
    """Every attachment's title stands in 附件说明 or over the attachment."""
    for name in _attachment_titles(wording, proof.paper):
        yield from _shown(proof, name, "附件名称", (zones.LISTED, zones.HEADLINE))


def body(wording: Wording, proof: Proof) -> Iterator[Departure]:
    """The text of body and attachments is the drafted one."""
    drafted = [*wording.body, *(text for name, texts in wording.attachments for text in (name, *texts))]
    if not drafted:
        return
    shown = Printed(proof.zones.of(*_TEXT))
    told = (one for one in differences(drafted, shown, _other_words(wording, proof)) if _is_text(one, proof))
    for one in islice(told, _MOST):
        yield _different(one)
    more = sum(1 for _ in told)
    if more:
        yield Departure(
            message=f"正文另有 {more} 处与文稿不同，多半用错了文稿或版本，请核对。",
            where="正文",
            found=f"另有 {more} 处不同",
            wanted="与文稿一致",
        )


def _shown(
    proof: Proof, wanted: str, where: str, places: Sequence[str], page: int | None = None
) -> Iterator[Departure]:
    """A text of the draft that stands neither in its element nor, where that could not be told, on the page."""
    lines = proof.zones.of(*places)
    inside = _unmarked("".join(line.text for line in lines))
    elsewhere = _unmarked(_all_text(proof, page)) if not inside else ""
    text = _unmarked(wanted)
    if text and text not in inside and text not in elsewhere:
        yield _departure(where, wanted, plain("".join(line.text for line in lines)), lines, page)


def _departure(where: str, wanted: str, shown: str, lines: Sequence[TextLine], page: int | None = None) -> Departure:
    found = _quoted(shown) if shown else "没有"
    told = f"版面为“{found}”" if shown else "版面上没有"
    return Departure(
        message=f"{where}与文稿不同：文稿为“{_quoted(wanted)}”，{told}，请核对。",
        where=where,
        page=lines[0].page if lines else page,
        found=found,
        wanted=_quoted(wanted),
        box=box_of([line for line in lines if line.page == lines[0].page]) if lines else None,
    )


def _different(one: Difference) -> Departure:
    page = one.lines[0].page if one.lines else None
    drafted, shown = _quoted(one.drafted), _quoted(one.printed)
    if not one.printed:
        told = f"少了文稿中的“{drafted}”"
    elif not one.drafted:
        told = f"多出文稿中没有的“{shown}”"
    else:
        told = f"与文稿不同：文稿为“{drafted}”，版面为“{shown}”"
    return Departure(
        message=f"{f'第{page}页' if page else ''}正文{told}，请核对。",
        where="正文",
        page=page,
        found=shown or "没有",
        wanted=drafted or "没有",
        box=box_of([line for line in one.lines if line.page == page]) if one.lines else None,
    )


def _is_text(one: Difference, proof: Proof) -> bool:
    """Whether a difference lies in the text; names, dates and lists of attachments have rules of their own."""
    if one.drafted:
        return True
    zone_of = {id(placed.line): placed.zone for placed in proof.zones.placed}
    return any(zone_of.get(id(line)) in (zones.BODY, zones.ENCLOSED) for line in one.lines)


def _other_words(wording: Wording, proof: Proof) -> Iterator[str]:
    """What else stands between the lines of the text: 附件说明, signatures, notes."""
    paper = proof.paper
    names = _attachment_titles(wording, paper)
    yield from (f"附件：{name}" for name in names)
    yield from (f"{mark}{number}{dot}{name}" for number, name in enumerate(names, 1) for mark in ("附件：", "")
                for dot in (".", "．"))  # fmt: skip
    if paper:
        yield from (organ.name for organ in paper.issuers)
        yield from (paper.adopted, f"（{paper.adopted}）", paper.note, f"（{paper.note}）")
        yield from (
            part for signer in paper.signature for part in (signer.post, signer.name, signer.post + signer.name)
        )


def _attachment_titles(wording: Wording, paper: Paper | None) -> list[str]:
    listed = [one.title for one in paper.attachments if one.listed] if paper else []
    return listed or [name for name, _ in wording.attachments]


def _all_text(proof: Proof, page: int | None = None) -> str:
    """The characters of the pages, or of one of them."""
    sheets: Iterable = (sheet for sheet in proof.measured.sheets if page in (None, sheet.number))
    return "".join(plain(line.text) for sheet in sheets for line in (*sheet.lines, *sheet.turned))


def _unmarked(text: str) -> str:
    """The characters of a list of organs without the marks between them, which offices set differently."""
    return _MARKS.sub("", plain(text))


def _quoted(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED // 2]}……{text[-_QUOTED // 2 :]}"
