"""原稿成文: a draft and the PAPER.yaml beside it made one paper; the file goes first, and every difference is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from gongwen.document import dates
from gongwen.document.model import Attachment, Block, Heading, Paper, Text
from gongwen.drafting.paper_file import PaperFile
from gongwen.drafting.rough import Enclosed, Rough
from gongwen.drafting.rough.told import quoted
from gongwen.drafting.rough.values import squeezed
from gongwen.drafting.text.content import recipients_line
from gongwen.errors import BadInput

_MOST_HEAD_LINES = 5
_STOPS = str.maketrans({"、": "，", ",": "，", "；": "，", ";": "，", ":": "："})


def with_rough(given: PaperFile, rough: Rough) -> PaperFile:
    """The paper with the draft's body, and with what else the draft says where the file says nothing.

    What the file says too is not printed twice; where the two differ, the file's is printed and `told` says so.
    BadInput when the file uses a template, or neither says what the title is.
    """
    if given.template:
        raise BadInput(f"{given.where}：用了模板就由模板写正文，不能再用 --from 原稿，请去掉一样。")
    merge = _Merge(given.paper, rough)
    paper = merge.made()
    if not paper.title and given.paper.layout != "命令":
        raise BadInput(
            f"{given.where} 没有写标题，原稿 {rough.where} 的开头也看不出标题，请在 {given.where} 中写 title。"
        )
    if not paper.blocks:
        raise BadInput(f"原稿 {rough.where} 除了标题、主送、落款没有正文，请核对。")
    return replace(given, paper=paper, told=(*rough.told, *merge.told))


class _Merge:
    """One draft and one file being brought together."""

    def __init__(self, paper: Paper, rough: Rough) -> None:
        self._paper = paper
        self._rough = rough
        self._blocks: list[Block] = list(rough.blocks)
        self.told: list[str] = []

    def made(self) -> Paper:
        """The paper; `told` is complete after this."""
        changes: dict[str, Any] = {
            "title": self._title(),
            "adopted": self._adopted(),
            "recipients": self._recipients(),
            "note": self._note(),
            "date": self._signed(),
            "attachments": self._attachments(),
        }
        self._mast_and_imprint()
        return replace(self._paper, **changes, blocks=tuple(self._blocks))

    def _title(self) -> str:
        mine, theirs = self._paper.title.strip(), self._rough.title
        if not theirs and mine:
            self._drop_head(mine, "标题")
            return mine
        if theirs and not mine:
            self.told.append(f"标题取自原稿：{quoted(theirs)}。")
            return theirs
        self._compare("标题", mine, theirs)
        return mine

    def _adopted(self) -> str:
        mine, theirs = self._paper.adopted.strip(), self._rough.adopted
        if theirs and mine:
            self._compare("题注", mine.strip("（）()"), theirs.strip("（）()"))
        return mine or theirs

    def _recipients(self) -> tuple[str, ...]:
        mine, theirs = self._paper.recipients, self._rough.recipients
        if theirs and not mine:
            self.told.append(f"主送机关取自原稿：{quoted(theirs.rstrip('：:'))}。")
            return (theirs.rstrip("：:"),)
        if mine and not theirs:
            self._drop_head(recipients_line(mine), "主送机关")
        elif mine:
            self._compare("主送机关", recipients_line(mine), theirs)
        return mine

    def _note(self) -> str:
        mine, theirs = self._paper.note.strip().strip("（）()"), self._rough.note.strip("（）()")
        if theirs and mine:
            self._compare("附注", mine, theirs)
        elif theirs:
            self.told.append(f"附注取自原稿：{quoted(theirs)}。")
        return mine or theirs

    def _compare(self, what: str, mine: str, theirs: str) -> None:
        """Tell whether the draft says the same as the file."""
        if not theirs:
            return
        if _same(mine, theirs):
            self.told.append(f"原稿的{what}与稿件文件相同，只印一次。")
        else:
            self.told.append(f"原稿的{what}与稿件文件不同：印稿件文件的「{mine}」，没有印原稿的「{theirs}」，请核对。")

    def _drop_head(self, text: str, what: str) -> None:
        """Take the first blocks away where they say no more than the file does."""
        for count in range(1, min(len(self._blocks), _MOST_HEAD_LINES) + 1):
            lines = [_plain(one) for one in self._blocks[:count]]
            if all(lines) and _same("".join(lines), text):
                del self._blocks[:count]
                self.told.append(f"原稿的{what}与稿件文件相同，只印一次。")
                return

    def _signed(self) -> Any:
        """成文日期; the organs and the date of the draft's sign-off are compared with what will be printed."""
        paper, rough = self._paper, self._rough
        names = {squeezed(name) for organ in paper.issuers for name in (organ.name, organ.short) if name}
        self._drop_signature(names | {squeezed(one.post + one.name) for one in paper.signature})
        if not rough.signed:
            return paper.date
        text = " ".join(rough.signed)
        strange = [one for one in rough.organs if squeezed(one) not in names]
        if paper.sign_off == "none":
            self.told.append(f"原稿的落款「{text}」没有印：这份公文不落款（sign_off 是 none），请核对。")
        elif strange or (paper.date and rough.day and rough.day != paper.date):
            day = dates.printed(paper.date) if paper.date else ""
            printed = " ".join([*(organ.name for organ in paper.issuers), day]).strip()
            self.told.append(f"原稿的落款与稿件文件不同：印稿件文件的「{printed}」，没有印原稿的「{text}」，请核对。")
        else:
            self.told.append("原稿的落款与稿件文件一致，只印一次。")
        if paper.date is None and rough.day:
            self.told.append(f"成文日期取自原稿：{dates.printed(rough.day)}。")
        return paper.date or rough.day

    def _drop_signature(self, names: set[str]) -> None:
        """Issuers' names, or the post and name of who signs, at the end of the text are the sign-off too."""
        at = len(self._blocks)
        while at > 1 and squeezed(_plain(self._blocks[at - 1])) in names:
            at -= 1
        if at < len(self._blocks):
            del self._blocks[at:]
            self.told.append("原稿的落款与稿件文件一致，只印一次。")

    def _mast_and_imprint(self) -> None:
        for what, lines in (("版头", self._rough.mast), ("版记", self._rough.imprint)):
            if lines:
                text = " ".join(line.replace("\n", " ") for line in lines)
                self.told.append(f"原稿的{what}没有带入，{what}按稿件文件排：「{text}」，请核对稿件文件是否写全。")

    def _attachments(self) -> tuple[Attachment, ...]:
        """The file's attachments, then those that only the draft has."""
        mine, made = self._paper.attachments, []
        titles = {squeezed(one.title) for one in mine}
        for one in _enclosed(self._rough):
            if squeezed(one.title) not in titles:
                made.append(one)
            elif one.blocks:
                self.told.append(f"附件{quoted(one.title)}用稿件文件里的，没有用原稿里的。")
        if made:
            self.told.append(f"附件取自原稿：{'、'.join(quoted(one.title) for one in made)}。")
        for one in made:
            if one.separate:
                self.told.append(f"附件{quoted(one.title)}在原稿中只有名称，列入附件说明，不附内容。")
        for listed, title in _renamed(self._rough):
            self.told.append(f"附件说明写「{listed}」，附件的标题是「{title}」，按附件的标题排，请核对。")
        return (*mine, *made)


