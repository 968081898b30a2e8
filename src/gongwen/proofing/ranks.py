"""机关层级: how high an organ stands, as far as its name tells.

Rank 0 is a province's party committee or government, 1 a province's department or a city, 2 a city's department or a
county, 3 a county's department or a township, 4 what is under that. Names that do not tell have no rank; a rank read
from a name is never certain, so rules that use it warn at most.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACES = re.compile(
    r"(?:中共|中国共产党|共青团|中国)?"
    r"(?P<省>(?:各|[\u4e00-\u9fff]{2,3}?)?(?:省|自治区))?"
    r"(?P<市>(?:各|[\u4e00-\u9fff]{2,4}?)?(?:市|自治州)(?!场|政管|容|区))?"
    r"(?P<县>(?:各|[\u4e00-\u9fff]{2,4}?)?(?:县(?:（市、区）|（市）|（区）|、区|区)?|区(?!域|划))(?!级))?"
    r"(?P<乡>(?:各|[\u4e00-\u9fff]{2,4}?)?(?:乡镇(?:（街道）)?|镇(?:（街道）)?|乡(?!村|建)|街道))?"
)
_LEVELS = {"省": 0, "市": 1, "县": 2, "乡": 3}
_CORE = re.compile(
    r"(?:党委|省委|市委|县委|区委|镇党委|乡党委|委员会)?(?:人民)?政府$|^(?:党委|委|委员会|工作委员会|党工委|办事处|人大常委会|政协|"
    r"人民代表大会常务委员会)$"
)


@dataclass(frozen=True)
class Rank:
    """An organ's place: `level` of its territory (0 province … 3 township), and whether it is a department there."""

    level: int
    department: bool

    @property
    def height(self) -> int:
        """The smaller, the higher."""
        return self.level + self.department


def rank(name: str) -> Rank | None:
    """The rank that a name tells; none when it names no territory (市 as in 市场 is none)."""
    found = _PLACES.match(name)
    assert found is not None  # every part may be empty
    named = [level for level in _LEVELS if found[level]]
    if not named:
        return Rank(-1, False) if name.startswith(("国务院", "中共中央")) else None
    rest = name[found.end() :]
    if not rest and not name.startswith("各"):
        return None
    return Rank(_LEVELS[named[-1]], not _CORE.search(rest))


def is_government(name: str) -> bool:
    """Whether the organ is a party committee or a people's government itself."""
    found = re.search(r"(?:人民政府|政府|党委|省委|市委|县委|区委)(?:（[^）]*）)?$", name)
    return bool(found)


def is_leading_office(name: str) -> bool:
    """An 办公厅（室） of a party committee or government, which writes down with its authority."""
    return bool(re.search(r"(?:省|市|县|区|州)?(?:委|党委|人民政府|政府)办公[厅室]$", name))
