"""名单的登记: the list that a group has had since before this office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongwen.document.fields import Field
from gongwen.office.matters import group_list
from gongwen.office.staffing import roster
from gongwen.web.registers.act import Act, Values, by

_MEMBER = (
    Field("post", "组内职务", "choice", True, options=roster.POSTS),
    Field("name", "姓名", required=True),
    Field("title", "职务", required=True),
    Field("organ", "所在单位"),
)


def _fields(request: Any) -> tuple[Field, ...]:
    return (
        Field("group", "名单", "choice", True, options=tuple(group_list.unlisted())),
        Field("starts", "从哪天起", "date", True, help="成立或最近一次调整的通知的成文日期"),
        Field("basis", "依据", required=True, help="那份通知的文号，如 青民发〔2025〕3号"),
        Field("members", "成员", "table", True, columns=_MEMBER,
              help="按印发的次序；职务写全称，如“市民政局局长”，所在单位写全称，不写的按职务认"),
    )  # fmt: skip


def _enter(request: Any, given: Values) -> str:
    made = group_list.enter(given["group"], given["members"], given["starts"], given["basis"], **by(request))
    return f"已登记「{given['group']}」的名单{len(made)}人，自 {given['starts']} 起，依据 {given['basis']}。"


ACTS: Mapping[str, Act] = {
    "enter-list": Act(
        "登记现行名单", "登记名单", _fields, _enter, lambda values: ("registers:roster",),
        "以前就有的名单照原件登记一次；以后变动办理「成立或调整」，旧名单仍然查得到。登记后不能撤回。",
    ),
}  # fmt: skip
