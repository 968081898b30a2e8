"""可用的词: what a workflow file may refer to, handed in by the office, which stands above this room."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from enum import Enum


class Argument(Enum):
    """What a step word takes behind its colon."""

    NONE = "不带内容"
    TEMPLATE = "文书模板"
    MAYBE_TEMPLATE = "文书模板或不带内容"
    WORKFLOW = "流程"


@dataclass(frozen=True)
class Known:
    """Step words with what each takes, templates with their frame (`none` or 文件, 信函, 命令, 纪要), and workflows."""

    steps: Mapping[str, Argument]
    templates: Mapping[str, str]
    workflows: Set[str] = field(default_factory=frozenset)

    def is_issued(self, template: str) -> bool:
        """True when the paper is a 公文 with a 发文 flow of its own, not a form or a contract."""
        return self.templates.get(template, "none") != "none"
