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
class Use:
    """What a template takes from the case: the names of all the fields it prints, and those it cannot do without."""

    fields: Set[str] = field(default_factory=frozenset)
    required: Set[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Known:
    """Step words with what each takes, templates with their frame (`none` or 文件, 信函, 命令, 纪要), and workflows.

    `uses` says what each template takes from the case, `step_fields` what each step word reads, and `kept_endings` how
    the names of fields end that are records by themselves (an opinion). `held` are the roles somebody holds today; None
    where no office is asked.
    """

    steps: Mapping[str, Argument]
    templates: Mapping[str, str]
    workflows: Set[str] = field(default_factory=frozenset)
    uses: Mapping[str, Use] = field(default_factory=dict)
    step_fields: Mapping[str, Set[str]] = field(default_factory=dict)
    kept_endings: tuple[str, ...] = ()
    held: Set[str] | None = None

    def is_issued(self, template: str) -> bool:
        """True when the paper is a 公文 with a 发文 flow of its own, not a form or a contract."""
        return self.templates.get(template, "none") != "none"

    def use(self, template: str) -> Use:
        """What a template takes from the case; nothing where nobody has said."""
        return self.uses.get(template, Use())
