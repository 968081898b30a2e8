"""主送和抄送: an organ named twice, or in both (条例 第九条(八)、(十五))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gongwen.proofing import zones
from gongwen.proofing.passages import Passage
from gongwen.proofing.rules.check import Check, Departure, Proof
from gongwen.proofing.rules.said import ARTICLE, told

_NAME = re.compile(r"(?:[^，。、；,;:：（]|（[^（）]*）)+")
Named = tuple[str, Passage, int]


def main_organs(proof: Proof) -> list[Named]:
    """主送 organs as printed, under the title or in 版记."""
    return _names(proof, "主送", zones.RECIPIENTS)


def copied_organs(proof: Proof) -> list[Named]:
    """抄送 organs as printed."""
    return _names(proof, "抄送")


def _names(proof: Proof, label: str, zone: str = "") -> list[Named]:
    made: list[Named] = []
    for passage in proof.passages:
        foot = passage.zone == zones.IMPRINT and passage.text.startswith((f"{label}：", f"{label}:"))
        if foot or (zone and passage.zone == zone):
            start = len(label) + 1 if foot else 0
            made += [(found[0], passage, found.start()) for found in _NAME.finditer(passage.text, start)]
    return made


def both(proof: Proof) -> Iterator[Departure]:
    """条例 9(15): 抄送 is for organs other than those of 主送."""
    main = {name for name, *_ in main_organs(proof)}
    for name, passage, at in copied_organs(proof):
        if name in main and _whole(name):
            message = "“{}”既是主送机关又是抄送机关，抄送机关是主送机关以外的机关，请留一处。"
            yield told(passage, at, at + len(name), message, "主送或抄送一处")


def repeated(proof: Proof) -> Iterator[Departure]:
    """No organ stands twice in one list, and none of the issuers writes to itself."""
    issuers = {name for organ in proof.paper.issuers for name in (organ.name, organ.short)} if proof.paper else set()
    for names in (main_organs(proof), copied_organs(proof)):
        ordered = sorted(names, key=lambda one: one[0])
        twice = [later for first, later in pairwise(ordered) if first[0] == later[0] and _whole(later[0])]
        for name, passage, at in twice:
            yield told(passage, at, at + len(name), "“{}”在同一处列了两次，请删去一个。", "列一次")
        for name, passage, at in (one for one in names if one[0] in issuers):
            yield told(passage, at, at + len(name), "“{}”是发文机关，不必主送或抄送自己，请删去。", "其他机关")


def _whole(name: str) -> bool:
    """Whether a name says an organ in full; 民政局 in a list of two counties' offices does not."""
    return bool(re.match(r"(?:.{2,}|各)[省市县区乡镇]|中共|[省市县区]", name))


CHECKS = (
    Check("recipients.both", ARTICLE.format("九"), "规定", both),
    Check("recipients.repeated", ARTICLE.format("九"), "推算", repeated),
)
