"""已知情况: what an office knows and no paper shows: who holds which post, whose a 代字 is, who has two superiors.

Rules that are handed nothing stay silent; what they find by such facts is never more than a warning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongwen.document.model import Member


@dataclass(frozen=True)
class Facts:
    """Facts in force on the day of proofing.

    `members`: name and title of each person (several titles parted by 、); `codes`: 机关代字 → the organ whose it is;
    `superiors`: an organ under dual leadership → its superior organs.
    """

    members: tuple[Member, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    superiors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
