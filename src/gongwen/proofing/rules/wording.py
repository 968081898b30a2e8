"""要素齐全: what a paper of its kind must say, read from the printed page (《党政机关公文处理工作条例》 第九条)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import layout
from gongwen.proofing import zones
from gongwen.proofing.rules.check import Check, Departure, Proof, box_of
from gongwen.proofing.rules.titles import upward

_ARTICLE = "《党政机关公文处理工作条例》第九条"


def title_orphan(proof: Proof) -> Iterator[Departure]:
    """7.3.1: a title's words stay whole; one character alone on its last line is the end of a broken word."""
    title = proof.zones.of(zones.TITLE)
    if len(title) > 1 and len(title[-1].text) == 1 and proof.layout != "其他":
        yield Departure(
            message=f"标题末行只有“{title[-1].text}”一个字，回行应词意完整、排列对称，请调整标题断行。",
            where="标题",
            page=title[-1].page,
            found=title[-1].text,
            wanted="梯形或菱形，词不断开",
            box=box_of([title[-1]]),
        )


def title_kind(proof: Proof) -> Iterator[Departure]:
    """条例 9(7): a title ends in the kind of paper; （试行） and the like may follow."""
    title = re.sub(r"（[^（）]*）$", "", proof.zones.text(zones.TITLE))
    paper = proof.paper
    if paper and paper.layout in ("文件", "信函") and title and not title.endswith(paper.kind):
        yield Departure(
            message=f"标题“{title[-12:]}”没有以文种“{paper.kind}”结尾，"
            "标题由发文机关、事由和文种组成，请核对标题或 kind。",
            where="标题",
            page=1,
            found=title[-12:],
            wanted=paper.kind,
            box=box_of(proof.zones.of(zones.TITLE)),
        )


def signers_missing(proof: Proof) -> Iterator[Departure]:
    """条例 9(6): an upward paper names its 签发人; a page that nobody described shows by its title that it is one."""
    marked = proof.paper or proof.zones.of(zones.MARK)
    if marked and upward(proof) and proof.layout == "文件" and "签发人" not in _head(proof):
        yield Departure(
            message="上行文没有标注签发人，请在 signers 中填写签发人姓名。",
            where="签发人",
            page=1,
            found="没有",
            wanted="签发人：姓名",
        )


def copy_missing(proof: Proof) -> Iterator[Departure]:
    """条例 9(1): a classified paper bears its copy number."""
    paper = proof.paper
    if paper and paper.secrecy and paper.layout == "文件" and not re.search(r"\d{6}", _head(proof)):
        yield Departure(
            message="涉密公文没有标注份号，请在 copy 中填写份号（印成6位数字）。",
            where="份号",
            page=1,
            found="没有",
            wanted="6 位份号",
        )


def _head(proof: Proof) -> str:
    return proof.zones.text(zones.HEAD, zones.NUMBER, zones.SIGNERS)


CHECKS = (
    Check("title.orphan", f"{layout.STANDARD} 7.3.1", "规定", title_orphan),
    Check("title.kind", _ARTICLE, "规定", title_kind, severity="warning"),
    Check("signers.missing", _ARTICLE, "规定", signers_missing),
    Check("copy.missing", _ARTICLE, "规定", copy_missing),
)
