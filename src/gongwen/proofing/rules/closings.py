"""结尾用语: the phrase that each kind of paper closes with, and the incoming paper that an answer cites (实务)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.proofing import zones
from gongwen.proofing.passages import Passage
from gongwen.proofing.rules.check import Check, Departure, Proof
from gongwen.proofing.rules.said import PRACTICE, told
from gongwen.proofing.rules.titles import kind_of, title_of

_WANTED = {
    "请示": ("请批示|请予?批准|请予?审批|请批复|请予?批复|请审示|请指示|请予?核准|请审定|请审核", "妥否，请批示。"),
    "批复": ("此复|特此批复", "此复。"),
    "函": ("函告|函复|函商|复函|盼复|此函|为盼|为荷|商请|请.{0,20}(?:反馈|回复|函)|此复", "特此函告。请函复。"),
    "议案": ("请予?审议|提请审议", "请予审议。"),
}
_CITED = r"〔\d{4}〕\d+号|《[^《》]+》[^。]{0,30}收悉"
_OF = {
    "特此通知": ("通知",),
    "特此报告": ("报告",),
    "特此通报": ("通报",),
    "特此公告": ("公告",),
    "特此通告": ("通告",),
    "特此批复": ("批复",),
    "此复": ("批复", "函"),
    "妥否，请批示": ("请示",),
    "当否，请批示": ("请示",),
}
"""Closing phrases and the kinds whose they are."""


def _body(proof: Proof) -> list[Passage]:
    return [one for one in proof.passages if one.zone == zones.BODY and not one.cell]


def missing(proof: Proof) -> Iterator[Departure]:
    """A request, an answer, a letter and a bill close with words of their own.

    Where the last line is no sentence, the end of the text is not known and nothing is said.
    """
    kind, body, title = kind_of(proof), _body(proof), title_of(proof)
    if kind not in _WANTED or not body or not title:
        return
    pattern, wanted = _WANTED[kind]
    if body[-1].text.endswith("。") and not any(re.search(pattern, one.bare) for one in body[-4:]):
        last = body[-1]
        message = f"{kind}的结尾没有“{wanted}”一类的用语，请核对。"
        yield told(last, max(len(last.text) - 12, 0), len(last.text), message, wanted)


def strange(proof: Proof) -> Iterator[Departure]:
    """A closing phrase of another kind shows that the wrong kind was taken."""
    kind = kind_of(proof)
    for passage in _body(proof)[-2:] if kind and kind not in ("命令", "纪要") else ():
        for phrase, kinds in _OF.items():
            found = re.search(rf"(?:^|[。；]){phrase}。?$", passage.bare)
            if found and kind not in kinds:
                message = f"文种是{kind}，结尾却用“{phrase}”，这是{'、'.join(kinds)}的结尾用语，请核对文种。"
                yield told(passage, passage.text.index(phrase, found.start()), len(passage.text), message, kind)


def uncited(proof: Proof) -> Iterator[Departure]:
    """An answer names the paper that it answers, with its number."""
    body = _body(proof)
    if kind_of(proof) == "批复" and body and not any(re.search(_CITED, one.text) for one in body[:3]):
        message = "批复开头没有写明来文的标题和发文字号，请引用“《…的请示》（发文字号）收悉”。"
        yield told(body[0], 0, min(len(body[0].text), 16), message, "来文标题和发文字号")


CHECKS = (
    Check("closing.missing", PRACTICE, "实务", missing),
    Check("closing.kind", PRACTICE, "实务", strange),
    Check("closing.cited", PRACTICE, "实务", uncited),
)
