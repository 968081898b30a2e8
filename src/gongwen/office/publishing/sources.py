"""来源: where a template's field gets its value, in words: 取自事项的「核定金额」, 取自办公室资料的「联系电话」."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongwen import workflow
from gongwen.document.fields import Field

ROOTS: Mapping[str, str] = {
    "case": "事项", "office": "办公室资料", "issuing": "发文设置", "group": "领导小组", "papers": "本事项已办的文书",
    "party": "各方填报的内容", "today": "起草当天的日期", "sheet": "公文的办理记录", "file": "案卷目录",
}  # fmt: skip
"""The first word of a source: what it leads to. Others lead nowhere."""
_LEAVES: Mapping[str, str] = {
    "case.code": "编号", "case.title": "名称", "case.kind": "类别", "case.unit": "项目单位",
    "case.budget_total": "预算合计", "case.instalments_total": "各期拨款合计", "case.help_total": "救助金额合计",
    "case.handled": "各方的办理情况",
    "case.score": "得分", "case.grade": "评定等次", "case.proposal": "奖惩建议", "case.decisions": "议定事项",
    "office.name": "名称", "office.organ": "所在机关", "office.address": "地址", "office.phone": "联系电话",
    "office.contact": "联系人", "office.representative": "法定代表人", "office.credit_code": "统一社会信用代码",
    "office.bank": "开户银行", "office.account": "银行账号", "office.city": "所在城市", "office.fonds_code": "全宗号",
    "office.fonds_name": "全宗名称", "office.retention": "保管期限", "issuing.lead": "主办机关",
    "issuing.joint": "联合行文的机关", "group.name": "名称", "group.members": "成员名单", "group.style": "名单的写法",
    "group.office_organ": "办公室设在哪里", "group.office_director": "办公室主任", "party.name": "单位名称",
    "party.who": "填报人", "party.ordinal": "序号",
}  # fmt: skip
OF_A_CASE = frozenset(path.partition(".")[2] for path in _LEAVES if path.startswith("case."))
"""What a case has by itself or by the steps of its moves, without any form that asks for it."""
_OF_PAPERS = {"number": "发文字号", "title": "标题", "date": "成文日期"}


def told(source: str, labels: Mapping[str, str]) -> str:
    """A source path in words. `labels` are those of the case's fields (`workflow.labels` of the flows that draft it);
    what no form asks for comes about while the case is worked on."""
    root, _, rest = source.partition(".")
    if root not in ROOTS or not rest:
        return f"取自{ROOTS.get(root, source)}"
    if root == "papers":
        paper, _, what = rest.partition(".")
        return f"取自《{paper}》的{_OF_PAPERS.get(what, what)}"
    name = rest.partition(".")[0]
    label = _LEAVES.get(f"{root}.{name}") or (labels.get(name) if root in ("case", "party") else "")
    if label:
        return f"取自{ROOTS[root]}的「{label}」"
    return f"取自{ROOTS[root]}" + ("，办理中形成" if root == "case" else "")


def astray(fields: Iterable[Field]) -> list[str]:
    """Fields whose source leads nowhere, one sentence each."""
    known = "、".join(f"{root}（{meaning}）" for root, meaning in ROOTS.items())
    return [
        f"栏目「{one.name}」（{one.label}）的 source「{one.source}」不认识，开头可用：{known}。"
        for one in fields
        if one.source and one.source.partition(".")[0] not in ROOTS
    ]


def labels_of(flows: Iterable[workflow.Definition]) -> dict[str, str]:
    """The labels of everything that these flows ask for."""
    return {name: label for definition in flows for name, label in workflow.labels(definition).items()}
