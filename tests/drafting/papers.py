"""Papers for the tests of the frame: one to change by keyword."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongwen.document import body
from gongwen.document.model import Organ, Paper

TEXT = """为健全困难家庭帮扶救助工作机制，经研究，现就有关事项通知如下。
一、主要任务
（一）摸清底数。各县（区）要组织力量对辖区内困难家庭逐户走访，建立台账，做到一户一档、动态更新。
（二）落实帮扶措施
1.紧急救助。对因病因灾造成基本生活暂时困难的家庭，由乡镇（街道）在24小时内先行救助。
（1）及时拨付资金。
二、工作要求
各单位要高度重视，明确责任，于2026年11月30日前将落实情况报市帮扶办。"""

NAMES = (
    "中共青禾市委宣传部",
    "青禾市民政局",
    "青禾市卫生健康委员会",
    "青禾市教育局",
    "青禾市财政局",
    "青禾市人力资源和社会保障局",
    "青禾市农业农村局",
    "青禾市医疗保障局",
    "青禾市总工会",
    "青禾市妇女联合会",
    "青禾市残疾人联合会",
    "青禾市红十字会",
)


def organs(count: int, seal_mm: float = 42) -> tuple[Organ, ...]:
    """So many organs of the fictional city."""
    return tuple(Organ(name, seal_mm=seal_mm) for name in NAMES[:count])


def a_paper(**changes: Any) -> Paper:
    """A complete notice of one organ."""
    given: dict[str, Any] = {
        "issuers": (Organ("青禾市卫生健康委员会", "市卫生健康委"),),
        "title": "青禾市卫生健康委员会关于做好2026年困难家庭帮扶救助工作的通知",
        "number": "青卫〔2026〕67号",
        "recipients": ("各县（区）卫生健康局", "委直属各单位"),
        "blocks": body.blocks(TEXT),
        "date": date(2026, 10, 9),
        "note": "此件公开发布",
        "cc": ("市委办公室", "市政府办公室"),
        "printed_by": "青禾市卫生健康委员会办公室",
        "printed_on": date(2026, 10, 10),
    }
    return Paper(**{**given, **changes})
