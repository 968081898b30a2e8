"""件: the papers of a case, one 件 each (DA/T 22—2015), and the order in which they are filed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongwen.errors import BadInput

PHASES = ("立项", "合同", "监督", "评估", "奖惩")
ROLES = ("正本", "附件", "文件处理单", "发文稿纸", "定稿")
"""The parts of one 件 in their order: 正文 → 附件, 正本 → 发文稿纸 → 定稿 (DA/T 22—2015)."""

_CONTRACT = (
    ("项目合同书", "合同", "合同书"),
    ("补充协议",),
    ("合同附件",),
    ("授权委托书", "主体资格证明"),
    ("请示", "批复", "审批表"),
    ("会签单", "审签单"),
    ("验收单", "付款凭证", "发票", "收据"),
    ("变更协议", "解除协议", "争议处理材料"),
)
"""The order inside the contract phase (实务): contract, supplements, annexes, powers, approvals, drafts, performance,
changes; kinds not listed stand with performance."""


@dataclass(frozen=True)
class Part:
    """A further file of a 件: an attachment, the draft as signed, a processing sheet. `role` is one of ROLES."""

    role: str
    title: str
    pdf: bytes
    docx: bytes | None = None


@dataclass(frozen=True)
class Item:
    """One 件. `order` is its place among its phase's papers as they were formed; `pdf` is the 正本 (the scan, when a
    contract was signed on paper); `number` is the 文号 or contract number, `issuer` the 责任者, `day` the 成文日期."""

    order: int
    phase: str
    title: str
    pdf: bytes
    kind: str = ""
    number: str = ""
    issuer: str = ""
    day: date | None = None
    docx: bytes | None = None
    parts: tuple[Part, ...] = ()
    note: str = ""

    def all_parts(self) -> tuple[Part, ...]:
        """The 正本 and the further files, in filing order."""
        first = Part("正本", self.title, self.pdf, self.docx)
        return tuple(sorted((first, *self.parts), key=lambda part: ROLES.index(part.role)))


def arranged(items: Sequence[Item], phases: Sequence[str] = PHASES) -> tuple[Item, ...]:
    """The papers in filing order: by phase, in the contract phase by kind, then as they were formed.

    BadInput names every paper whose phase or part's role is not known, or whose place another paper has.
    """
    faults = [*_unknown(items, phases), *_same_place(items)]
    if faults:
        raise BadInput.of(faults)
    return tuple(sorted(items, key=lambda item: (phases.index(item.phase), _contract_place(item), item.order)))


def _unknown(items: Sequence[Item], phases: Sequence[str]) -> Iterator[str]:
    for item in items:
        if item.phase not in phases:
            yield f"「{item.title}」所属阶段「{item.phase}」不在{'、'.join(phases)}之中，请改正后归档。"
        for part in item.parts:
            if part.role not in ROLES:
                yield f"「{item.title}」的「{part.title}」类别「{part.role}」不认识，可用：{'、'.join(ROLES)}。"


def _same_place(items: Sequence[Item]) -> Iterator[str]:
    seen: dict[tuple[str, int], Item] = {}
    for item in items:
        other = seen.setdefault((item.phase, item.order), item)
        if other is not item:
            yield f"「{item.title}」与「{other.title}」在{item.phase}阶段的顺序同为 {item.order}，请改成不同的。"


def _contract_place(item: Item) -> int:
    if item.phase != "合同":
        return 0
    performance = 6
    return next((place for place, kinds in enumerate(_CONTRACT) if item.kind in kinds), performance)