def _enclosed(rough: Rough) -> list[Attachment]:
    """The draft's attachments in the order of its 附件说明; a name without content counts as bound separately."""
    rest = list(rough.enclosed)
    if not rough.listed or len(rough.listed) == len(rest):
        names = rough.listed or [""] * len(rest)
        return [_attachment(one, name) for one, name in zip(rest, names, strict=True)]
    made = []
    for name in rough.listed:
        found = next((one for one in rest if _same(one.title, name)), None)
        if found:
            rest.remove(found)
        made.append(_attachment(found, name) if found else Attachment(name, separate=True))
    return made + [_attachment(one, "") for one in rest]


def _attachment(one: Enclosed, listed: str) -> Attachment:
    return Attachment(one.title or listed or one.mark, one.blocks, separate=not one.blocks)


def _renamed(rough: Rough) -> Iterable[tuple[str, str]]:
    """Where 附件说明 and the attachment itself say different titles."""
    if len(rough.listed) == len(rough.enclosed):
        pairs: Sequence[tuple[str, Enclosed]] = list(zip(rough.listed, rough.enclosed, strict=True))
        return [(name, one.title) for name, one in pairs if one.title and not _same(name, one.title)]
    return []


def _plain(block: Block) -> str:
    if isinstance(block, Text):
        return block.text
    return block.text + block.rest if isinstance(block, Heading) else ""


def _same(one: str, other: str) -> bool:
    """Whether two texts say the same, whatever their spaces and the width of their stops."""
    return squeezed(one).translate(_STOPS) == squeezed(other).translate(_STOPS)
