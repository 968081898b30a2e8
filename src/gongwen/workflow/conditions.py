"""办理条件: the words a move may put after `needs:`, what each means, and who can mend it when it does not hold.

The office computes which words hold for a case (the *facts*), the form just handed in included; here is only what they
say. A word is one of the fixed ones, 有 or 没有 and a word for several parties (有联办单位), a need of one field
(`field_needs`), or the name of a paper, bare or with one of `STATES` behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongwen.document.fields import Field
from gongwen.workflow import field_needs
from gongwen.workflow.condition_table import FIXED, Condition
from gongwen.workflow.definition import Definition, Rule, Stage, StepWord
from gongwen.workflow.field_needs import FieldNeed

ISSUED, SIGNED = "已印发", "已签署"
OF_ISSUED = (ISSUED, "已签发", "已编号", "已分发", "已归档")
"""States that only a 公文 comes to; a form or a contract has no 发文 flow of its own."""
STATES = (SIGNED, *OF_ISSUED)
_REACHED: Mapping[str, str] = {
    "已签发": "已由签发人签发，正在复核或以后的环节",
    "已编号": "已有发文字号",
    ISSUED: "已用印，可以分发或已经分发",
    "已分发": "已分发给每个收文单位",
    "已归档": "已分发、签收并归档",
}
"""What each means; a paper that was given up, revoked or repealed has come to none of them."""

PARTY_WORDS: Mapping[str, str] = {
    "联办单位": "在拟稿时写明联合行文的机关（主办机关以外的发文机关）",
    "成员单位": "登记领导小组成员和他们的单位",
    "下级单位": "在机关台账中登记以本事项的单位为上级的机关",
    "责任单位": "在议定事项中写明责任单位和完成时限",
}
"""Words after `of:`, whom they name the office knows; each with how a person makes sure that there is one."""


def paper_of(word: str, papers: Iterable[str]) -> str | None:
    """The paper a condition word speaks of: 立项批复 for 立项批复, 立项批复已印发 and the other states, else None."""
    papers = set(papers)
    candidates = (word, *(word.removesuffix(state) for state in STATES))
    return next((name for name in candidates if name in papers), None)


def find(word: str, papers: Iterable[str], definition: Definition | None = None) -> Condition | None:
    """The condition a word stands for, or None when nobody knows it. `papers` are the papers' names; the definition
    gives a field its label."""
    if word in FIXED:
        return FIXED[word]
    if need := field_needs.parse(word):
        return _of_field(need, definition)
    paper = paper_of(word, papers)
    return about(paper, word.removeprefix(paper)) if paper else _of_parties(word)


def about(paper: str, state: str) -> Condition:
    """The condition that a paper is drafted and typeset (`state` empty), or has come to one of `STATES`."""
    draft = (StepWord("draft", paper),)
    if state == SIGNED:
        unmet = f"《{paper}》签署后的扫描件尚未归卷，请{{who}}提交"
        return Condition(paper + state, f"《{paper}》双方签署后的扫描件已归卷", unmet, (), (StepWord("file", paper),))
    if state in _REACHED:
        unmet = f"《{paper}》尚未{state.removeprefix('已')}，请{{who}}催办它的发文手续"
        return Condition(paper + state, f"《{paper}》{_REACHED[state]}", unmet, (), draft)
    return Condition(paper, f"《{paper}》已起草并排版成 PDF", f"《{paper}》尚未成稿，请{{who}}办理", (), draft)


def party_conditions() -> list[str]:
    """Every word that asks whether there are parties of a kind."""
    return [ask + word for word in PARTY_WORDS for ask in ("有", "没有")]


def party_word(word: str) -> str | None:
    """联办单位 for 有联办单位 and 没有联办单位, None for a word that does not speak of parties."""
    rest = word.removeprefix("没有") if word.startswith("没有") else word.removeprefix("有")
    return rest if rest != word and rest in PARTY_WORDS else None


def _of_parties(word: str) -> Condition | None:
    parties = party_word(word)
    if parties is None:
        return None
    if word.startswith("没有"):
        return Condition(word, f"本事项没有{parties}", f"本事项有{parties}，应当由他们逐一办理", outside=True)
    return Condition(word, f"本事项有{parties}", f"本事项没有{parties}，有的请先{PARTY_WORDS[parties]}", outside=True)


def _of_field(need: FieldNeed, definition: Definition | None) -> Condition:
    if need.field in field_needs.COMPUTED:
        step, label = field_needs.COMPUTED[need.field]
        return Condition(str(need), f"case.{need}", need.unmet(label), steps=(StepWord(step),))
    asked = field_of(need.field, definition) if definition else None
    return Condition(str(need), f"case.{need}", need.unmet(asked.label if asked else need.field), (need.field,))


def fields_met(definition: Definition, data: Mapping[str, Any], today: date) -> set[str]:
    """The words of the workflow's needs of fields that hold for these data."""
    words = {word for _, rule in definition.rules() for word in rule.needs}
    needs = {word: need for word in words if (need := field_needs.parse(word))}
    return {word for word, need in needs.items() if need.holds(data.get(need.field), today)}


def asked_parties(definition: Definition) -> dict[str, str]:
    """有联办单位 → 联办单位, for every condition of the workflow that asks whether there are parties."""
    words = {word for _, rule in definition.rules() for word in rule.needs}
    return {word: of for word in sorted(words) if (of := party_word(word))}


def field_of(name: str, definition: Definition) -> Field | None:
    """The field of that name as some form of the workflow asks for it, or None."""
    return next((field for _, rule in definition.rules() for field in rule.form if field.name == name), None)


def sources(condition: Condition, definition: Definition) -> tuple[tuple[Stage, Rule], ...]:
    """The moves that can bring a condition about: they fill one of its fields or owe one of its steps."""
    return tuple((stage, rule) for stage, rule in definition.rules() if _brings(rule, condition))


def _brings(rule: Rule, condition: Condition) -> bool:
    fills = any(field.name in condition.fields for field in rule.form)
    owes = any(
        step == wanted or (wanted.argument is None and step.name == wanted.name)
        for step in rule.then
        for wanted in condition.steps
    )
    return fills or owes


@dataclass(frozen=True)
class Lacking:
    """A condition that does not hold: its word, the sentence part that tells it, and the roles that can mend it."""

    word: str
    text: str
    roles: tuple[str, ...]

    def __str__(self) -> str:
        return self.text


def what_is_missing(
    word: str, definition: Definition, names: Mapping[str, str] | None = None, told: Mapping[str, str] | None = None
) -> Lacking:
    """What to tell of a condition that does not hold; `names` are the people behind a role, told after it, and `told`
    is what the office knows better of a word than this table does."""
    papers = {step.argument for _, rule in definition.rules() for step in rule.then if step.argument}
    condition = find(word, papers, definition)
    if condition is None:
        return Lacking(word, f"条件「{word}」不成立", ())
    roles = tuple(dict.fromkeys(role for _, rule in sources(condition, definition) for role in rule.by))
    who = "或".join(named(role, names) for role in roles)
    return Lacking(word, (told or {}).get(word) or condition.unmet.format(who=who or "经办人"), roles)


def named(role: str, names: Mapping[str, str] | None) -> str:
    """A role with the people who hold it: 审核人（顾言之）."""
    people = (names or {}).get(role)
    return f"{role}（{people}）" if people else role
