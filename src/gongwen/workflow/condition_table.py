"""条件表: the fixed words of `needs:`: when each holds in terms of the case, and what to tell when it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongwen.workflow.definition import StepWord


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


def _condition(
    word: str, meaning: str, unmet: str, *, fields: str = "", steps: str = "", outside: bool = False
) -> Condition:
    owed = tuple(StepWord(name) for name in steps.split())
    return Condition(word, meaning, unmet, tuple(fields.split()), owed, outside)


PAPER_WORDS: tuple[Condition, ...] = (
    _condition("已排版", "本文当前的稿子已排版成 PDF", "文稿尚未排版，请{who}重新排版", steps="typeset"),
    _condition(
        "核稿无误",
        "对当前稿子最近一次核稿没有「错误」级的问题",
        "核稿发现错误，请{who}按核稿意见改正后再办",
        steps="proof",
    ),
    _condition(
        "核稿有效",
        "核稿意见所对的文稿，实质内容与当前稿子相同",
        "核稿以后文稿作了实质修改（或者还没有核稿），请退回核稿，由{who}重新核稿",
        fields="check_opinion",
    ),
    _condition(
        "须会签",
        "有联办机关还没有会签，或者会签以后文稿作了实质修改",
        "没有须会签的机关（单独行文，或者联办机关都已会签、意见仍然有效），请核稿人直接办理「核稿通过」",
        outside=True,
    ),
    _condition(
        "无须会签",
        "单独行文，或者联办机关都已会签、意见仍然有效",
        "还有联办机关没有会签，或者会签以后文稿作了实质修改，请先送会签，由{who}会签",
        fields="countersign_opinion",
        outside=True,
    ),
    _condition(
        "会签有效",
        "单独行文，或者每个联办机关会签所对的文稿，实质内容与当前稿子相同",
        "联办机关的会签不齐，或者会签以后文稿作了实质修改，请退回会签，由{who}会签",
        fields="countersign_opinion",
        outside=True,
    ),
    _condition(
        "无须主要负责人签发",
        "本文不是上行文，核稿也没有认定为重要公文",
        "本文是上行文或者重要公文，应当由主要负责人办理「主要负责人签发」（条例第二十二条）；"
        "是否重要公文由{who}在核稿时认定",
        fields="important",
        outside=True,
    ),
    _condition(
        "签发有效",
        "签发意见所对的文稿，实质内容与当前稿子相同",
        "签发以后文稿作了实质修改（或者还没有签发），请退回签发，由{who}重新签发",
        fields="issue_opinion",
    ),
    _condition(
        "成文日期已定",
        "case.issued_on 已填",
        "成文日期尚未确定，请{who}在签发时填写",
        fields="issued_on",
    ),
    _condition(
        "已复核",
        "复核意见所对的文稿，实质内容与当前稿子相同",
        "复核以后文稿作了实质修改（或者还没有复核），请退回复核，由{who}重新复核",
        fields="review_opinion",
    ),
    _condition("已编号", "台账中本文已有发文字号", "本文尚未编号，请{who}先办理编号", steps="number"),
    _condition(
        "未编号",
        "台账中本文没有发文字号",
        "本文已经取得发文字号，不再发文的请退回起草，由拟稿人办理作废（文号一并作废，须经批准）",
        outside=True,
    ),
    _condition("已用印", "case.sealed_on 已填", "本文尚未用印，请{who}先办理用印", fields="sealed_on"),
    _condition(
        "已分发",
        "本文已印发，名单上每个收文单位都已登记分发（没有主送、抄送机关的不须分发）",
        "还有收文单位没有登记分发，请{who}逐个登记（gongwen paper send）",
        steps="file",
    ),
    _condition(
        "全部签收",
        "名单上每个收文单位都已签收，没有签收的写明了原因",
        "还有收文单位没有签收，请{who}催办、登记签收（gongwen paper receive）；收不回的，写明未签收的原因",
        steps="file",
    ),
)
"""Of 发文办理 (paper.yaml): there the case is the paper itself."""


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
        # 例会
        _condition(
            "议定事项已办结",
            "case.decisions 中写了责任单位的各项，每个责任单位都已报告办理结果",
            "还有责任单位没有报告办理结果（哪一项、哪个单位见 gongwen meeting show），请{who}报告",
            fields="results",
        ),
        # 年度考核评估、责任书
        _condition(
            "考核方案无误",
            "case.indicators 的分值合计为 100 分且不重复，case.grade_lines 从高到低、最后一个从 0 分起",
            "指标的分值合计应当是 100 分且不重复，等次分数线应当从高到低、最后一个从 0 分起，请{who}改正",
            fields="indicators grade_lines",
        ),
        _condition(
            "下级已签订",
            "本事项办「签订」时开出的下一级事项都已办结；没有下一级的即为成立",
            "下一级的责任书还没有签订完毕（gongwen project list 可看是哪些），请{who}催办",
            steps="open_below",
        ),
        # 归档
        _condition(
            "文书齐全",
            "本项目起草过的文书都已办完：公文已归档或作废，表单已成稿，合同已签署归卷；没有未完成或失败的待办",
            "文书不齐：有公文未办完发文手续，或表单、合同未成稿、未签署归卷，请{who}办完",
            steps="draft draft_each",
        ),
        *PAPER_WORDS,
    )
}
