"""办理条件: the words a move may put after `needs:`, what each means, and who can mend it when it does not hold.

The office computes which words hold for a case (the *facts*), the form just handed in included; here is only what they
say. A word is either one of the
fixed ones or the name of a paper, bare or with 已印发 or 已签署 behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongwen.workflow.definition import Definition, Rule, Stage, StepWord

ISSUED, SIGNED = "已印发", "已签署"


@dataclass(frozen=True)
class Condition:
    """One word of `needs:`.

    `meaning` says in terms of the case's data when it holds; `unmet` tells a person what is missing, `{who}` standing
    for the roles that can mend it: those whose moves fill one of `fields` or owe one of `steps`. A workflow that does
    neither can never meet the condition.
    """

    word: str
    meaning: str
    unmet: str
    fields: tuple[str, ...] = ()
    steps: tuple[StepWord, ...] = ()


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
    """The paper a condition word speaks of: 立项批复 for 立项批复, 立项批复已印发 and 立项批复已签署, else None."""
    papers = set(papers)
    candidates = (word, word.removesuffix(ISSUED), word.removesuffix(SIGNED))
    return next((name for name in candidates if name in papers), None)


def find(word: str, papers: Iterable[str]) -> Condition | None:
    """The condition a word stands for, or None when the table does not have it. `papers` are the papers' names."""
    if word in FIXED:
        return FIXED[word]
    paper = paper_of(word, papers)
    return about(paper, word.removeprefix(paper)) if paper else None


def about(paper: str, state: str) -> Condition:
    """The condition that a paper is drafted and typeset (`state` empty), 已印发 or 已签署."""
    draft = (StepWord("draft", paper),)
    if state == ISSUED:
        unmet = f"《{paper}》尚未印发，请{{who}}催办它的发文手续"
        return Condition(paper + state, f"《{paper}》的发文流程已到归档", unmet, (), draft)
    if state == SIGNED:
        unmet = f"《{paper}》签署后的扫描件尚未归卷，请{{who}}提交"
        return Condition(paper + state, f"《{paper}》双方签署后的扫描件已归卷", unmet, (), (StepWord("file", paper),))
    return Condition(paper, f"《{paper}》已起草并排版成 PDF", f"《{paper}》尚未成稿，请{{who}}办理", (), draft)


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


def what_is_missing(word: str, definition: Definition) -> str:
    """A sentence part for a condition that does not hold: what is missing and which role can mend it."""
    papers = {step.argument for _, rule in definition.rules() for step in rule.then if step.argument}
    condition = find(word, papers)
    if condition is None:
        return f"条件「{word}」不成立"
    who = dict.fromkeys(role for _, rule in sources(condition, definition) for role in rule.by)
    return condition.unmet.format(who="或".join(who) or "经办人")
