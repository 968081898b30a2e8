"""办理条件: the words a move may put after `needs:`, what each means, and who can mend it when it does not hold.

The office computes which words hold for a case (the *facts*), the form just handed in included; here is only what they
say. A word is one of the fixed ones, 有 or 没有 and a word for several parties (有联办单位), a need of one field
(`field_needs`), or the name of a paper, bare or with one of `STATES` behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongwen.document.fields import Field
from gongwen.workflow import field_needs
from gongwen.workflow.definition import Definition, Rule, Stage, StepWord
from gongwen.workflow.field_needs import FieldNeed

ISSUED, SIGNED, APPROVED, NUMBERED = "已印发", "已签署", "已签发", "已编号"
STATES = (ISSUED, SIGNED, APPROVED, NUMBERED)
OF_ISSUED = (ISSUED, APPROVED, NUMBERED)
"""States that only a 公文 comes to; a form or a contract has no 发文 flow of its own."""

PARTY_WORDS: Mapping[str, str] = {
    "联办单位": "在拟稿时写明联合行文的机关（主办机关以外的发文机关）",
    "成员单位": "登记领导小组成员和他们的单位",
    "下级单位": "在机关台账中登记以本事项的单位为上级的机关",
}
"""Words after `of:`, whom they name the office knows; each with how a person makes sure that there is one."""


@dataclass(frozen=True)
class Condition:
    """One word of `needs:`.

    `meaning` says in terms of the case's data when it holds; `unmet` tells a person what is missing, `{who}` standing
    for the roles that can mend it: those whose moves fill one of `fields` or owe one of `steps`. A workflow that does
    neither can never meet the condition, unless it comes from `outside` the flow, from what the office has on record.
    """

    word: str
    meaning: str
    unmet: str
    fields: tuple[str, ...] = ()
    steps: tuple[StepWord, ...] = ()
    outside: bool = False


def _condition(word: str, meaning: str, unmet: str, *, fields: str = "", steps: str = "") -> Condition:
    return Condition(word, meaning, unmet, tuple(fields.split()), tuple(StepWord(name) for name in steps.split()))


FIXED: Mapping[str, Condition] = {
    c.word: c
    for c in (
        # 立项、合同: no fixed words, papers only.
        # 监督
        _condition(
            "检查发现问题",
            "case.checks 至少一行，其中有 result 为「不符合」的行",
            "检查记录中没有「不符合」的项目，没有发现问题就不需要整改；如记录有误，请{who}重新登记检查情况",
            fields="checks",
        ),
        _condition(
            "检查未发现问题",
            "case.checks 至少一行，且各行 result 都为「符合」",
            "检查记录中有「不符合」的项目或尚无检查记录，须先整改；如记录有误，请{who}重新登记检查情况",
            fields="checks",
        ),
        _condition(
            "整改期限已过",
            "case.rectify_by 早于今天",
            "整改期限未过，请等项目单位报送整改情况；期限由{who}确定",
            fields="rectify_by",
        ),
        _condition(
            "复查合格",
            "case.rechecks 至少一行，且各行 result 都为「符合」",
            "复查记录中有「不符合」的项目或尚无复查记录，请{who}登记复查情况",
            fields="rechecks",
        ),
        _condition(
            "复查不合格",
            "case.rechecks 至少一行，其中有 result 为「不符合」的行",
            "复查记录中没有「不符合」的项目；如记录有误，请{who}重新登记复查情况",
            fields="rechecks",
        ),
        # 评估
        _condition(
            "评分齐全",
            "case.score 已由当前的 case.sheets 算出，评估员人数达到评分标准的要求，每项指标都有分数",
            "评分不齐，请{who}把各位评估员的评分表补齐",
            steps="score",
        ),
        _condition(
            "公示期满",
            "case.publicised_to 早于今天",
            "公示期未满，须在公示截止日之后办理；公示起止日期由{who}登记",
            fields="publicised_to",
        ),
        _condition(
            "公示无异议",
            "case.objection_outcome 为「无异议」或「异议不成立」",
            "公示有异议且异议成立，或异议处理结果尚未登记，请{who}登记异议处理结果，异议成立的退回重新评分",
            fields="objection_outcome",
        ),
        _condition("等次为优", "case.grade 为「优」", "评定等次不是「优」，等次由{who}提交的评分算出", steps="grade"),
        _condition(
            "等次为良或合格",
            "case.grade 为「良」或「合格」",
            "评定等次不是「良」或「合格」，等次由{who}提交的评分算出",
            steps="grade",
        ),
        _condition(
            "等次为不合格",
            "case.grade 为「不合格」",
            "评定等次不是「不合格」，等次由{who}提交的评分算出",
            steps="grade",
        ),
        # 奖惩
        _condition(
            "款项已拨付",
            "case.paid_amount 大于零，且 case.paid_on 不晚于今天",
            "款项尚未拨付或未登记，请{who}登记拨付日期和金额",
            fields="paid_on paid_amount",
        ),
        _condition(
            "资金已追回",
            "case.returned_amount 不少于 case.recovered_amount，且 case.returned_on 不晚于今天",
            "应退资金尚未全部到账，请{who}登记退回日期和金额",
            fields="returned_on returned_amount",
        ),
        # 归档
        _condition(
            "文书齐全",
            "本项目起草过的文书都已办完：公文已归档或作废，表单已成稿，合同已签署归卷；没有未完成或失败的待办",
            "文书不齐：有公文未办完发文手续，或表单、合同未成稿、未签署归卷，请{who}办完",
            steps="draft",
        ),
        # 发文办理 (paper.yaml): the case is the paper itself.
        _condition("已排版", "本文当前的稿子已排版成 PDF", "文稿尚未排版，请{who}重新排版", steps="typeset"),
        _condition(
            "核稿无误",
            "对当前稿子最近一次核稿没有「错误」级的问题",
            "核稿发现错误，请{who}按核稿意见改正后再办",
            steps="proof",
        ),
        _condition(
            "成文日期已定",
            "case.issued_on 已填",
            "成文日期尚未确定，请{who}在签发时填写",
            fields="issued_on",
        ),
        _condition("已编号", "台账中本文已有发文字号", "本文尚未编号，请{who}先办理编号", steps="number"),
    )
}


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
    if state == ISSUED:
        unmet = f"《{paper}》尚未印发，请{{who}}催办它的发文手续"
        return Condition(paper + state, f"《{paper}》的发文流程已到分发或归档", unmet, (), draft)
    if state == SIGNED:
        unmet = f"《{paper}》签署后的扫描件尚未归卷，请{{who}}提交"
        return Condition(paper + state, f"《{paper}》双方签署后的扫描件已归卷", unmet, (), (StepWord("file", paper),))
    if state in (APPROVED, NUMBERED):
        unmet = f"《{paper}》尚未{state.removeprefix('已')}，请{{who}}催办它的发文手续"
        return Condition(paper + state, f"《{paper}》的发文流程已办过{state.removeprefix('已')}", unmet, (), draft)
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


def what_is_missing(word: str, definition: Definition, names: Mapping[str, str] | None = None) -> Lacking:
    """What to tell of a condition that does not hold; `names` are the people behind a role, told after it."""
    papers = {step.argument for _, rule in definition.rules() for step in rule.then if step.argument}
    condition = find(word, papers, definition)
    if condition is None:
        return Lacking(word, f"条件「{word}」不成立", ())
    roles = tuple(dict.fromkeys(role for _, rule in sources(condition, definition) for role in rule.by))
    who = "或".join(named(role, names) for role in roles)
    return Lacking(word, condition.unmet.format(who=who or "经办人"), roles)


def named(role: str, names: Mapping[str, str] | None) -> str:
    """A role with the people who hold it: 审核人（顾言之）."""
    people = (names or {}).get(role)
    return f"{role}（{people}）" if people else role
