"""原稿开头: the 版头, title, 题注 and 主送机关 with which a draft plainly begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongwen.document.kinds import KINDS
from gongwen.drafting.rough.headings import number_level
from gongwen.drafting.rough.values import Grid, Line, Piece

_MOST_TITLE_LINES = 5
_LONGEST_TITLE = 120
_PLANS = (
    "方案", "办法", "规定", "细则", "规划", "计划", "要点", "总结", "讲话", "章程", "制度", "预案", "条例", "规则",
    "申请", "说明", "汇报", "倡议书", "公开信", "须知", "指引", "清单",
)  # fmt: skip
_TITLE = re.compile(rf".{{2,}}(?:{'|'.join((*KINDS, *_PLANS))})(?:（[^）]+）|\([^)]+\))?")
_BARE = re.compile(rf"(?:{'|'.join((*KINDS, *_PLANS))})")
_SENTENCE = re.compile(r"[。；;！!？?：:]|，$|,$")
_NO_TITLE = re.compile(rf"{_SENTENCE.pattern}|^\d{{4}}年\d{{1,2}}月(?:\d{{1,2}}日)?$")
_SUBJECT = re.compile(r"关于|印发|转发|批转|的|《")
_HEAD_WORDS = re.compile(
    r"\d{6}|(?:绝密|机密|秘密)(?:★.*)?|特急|加急|.{2,40}文件|签发人[：:].*|[（(]第?\d*[）)]号?|第.{1,6}[号期]|"
    r"[\u4e00-\u9fffA-Za-z]{1,12}[〔\[［(（]\d{4}[〕\]］)）]第?[\d×xX_ \u3000]*号.*"
)
_ADOPTED = re.compile(r"[（(]\d{4}年.*(?:通过|批准|公布|修订|印发).*[）)]")
_BODIES = (
    "局", "委", "委员会", "办", "办公室", "单位", "部门", "政府", "党委", "党组", "中心", "站", "所", "院", "处", "厅",
    "会", "社", "组", "街道", "乡", "镇", "村", "校", "学校", "大学", "公司", "企业", "团体", "机构", "组织", "医院",
    "同志", "部", "市", "县", "区", "省", "联", "馆", "队", "员",
)  # fmt: skip
_RECIPIENTS = re.compile(rf"[^。；;！？]*(?:{'|'.join(_BODIES)})(?:（[^）]*）|\([^)]*\))?[：:]")
_LEADS_IN = re.compile(r"(?:如下|以下|下列|其中|包括|为|是|即|称|指出|要求|强调)[^，、]{0,8}[：:]$")


@dataclass(frozen=True)
class Head:
    """What a draft begins with; `rest` is what follows. `mast` are lines of a 版头, which the paper sets itself."""

    mast: tuple[str, ...]
    title: str
    adopted: str
    recipients: str
    rest: tuple[Piece, ...]


def split_head(pieces: Sequence[Piece]) -> Head:
    """Take the beginning off; where no title is plain, all of it is text."""
    start = 0
    while start < len(pieces) and _is_mast(pieces[start]):
        start += 1
    count = _title_lines(pieces, start)
    if not count:
        return Head((), "", "", "", tuple(pieces))
    lines = [piece.text for piece in pieces[start : start + count] if isinstance(piece, Line)]
    at, adopted, recipients = start + count, "", ""
    if at < len(pieces) and _matches(pieces[at], _ADOPTED):
        adopted, at = _text(pieces[at]), at + 1
    if at < len(pieces) and is_recipients(_text(pieces[at])):
        recipients, at = _text(pieces[at]), at + 1
    return Head(tuple(map(_text, pieces[:start])), "".join(lines), adopted, recipients, tuple(pieces[at:]))


def is_recipients(text: str) -> bool:
    """Whether a line is a list of organs that ends in ：, and no sentence that leads in what follows."""
    return len(text) <= 400 and bool(_RECIPIENTS.fullmatch(text)) and not _LEADS_IN.search(text)


def looks_like_title(text: str) -> bool:
    """Whether a text reads as a title: it names what it is about and ends with its 文种."""
    return bool(_TITLE.fullmatch(text)) and not _SENTENCE.search(text) and len(text) <= _LONGEST_TITLE


def _is_mast(piece: Piece) -> bool:
    if isinstance(piece, Grid):
        return any(_HEAD_WORDS.fullmatch(cell) for row in piece.rows for cell in row if cell)
    return _matches(piece, _HEAD_WORDS)


def _title_lines(pieces: Sequence[Piece], start: int) -> int:
    """How many lines from `start` on are the title: by its style, by its words, or because it alone is centred."""
    lines = []
    for piece in pieces[start : start + _MOST_TITLE_LINES]:
        if not isinstance(piece, Line) or number_level(piece.text) or _NO_TITLE.search(piece.text):
            break
        lines.append(piece)
    named = _leading(lines, lambda line: line.named)
    if named:
        return named
    centred = _leading(lines, lambda line: line.align == "center" and not _ADOPTED.fullmatch(line.text))
    for count in range(1, (centred or len(lines)) + 1):
        text = "".join(line.text for line in lines[:count])
        if looks_like_title(text) and (_SUBJECT.search(text) or count == 1) and not _goes_on(lines, count):
            return count
    fits = len("".join(line.text for line in lines[:centred])) <= _LONGEST_TITLE and len(pieces) > centred
    return centred if fits else 0


def _goes_on(lines: Sequence[Line], count: int) -> bool:
    """Whether the next line still belongs to the title: 的通知 on a line of its own."""
    return count < len(lines) and (lines[count].text.startswith("的") or bool(_BARE.fullmatch(lines[count].text)))


def _leading(lines: Sequence[Line], holds: Callable[[Line], bool]) -> int:
    count = 0
    while count < len(lines) and holds(lines[count]):
        count += 1
    return count


def _matches(piece: Piece, form: re.Pattern[str]) -> bool:
    return isinstance(piece, Line) and bool(form.fullmatch(piece.text))


def _text(piece: Piece) -> str:
    return "" if not isinstance(piece, Line | Grid) else piece.text
