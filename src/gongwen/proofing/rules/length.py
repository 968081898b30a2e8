"""篇幅: how long a paper may be (《整治形式主义为基层减负若干规定》, 2024)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.proofing import zones
from gongwen.proofing.rules.check import Check, Departure, Proof
from gongwen.proofing.rules.titles import title_of

_RULES = "《整治形式主义为基层减负若干规定》"
GENERAL, SPECIAL = 5000, 4000
"""The most characters of the text of a paper, and of one about a special task."""


def too_long(proof: Proof) -> Iterator[Departure]:
    """At most 5000 characters, on a special task 4000; a comprehensive deployment may be longer."""
    title = title_of(proof)
    body = [one for one in proof.passages if one.zone == zones.BODY and not one.cell]
    count = sum(len(one.text) for one in body)
    special = bool(title and re.search("专项|专题", title.text))
    most = SPECIAL if special else GENERAL
    if title and proof.layout in ("文件", "信函") and count > most:
        page, box = title.place(0, len(title.text))
        yield Departure(
            message=f"正文约 {count} 字，{'部署专项工作' if special else '一般'}的文件不超过 {most} 字"
            f"（综合部署的除外），请精简。",
            where="正文",
            page=page,
            found=f"{count} 字",
            wanted=f"不超过 {most} 字",
            box=box,
        )


CHECKS = (Check("length.text", _RULES, "规定", too_long, severity="warning"),)
