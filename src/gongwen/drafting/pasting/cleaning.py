"""清洗: pasted text as a body wants it: a paragraph a line, 一、 （一） 1. （1） at the head of its lines.

What was changed is told in sentences. Wording and marks stay as they were written: what is wrong with them is for
proofing to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from gongwen.drafting.pasting import clipboard
from gongwen.drafting.pasting.clipboard import SOFT

_SAID = {
    "自动编号": "自动编号 {} 处改成了打出来的编号。",
    "编号": "编号的写法 {} 处改成了“一、”“（一）”“1.”“（1）”。",
    "项目符号": "项目符号 {} 个去掉了，需要编号的请补上。",
    "软回车": "软回车（手动换行）{} 处，句中的接起来，其余另成一段。",
    "空白": "多余的空格和制表符 {} 处去掉了。",
    "看不见的字符": "看不见的字符 {} 个去掉了。",
    "造字": "造字或符号字体的字符 {} 个去掉了，请改用通用字补上。",
    "上下标": "上标、下标 {} 处成了普通字，请核对（如 10² 会成为 102）。",
    "删去的文字": "修订中删去的文字 {} 处没有带入。",
    "隐藏文字": "隐藏文字 {} 处没有带入。",
    "脚注和批注": "脚注、尾注和批注 {} 处没有带入，需要的请写进正文。",
    "图片": "图片 {} 幅没有带入，请作为附件。",
    "表格": "表格 {} 个没有带入，表格请作为附件。",
}
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
                     "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e0fff]")  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_BLANKS = "\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_FILL = "\t \u00a0\u3000"
_BLANK = re.compile(f"[{_BLANKS}]+")
_LATIN = re.compile(r"[!-~]")
_ENDS = tuple("。；：！？”…;:!?")
_CN = "[一二三四五六七八九十百零〇]{1,4}"
_ROUND = dict(zip("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "一二三四五六七八九十", strict=True))
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"({_CN})[、.．,，]"), lambda m: f"{m[1]}、"),
    (re.compile(rf"[（(]({_CN})[）)][、.．]?"), lambda m: f"（{m[1]}）"),
    (re.compile("([㈠-㈩])[、.．]?"), lambda m: f"（{_ROUND[m[1]]}）"),
    (re.compile(r"([0-9０-９]{1,3})(?:[.．](?![0-9０-９])|、)"), lambda m: f"{m[1].translate(_DIGITS)}."),
    (re.compile("([⒈-⒛])"), lambda m: f"{ord(m[1]) - 0x2487}."),
    (re.compile(r"[（(]([0-9０-９]{1,3})[）)][、.．]?"), lambda m: f"（{m[1].translate(_DIGITS)}）"),
    (re.compile("([⑴-⒇])"), lambda m: f"（{ord(m[1]) - 0x2473}）"),
)


@dataclass(frozen=True)
class Pasted:
    """Clean body text, a paragraph a line, and what was changed or left out, in sentences."""

    text: str
    told: tuple[str, ...] = ()


def pasted(markup: str, text: str = "") -> Pasted:
    """What was pasted, made clean: from the clipboard's HTML where it holds any text, else from its plain text."""
    clip = clipboard.of_html(markup) if markup.strip() else clipboard.of_text(text)
    if not clip.text.strip() and not clip.met and text.strip():
        clip = clipboard.of_text(text)
    met = Counter(clip.met)
    lines = [line for part in _paragraphs(clip.text) for line in _lines(part, met)]
    return Pasted("\n".join(lines), tuple(sentence.format(met[what]) for what, sentence in _SAID.items() if met[what]))


def _paragraphs(text: str) -> list[str]:
    return re.sub("[\x85\u2029]", clipboard.PARAGRAPH, text).replace("\u2028", SOFT).split(clipboard.PARAGRAPH)


def _lines(paragraph: str, met: Counter[str]) -> list[str]:
    """The lines of a paragraph: soft line ends inside a sentence are gone, the others part it."""
    made: list[str] = []
    for line in (_swept(one, met) for one in paragraph.split(SOFT)):
        if made and line and not made[-1].endswith(_ENDS) and not _numbered(line)[1]:
            made[-1] = _spaced(f"{made[-1]} {line}")
        else:
            made.append(line)
    kept = [line for line in made if line]
    met["软回车"] += sum(map(bool, paragraph.strip(SOFT + _FILL).split(SOFT))) - 1 if SOFT in paragraph else 0
    return [_with_number(line, met) for line in kept]


def _swept(line: str, met: Counter[str]) -> str:
    """A line without what nobody sees and without blanks that only move words about."""
    for what, form in (("看不见的字符", _UNSEEN), ("造字", _PRIVATE)):
        line, count = form.subn("", line)
        met[what] += count
    line = _CONTROL.sub("", line)
    swept = _spaced(line)
    moved = bool(re.search(f"[\\t\u00a0\u3000]|[{_BLANKS}]{{2,}}", line)) and swept != line.strip(" ")
    met["空白"] += bool(swept) and moved
    return swept


def _spaced(line: str) -> str:
    """Blanks stay, one at a time, between Latin words and figures; Chinese text has none."""
    parts = [part for part in _BLANK.split(line) if part]
    made = "".join(parts[:1])
    for before, part in pairwise(parts):
        made += f" {part}" if _LATIN.match(part[0]) and _LATIN.match(before[-1]) else part
    return made


def _with_number(line: str, met: Counter[str]) -> str:
    made, found = _numbered(line)
    met["编号"] += made != line
    return made if found else line


def _numbered(line: str) -> tuple[str, bool]:
    """The line with the number at its head as a body writes it, and whether it has one."""
    for form, written in _NUMBERS:
        if found := form.match(line):
            return written(found) + line[found.end() :].lstrip(_FILL), True
    return line, False
