"""Measured papers that say given words: a head, a title, paragraphs wrapped at 28 characters, sign-off and 版记."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongwen.document.facts import Facts
from gongwen.document.findings import Finding
from gongwen.document.model import Paper
from gongwen.document.sheet import Font, Measured, Rule, Sheet, TextLine
from gongwen.proofing.rules import CHECKS
from gongwen.proofing.rules.check import Proof
from proofing import sheets
from proofing.sheets import LEFT, PITCH, RED, RIGHT, STEP, TOP, XIAOBIAOSONG, centred, horizontal, inset, line

ROWS = 20


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a paper says, and what is known of it besides its pages."""

    text: tuple[str, ...] = ("现将有关事项通知如下。",)
    title: str = "关于做好困难家庭帮扶工作的通知"
    mark: str = "青禾市民政局文件"
    number: str = "青民〔2026〕7号"
    signer: str = ""
    recipients: str = "各县（区）民政局"
    cc: str = ""
    signed: str = "青禾市民政局"
    day: str = "2026年7月4日"
    printed: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    enclosed: tuple[str, ...] = ()
    paper: Paper | None = None
    facts: Facts = field(default_factory=Facts)

    def proof(self) -> Proof:
        return Proof(measured(self), self.paper, facts=self.facts)


def found_by(rule: str, said: Said) -> list[Finding]:
    """What one rule finds."""
    (check,) = [one for one in CHECKS if one.id == rule]
    return list(check.findings(said.proof()))


def measured(said: Said) -> Measured:
    """The pages that say it."""
    rows = [row for paragraph in said.text for row in wrapped(paragraph)]
    first, rest = rows[:10], rows[10:]
    lines, red = head(said)
    start = max(one.bottom for one in lines) + PITCH
    pages = [[*lines, *placed(first, start, 1)]]
    while rest:
        pages.append(placed(rest[:ROWS], TOP, len(pages) + 1))
        rest = rest[ROWS:]
    tables = table(said, pages)
    ending(said, pages)
    if said.enclosed:
        page = len(pages) + 1
        rows = [row for paragraph in said.enclosed for row in wrapped(paragraph)]
        pages.append([line("附件", LEFT, TOP, font=sheets.HEITI, page=page), *placed(rows, TOP + 3 * PITCH, page)])
    rules = {1: [red], **tables}
    rules[1] = [red, *tables.get(1, [])]
    foot(said, pages, rules)
    made = tuple(
        Sheet(
            n, 210, 297, tuple(sorted(page, key=lambda one: (round(one.baseline, 1), one.x0))), tuple(rules.get(n, []))
        )
        for n, page in enumerate(pages, 1)
    )
    return Measured(made, (Font(sheets.FANGSONG, True),))


def head(said: Said) -> tuple[list[TextLine], Rule]:
    """版头, title and addressees."""
    mark = centred(said.mark, 72, 36, XIAOBIAOSONG, RED)
    number = centred(said.number, mark.bottom + 20.78, 16, sheets.FANGSONG)
    lines = [mark, number]
    if said.signer:
        lines.append(inset(f"签发人：{said.signer}", 1, number.top))
    red = horizontal(number.bottom + 4, 0.353, RED)
    top = red.y + 20.78
    for start in range(0, len(said.title), 20):
        lines.append(centred(said.title[start : start + 20], top, 22, XIAOBIAOSONG))
        top += 12.5
    addressed = f"{said.recipients}：" if said.recipients else ""
    for row in (addressed[n : n + 28] for n in range(0, len(addressed), 28)):
        lines.append(line(row, LEFT, top + 10.39))
        top += PITCH
    return lines, red


def wrapped(paragraph: str) -> Iterator[tuple[int, str]]:
    """A paragraph's lines, each with its indent in characters."""
    yield 2, paragraph[:26]
    for start in range(26, len(paragraph), 28):
        yield 0, paragraph[start : start + 28]


def placed(rows: Sequence[tuple[int, str]], start: float, page: int) -> list[TextLine]:
    return [line(text, LEFT + by * STEP, start + n * PITCH, page=page) for n, (by, text) in enumerate(rows)]


def table(said: Said, pages: list[list[TextLine]]) -> dict[int, list[Rule]]:
    """The table's cells under the text, on the last page, and its rules."""
    if not said.table:
        return {}
    page, top = len(pages), max(one.bottom for one in pages[-1]) + 4
    width = (RIGHT - LEFT) / len(said.table[0])
    for n, row in enumerate(said.table):
        pages[-1] += [line(text, LEFT + c * width + 1, top + 10 * n + 2, 12, page=page) for c, text in enumerate(row)]
    height = 10 * len(said.table)
    level = [Rule(page, LEFT, y, RIGHT, y, 0.18) for y in (top + 10 * n for n in range(len(said.table) + 1))]
    upright = (LEFT + c * width for c in range(len(said.table[0]) + 1))
    return {page: [*level, *(Rule(page, x, top, x, top + height, 0.18) for x in upright)]}


def ending(said: Said, pages: list[list[TextLine]]) -> None:
    """署名 and 成文日期."""
    page, top = len(pages), max(one.bottom for one in pages[-1]) + 2 * PITCH
    if said.signed:
        pages[-1].append(inset(said.signed, 5, top, page=page))
    if said.day:
        pages[-1].append(inset(said.day, 4, top + PITCH, page=page))


def foot(said: Said, pages: list[list[TextLine]], rules: dict[int, list[Rule]]) -> None:
    """版记 on a last page of its own."""
    if not (said.cc or said.printed):
        return
    page = len(pages) + 1
    made = [line(f"抄送：{said.cc}。", LEFT + 5, 243, 14, page=page)] if said.cc else []
    printed = said.printed or said.day
    made += [line("青禾市民政局办公室", LEFT + 5, 253, 14, page=page), inset(f"{printed}印发", 1, 253, 14, page=page)]
    pages.append(made)
    rules[page] = [horizontal(241, 0.35, page=page), horizontal(251, 0.25, page=page), horizontal(262, 0.35, page=page)]
