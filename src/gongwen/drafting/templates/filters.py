"""模板写法: what a template may write between braces: the office's filters, a few of Jinja's, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gongwen.document import amounts, attendance, body, dates, names
from gongwen.document.model import Heading, Text
from gongwen.document.roster import RosterLine, members_lines
from gongwen.drafting.templates import bounds
from gongwen.drafting.templates.bounds import Bounded

_DIGITS = "〇一二三四五六七八九"
_KEPT = ("default", "first", "join", "last", "length", "list", "reject", "rejectattr", "replace", "reverse", "select",
         "selectattr", "sort", "sum", "trim", "unique", "map", "abs", "round", "int")  # fmt: skip


def money(value: Any) -> str:
    """120,000.00; nothing for nothing."""
    return "" if _nothing(value) else amounts.in_figures(value)


def words(value: Any) -> str:
    """人民币壹拾贰万元整; nothing for nothing."""
    return "" if _nothing(value) else amounts.in_words(value)


def day(value: Any) -> str:
    """2026年3月9日; nothing for nothing."""
    return "" if _nothing(value) else dates.printed(dates.read(value, "模板中"))


def span(first: Any, last: Any) -> str:
    """2026年7月13日至17日; the other day alone when one is not given."""
    if _nothing(first) or _nothing(last):
        return day(first) or day(last)
    return dates.span(dates.read(first, "模板中"), dates.read(last, "模板中"))


def cn(value: Any) -> str:
    """A whole number up to 99 as headings count: 一, 十, 十一, 二十三; larger ones stay in digits."""
    number = int(value)
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def name(value: Any) -> str:
    """A person's name as lists print it, two characters padded to three."""
    return "" if _nothing(value) else names.pad(str(value))


def people(value: Any) -> str:
    """Those who took part in a meeting as its 纪要 lists them: 沈　行　秦建国, or 市教育局王海、市财政局赵一鸣."""
    return "" if _nothing(value) else attendance.joined(str(one) for one in value)


def lines(value: Any) -> list[str]:
    """The paragraphs of a long text, blank ones left out."""
    return [] if _nothing(value) else [line.strip() for line in str(value).splitlines() if line.strip()]


def blocks(value: Any) -> list[SimpleNamespace]:
    """The paragraphs of a body with its typed numbers: .level 1 to 4 of a heading (0: none), .text, and .rest, which
    runs on after a run-in heading."""
    made = body.blocks("" if _nothing(value) else str(value))
    return [SimpleNamespace(level=getattr(one, "level", 0), text=one.text, rest=getattr(one, "rest", ""))
            for one in made if isinstance(one, Heading | Text)]  # fmt: skip


def phrase(value: Any) -> str:
    """A text to stand inside a sentence: on one line, without the mark that closed it."""
    return "；".join(line.rstrip("。；，、;,. ") for line in lines(value))


def sentence(value: Any) -> str:
    """A text as one closed sentence; nothing for nothing."""
    made = phrase(value)
    return made if not made or made[-1] in "？！?!" else made + "。"


def roster_lines(rows: Iterable[Any], style: str = "空格", order: str = "given") -> tuple[RosterLine, ...]:
    """The printed lines of a table with the columns post, name and title; each has .text .label .name .title."""
    return members_lines((vars(row) if isinstance(row, SimpleNamespace) else row for row in rows), style, order)


FILTERS = {
    "money": money,
    "words": words,
    "day": day,
    "span": span,
    "cn": cn,
    "name": name,
    "people": people,
    "lines": lines,
    "blocks": blocks,
    "phrase": phrase,
    "sentence": sentence,
    "roster_lines": roster_lines,
}


def printed(value: Any) -> Any:
    """How a value stands in a paper when no filter says otherwise: no None, no ISO dates, no True."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return dates.printed(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list | tuple):
        return "、".join(str(printed(item)) for item in value)
    return value


def shown(value: Any) -> Any:
    """A checked value as templates see it: rows and records become objects, so that no column name (items, values,
    keys …) can clash with what a mapping does."""
    if isinstance(value, Mapping):
        return SimpleNamespace(**{str(key): shown(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return [shown(item) for item in value]
    return value


def environment() -> ImmutableSandboxedEnvironment:
    """Jinja as templates get it: sandboxed, every value escaped, a name that is not there is an error."""
    made = Bounded(autoescape=True, undefined=StrictUndefined, finalize=printed)
    kept = {key: made.filters[key] for key in _KEPT}
    made.filters.clear()
    made.filters.update(kept)
    made.filters.update(FILTERS)
    made.filters.update(bounds.COUNTING | {"replace": bounds.replace, "join": bounds.join})
    made.globals.clear()
    return made


def _nothing(value: Any) -> bool:
    return value is None or value == ""
