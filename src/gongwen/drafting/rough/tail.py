"""原稿结尾: sign-off, date, 附注, 版记, 附件说明 and the attachments behind them, taken off the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gongwen.drafting.rough.figures import chinese
from gongwen.drafting.rough.headings import number_level
from gongwen.drafting.rough.values import Grid, Line, Piece

_DATE = re.compile(r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日")
_CN_DATE = re.compile(
    r"([〇○零Ｏ一二三四五六七八九]{4})年\s*([一二三四五六七八九十]{1,3})月\s*([一二三四五六七八九十]{1,3})日"
)
_CN = {**{one: at for at, one in enumerate("〇一二三四五六七八九")}, "○": 0, "零": 0, "Ｏ": 0}
_BLANK_DATE = re.compile(r"\d{4}年(?:[\s×xX_]*|\d{1,2})月[\s×xX_]*日")
_ORGAN = re.compile(
    r"[^。；：，、？！;:,?!“”]{2,40}(?:局|办公室|委|部|厅|会|院|中心|政府|办|站|处|所|组|公司|学校|大学|小学|中学|馆|社|队|"
    r"乡|镇|街道|法庭)(?:（[^）]*）)?"
)
_MOST_TITLE_LINES = 4
_NOTE = re.compile(r"[（(][^（(]{2,}[）)]")
_IMPRINT = re.compile(
    r"(?:抄送|主送|抄报|分送|报送?)[：:].*|.*\d{4}年\d{1,2}月\d{1,2}日印(?:发|制)?|共印\d+份.*|主题词[：:].*"
)
_IMPRINT_CELL = re.compile(r".*(?:抄送[：:]|印发$).*", re.DOTALL)
_MARK = re.compile(r"附\s*件\s*([\d一二三四五六七八九十]*)\s*([：:]?)")
_MARK_AND_TITLE = re.compile(r"附\s*件\s*([\d一二三四五六七八九十]*)\s*[：:]\s*(\S.*)")
_LISTED = re.compile(r"附\s*件\s*([\d一二三四五六七八九十]*)\s*[：:]\s*(.*)")
_ENTRY = re.compile(r"(?:附件)?\d+\s*[.．、：:]\s*(\S.*)")


@dataclass(frozen=True)
class Enclosure:
    """An attachment of a draft: what marks it (附件1), its title, what it holds."""

    mark: str
    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Tail:
    """A draft without what stands behind its text. `signed` are the sign-off's lines as typed, the date among them."""

    body: tuple[Piece, ...]
    listed: tuple[str, ...] = ()
    list_lines: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    day: date | None = None
    signed: tuple[str, ...] = ()
    note: str = ""
    imprint: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = field(default=())


def split_tail(pieces: Sequence[Piece]) -> Tail:
    """Take the end off, from behind: 版记, attachments, 附注, date and organs, 附件说明."""
    rest, imprint = _without_imprint(list(pieces))
    first = _first_enclosure(rest)
    enclosures = _enclosures(rest[first:])
    rest, inner = _without_imprint(rest[:first])
    note = ""
    if len(rest) > 1 and _is_date(rest[-2]) and _holds(rest[-1], _NOTE):
        note = _text(rest.pop())
    body, organs, day, signed = _without_signature(rest)
    if note and not signed:
        body, note = [*body, Line(note)], ""
    body, listed, lines = _without_list(body)
    found = (*inner, *imprint)
    return Tail(tuple(body), listed, lines, organs, day, signed, note, found, enclosures)


def read_date(text: str) -> date | None:
    """A full date at the end of a line, in figures or in 〇一二…; None where there is none or no such day."""
    figures, words = re.search(_DATE.pattern + "$", text), re.search(_CN_DATE.pattern + "$", text)
    try:
        if figures:
            return date(*map(int, figures.groups()))
        if words:
            year = int("".join(str(_CN[one]) for one in words[1]))
            return date(year, _chinese(words[2]), _chinese(words[3]))
    except ValueError:
        return None
    return None


def _chinese(text: str) -> int:
    """1 to 99 in words."""
    tens, ten, ones = text.rpartition("十")
    return (_CN.get(tens, 1) * 10 if ten else 0) + (_CN[ones] if ones else 0)


def _without_imprint(pieces: list[Piece]) -> tuple[list[Piece], tuple[str, ...]]:
    """A 版记 at the very end, typed as lines or set as a table."""
    end = len(pieces)
    while end and _is_imprint(pieces[end - 1]):
        end -= 1
    return pieces[:end], tuple(map(_text, pieces[end:]))


def _is_imprint(piece: Piece) -> bool:
    if isinstance(piece, Grid):
        return any(_IMPRINT_CELL.fullmatch(cell) for row in piece.rows for cell in row)
    return _holds(piece, _IMPRINT)


def _first_enclosure(pieces: Sequence[Piece]) -> int:
    """Where the attachments begin; the number of pieces where there are none."""
    signed = False
    for at, piece in enumerate(pieces):
        if at and isinstance(piece, Line) and _begins_enclosure(piece, signed):
            return at
        signed = signed or _is_date(piece)
    return len(pieces)


