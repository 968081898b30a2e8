"""标题字句: the patterns of 印发, 转发 and 批转, words doubled or out of place (条例 第九条, standards of practice)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document.kinds import KINDS
from gongwen.proofing import zones
from gongwen.proofing.passages import Passage
from gongwen.proofing.rules.check import Check, Departure, Proof
from gongwen.proofing.rules.said import ARTICLE, PRACTICE, Look, told, wherever

_NINE = ARTICLE.format("九")
_RULES = r"(?:办法|规定|细则|条例|方案|规划|计划|要点|意见|制度|章程|准则|预案|规程|规则)"
_DOUBLED = re.compile("(?:请示报告|意见报告|通知通报|通告公告|请示函|函请示|决定通知)$")
_ENDING = re.compile(r"（[^（）]*）$")


def title_of(proof: Proof) -> Passage | None:
    """The paper's title as printed."""
    return next((one for one in proof.passages if one.zone == zones.TITLE), None)


def issuers(proof: Proof) -> list[str]:
    """发文机关: the paper's, else the names in the mark."""
    if proof.paper and proof.paper.issuers:
        return [organ.name for organ in proof.paper.issuers]
    mark = ["".join(line.text.split()) for line in proof.zones.of(zones.MARK)]
    return [re.sub("文件$", "", name) for name in mark if re.sub("文件$", "", name)]


def kind_of(proof: Proof) -> str:
    """文种: what the paper says, else the word that its title ends in; empty when neither tells."""
    if proof.paper:
        return proof.paper.kind
    title = title_of(proof)
    words = _ENDING.sub("", title.text.rstrip("。；，")) if title else ""
    return next((kind for kind in sorted(KINDS, key=len, reverse=True) if words.endswith(kind)), "")


def upward(proof: Proof) -> bool:
    """上行文: by the paper's field, else because a 请示 or 报告 is one by its kind."""
    if proof.paper:
        return proof.paper.upward or proof.paper.kind == "请示"
    return kind_of(proof) in ("请示", "报告")


def kind_unknown(proof: Proof) -> Iterator[Departure]:
    """条例 8: the title of a page with a head ends in one of the fifteen kinds."""
    title = title_of(proof)
    if title and proof.paper is None and proof.layout in ("文件", "信函") and not kind_of(proof):
        message = f"标题“{title.text[-12:]}”没有以十五种法定文种结尾，方案、办法等请用通知印发。"
        yield told(title, max(len(title.text) - 6, 0), len(title.text), message, "通知、意见等文种")


def two_kinds(proof: Proof) -> Iterator[Departure]:
    """请示报告 and the like name two kinds at once."""
    title = title_of(proof)
    found = _DOUBLED.search(title.text) if title else None
    if title and found:
        yield told(title, found.start(), found.end(), "标题末尾“{}”把两个文种连用，请按用途只用一个。", "一个文种")


def subject_missing(proof: Proof) -> Iterator[Departure]:
    """条例 9(7): a title says what the paper is about; 公告 and 通告 alone are titles too."""
    title = title_of(proof)
    if title and proof.layout in ("文件", "信函") and title.text not in ("公告", "通告"):
        organs = "".join(f"(?:{re.escape(name)})?" for name in issuers(proof))
        if re.fullmatch(rf"{organs}(?:紧急)?(?:{'|'.join(KINDS)})", title.text):
            yield told(title, 0, len(title.text), "标题“{}”没有事由，请写明关于什么事。", "发文机关+事由+文种")


def organ_missing(proof: Proof) -> Iterator[Departure]:
    """条例 9(7): a title names the issuing organ; where the mark above it names it, practice leaves it out."""
    title = title_of(proof)
    if title and proof.layout == "文件" and title.text.startswith("关于") and not _named(proof):
        message = "标题没有发文机关名称，页上也没有标出发文机关的标志，请在标题前加上发文机关名称。"
        yield told(title, 0, min(4, len(title.text)), message, "发文机关+事由+文种")


def _named(proof: Proof) -> bool:
    return proof.preprinted or bool(proof.zones.of(zones.MARK)) or bool(proof.zones.of(zones.NUMBER))


def _title(pattern: str, message: str, wanted: str, *, quoted: bool = True) -> Look:
    return wherever(pattern, message, wanted, zones.TITLE, zones.HEADLINE, quoted=quoted)


CHECKS = (
    Check("title.repeated", _NINE, "推算", _title(
        r"(?:的通知){2,}", "标题“{}”重复，转发通知时请省去一个“的通知”。", "的通知")),
    Check("title.about", _NINE, "推算", _title(
        r"关于关于|关于(?=转发[^《》]*关于|批转[^《》]*关于)", "标题中“关于”重复，被转发的标题已有“关于”，请省去一个。",
        "一个“关于”")),
    Check("title.object", PRACTICE, "实务", _title(
        rf"印发(?!《)[^《》]{{2,40}}?{_RULES}(?=（[^（）]{{1,8}}）的通知$|的通知$)",
        "印发的法规、规划等名称一般加书名号，“{}”请核对。", "印发《…》的通知")),
    Check("title.urgent", PRACTICE, "实务", _title(
        r"紧急(?=通知$)", "标题写“{}”，紧急程度一般标在版头，请核对。", "版头标注紧急程度")),
    Check("title.mark", PRACTICE, "实务", _title(
        r"[。；，](?=$)", "标题末尾有标点“{}”，一般不加，请去掉。", "不加标点")),
    Check("title.unknown", ARTICLE.format("八"), "规定", kind_unknown, severity="warning"),
    Check("title.kinds", ARTICLE.format("八"), "规定", two_kinds, severity="warning"),
    Check("title.subject", _NINE, "规定", subject_missing, severity="warning"),
    Check("title.organ", _NINE, "规定", organ_missing, severity="warning"),
)  # fmt: skip
