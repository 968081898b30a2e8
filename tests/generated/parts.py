"""随机正文与附件: text of an exact number of rows, and attachments of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from PIL import Image as Drawing
from PIL import ImageDraw

from generated import stock
from gongwen.document import body
from gongwen.document.lengths import mm
from gongwen.document.model import Attachment, Block, GroupOffice, Image, Member, Roster, Table, Text
from gongwen.drafting.word import widths

_CHARS = 28


def filled(chance: Random, rows: int) -> tuple[Block, ...]:
    """Paragraphs and headings that take so many rows."""
    return tuple(body.block(line) for line in _lines(chance, rows))


def free(chance: Random, rows: int) -> tuple[Block, ...]:
    """About so many rows, perhaps with a table among them."""
    blocks = list(filled(chance, rows))
    if chance.random() < 0.4:
        blocks.insert(chance.randint(1, len(blocks)), a_table(chance, chance.choice((3, 12, 40))))
        blocks.append(Text(stock.paragraph(chance, 2)))
    return tuple(blocks)


def _lines(chance: Random, rows: int) -> Iterator[str]:
    headed = chance.random() < 0.8
    numbers = [0, 0, 0, 0]
    first = True
    while rows > 0:
        if headed and not first and rows > 2 and chance.random() < 0.5:
            line = _heading(chance, numbers)
            rows -= 1
            if line.endswith("。"):
                tall = min(rows + 1, chance.randint(1, 5))
                line, rows = line + _of_rows(chance, tall, len(line) + 2), rows + 1 - tall
            yield line
        tall = min(rows, chance.choice((1, 2, 2, 3, 4, 6, 9)))
        if tall:
            yield _of_rows(chance, tall, 2)
            rows -= tall
        first = False


def _heading(chance: Random, numbers: list[int]) -> str:
    """The next heading of a level that may follow; those of level two and deeper often run on."""
    deepest = next((i for i in (3, 2, 1) if numbers[i - 1]), 0)
    level = chance.randint(0, deepest) if numbers[0] < 9 else chance.randint(1, max(1, deepest))
    numbers[level] += 1
    numbers[level + 1 :] = [0] * (3 - level)
    digit = stock.NUMERALS[(numbers[level] - 1) % 10]
    mark = (f"{digit}、", f"（{digit}）", f"{numbers[level]}.", f"（{numbers[level]}）")[level]
    if level and chance.random() < 0.7:
        return f"{mark}{chance.choice(stock.RUN_IN)}。"
    return mark + chance.choice(stock.HEADINGS)


def _of_rows(chance: Random, rows: int, indent: int) -> str:
    """A text of so many rows of which the last is neither nearly empty nor nearly full; `indent` characters precede."""
    while True:
        text = stock.sentence(chance, 1)
        while widths.body_lines(text, indent) < rows:
            text = (
                text[:-1] + "，" + stock.sentence(chance, 1)
                if chance.random() < 0.7
                else text + stock.sentence(chance, 1)
            )
        if widths.body_lines(text, indent) == rows == widths.body_lines(text + "字" * 2, indent):
            return text


# --- attachments


def attachments(chance: Random, folder: Path) -> tuple[Attachment, ...]:
    """None, one without a number, or several; some bound separately."""
    count = chance.choices((0, 1, 2, 3), [6, 2, 1, 1])[0]
    return tuple(_attachment(chance, folder, number) for number in range(1, count + 1))


def _attachment(chance: Random, folder: Path, number: int) -> Attachment:
    kind = chance.choice(("text", "text", "roster", "table", "turned", "picture", "separate"))
    title = f"{chance.choice(stock.SUBJECTS)}{ {'roster': '成员名单', 'picture': '流程图'}.get(kind, '情况表') }"
    title = title.replace("做好", "").replace("开展", "")
    match kind:
        case "text":
            return Attachment(title, filled(chance, chance.choice((3, 10, 14, 17, 18, 19, 30))))
        case "roster":
            return Attachment(title, roster=_roster(chance))
        case "table":
            return Attachment(title, (a_table(chance, chance.choice((4, 22, 26, 60))),))
        case "turned":
            return Attachment(title, (a_table(chance, chance.choice((5, 30)), landscape=True),))
        case "picture":
            return Attachment(title, (Image(_picture(folder, number), mm(chance.choice((60, 120, 156)))),))
    return Attachment(title, separate=True)


def _roster(chance: Random) -> Roster:
    names = chance.sample(stock.PEOPLE, chance.randint(4, 14))
    posts = ["组长", "副组长", "副组长", *["成员"] * 20]
    members = tuple(Member(post, name, chance.choice(stock.POSTS)) for post, name in zip(posts, names, strict=False))
    office = GroupOffice("青禾市民政局", names[1]) if chance.random() < 0.5 else None
    return Roster("青禾市困难家庭帮扶工作领导小组", members, office, chance.choice(("空格", "括注")))


def a_table(chance: Random, rows: int, *, landscape: bool = False) -> Table:
    """Sums by township; the last column wraps now and then."""
    columns = ("序号", "乡镇（街道）", "户数", "救助金额（万元）", "帮扶措施")
    made = tuple(
        (str(i), chance.choice(stock.TOWNS), str(chance.randint(2, 300)), f"{chance.randint(10, 900) / 10:.1f}",
         stock.clause(chance))
        for i in range(1, rows + 1)
    )  # fmt: skip
    return Table(columns, made, chance.choice(("", "困难家庭帮扶情况汇总")), landscape)


def _picture(folder: Path, number: int) -> Path:
    """A drawing of boxes and arrows, wide or tall."""
    path = folder / f"流程图{number}.png"
    image = Drawing.new("RGB", (900, 500 + 300 * number), "white")
    pen = ImageDraw.Draw(image)
    for top in range(60, image.height - 160, 200):
        pen.rectangle((250, top, 650, top + 100), outline="black", width=4)
        pen.line((450, top + 100, 450, top + 200), fill="black", width=4)
    image.save(path)
    return path