def _begins_enclosure(line: Line, signed: bool) -> bool:
    """附件1 alone on a line; with a title, or a bare 附件：, only at a page's head or behind the sign-off: elsewhere it
    is the list under the text."""
    alone = _MARK.fullmatch(line.text)
    if alone and (not alone[2] or alone[1]):
        return True
    return (line.new_page or signed) and bool(alone or _MARK_AND_TITLE.fullmatch(line.text))


def _enclosures(pieces: Sequence[Piece]) -> tuple[Enclosure, ...]:
    made: list[Enclosure] = []
    at = 0
    while at < len(pieces):
        mark = pieces[at]
        end = at + 1
        while end < len(pieces) and not _starts_next(pieces[end], len(made) + 2):
            end += 1
        made.append(_enclosure(_text(mark), pieces[at + 1 : end]))
        at = end
    return tuple(made)


def _starts_next(piece: Piece, number: int) -> bool:
    """Whether the attachment of this number begins: 附件2：联系表 counts in the middle of a page only in its turn."""
    if not isinstance(piece, Line):
        return False
    titled = _MARK_AND_TITLE.fullmatch(piece.text)
    return _begins_enclosure(piece, bool(titled) and titled[1] in (str(number), chinese(number)))


def _enclosure(first: str, pieces: Sequence[Piece]) -> Enclosure:
    """The title is on the mark's own line, or the next line; centred lines under each other are one title."""
    found = _MARK_AND_TITLE.fullmatch(first)
    if found:
        return Enclosure(first.removesuffix(found[2]), found[2], tuple(pieces))
    count = 0
    while count < min(len(pieces), _MOST_TITLE_LINES) and _is_title_line(pieces, count):
        count += 1
    return Enclosure(first, "".join(map(_text, pieces[:count])), tuple(pieces[count:]))


def _is_title_line(pieces: Sequence[Piece], at: int) -> bool:
    """The first line is the title unless it is a sentence or a numbered heading; further ones only all centred."""
    text = _text(pieces[at])
    if not isinstance(pieces[at], Line) or text.endswith(("。", "：", "；")) or number_level(text):
        return False
    return at == 0 or (_is_centred(pieces[at]) and _is_centred(pieces[at - 1]))


def _is_centred(piece: Piece) -> bool:
    return isinstance(piece, Line) and piece.align == "center"


def _is_date(piece: Piece) -> bool:
    """A line that is a date, perhaps with the day left open, alone or behind an organ."""
    if not isinstance(piece, Line):
        return False
    words = _parted(piece.text)
    last = words[-1]
    whole = read_date(re.sub(r"\s", "", last)) if not _BLANK_DATE.fullmatch(last) else last
    return whole is not None and all(_ORGAN.fullmatch(one) for one in words[:-1])


def _parted(text: str) -> list[str]:
    """Words of a line that wide gaps keep apart; a date with gaps inside stays whole."""
    dated = re.search(r"(?:\d{4}|[〇○零Ｏ一二三四五六七八九]{4})年.*日$", text)
    head = text[: dated.start()] if dated else text
    return [one for one in re.split(r"[\s\u3000]{2,}|\u3000", head) if one] + ([dated[0]] if dated else [])


def _without_signature(pieces: list[Piece]) -> tuple[list[Piece], tuple[str, ...], date | None, tuple[str, ...]]:
    """The date as last line and the organs' lines above it."""
    if not pieces or not _is_date(pieces[-1]):
        return pieces, (), None, ()
    at = len(pieces) - 1
    organs = _parted(_text(pieces[at]))[:-1]
    while at > 1 and isinstance(pieces[at - 1], Line) and _all_organs(_text(pieces[at - 1])):
        at -= 1
        organs = _parted(_text(pieces[at])) + organs
    signed = tuple(map(_text, pieces[at:]))
    return pieces[:at], tuple(organs), read_date(re.sub(r"\s", "", signed[-1])), signed


def _all_organs(text: str) -> bool:
    return all(_ORGAN.fullmatch(one) for one in _parted(text))


def _without_list(pieces: list[Piece]) -> tuple[list[Piece], tuple[str, ...], tuple[str, ...]]:
    """附件说明 as last lines of the text: its names without numbers, and its lines as typed."""
    at = len(pieces)
    while at and isinstance(pieces[at - 1], Line):
        at -= 1
        if not _holds(pieces[at], _LISTED):
            if not _holds(pieces[at], _ENTRY):
                break
        elif at and not _holds(pieces[at - 1], _LISTED):
            lines = tuple(map(_text, pieces[at:]))
            return pieces[:at], tuple(name for line in lines for name in _names(line)), lines
    return pieces, (), ()


def _names(line: str) -> list[str]:
    """The names in a line of 附件说明; several numbers on one line are several names."""
    found = _LISTED.fullmatch(line)
    text = found[2] if found else line
    entries = re.split(r"[\s\u3000；]+(?=\d+\s*[.．、])", text)
    plain = [(_ENTRY.fullmatch(one) or [one, one])[1] for one in entries]
    return [one.strip("。；;，, \u3000") for one in plain if one.strip()]


def _holds(piece: Piece, form: re.Pattern[str]) -> bool:
    return isinstance(piece, Line) and bool(form.fullmatch(piece.text))


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Line | Grid) else ""
