"""机关人员的登记: organs, people, posts and delegations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongwen.document.fields import Field
from gongwen.office.staffing import delegating, directory, organ_form, staff
from gongwen.web.registers.act import Act, Values, by, was


def _organ_fields(request: Any) -> tuple[Field, ...]:
    given = (Field(key, label, _TYPES.get(key, "text")) for key, label in staff.ORGAN_KEYS.items())
    return (Field("name", "全称", required=True), *given)


_TYPES = {"seal_mm": "number", "starts": "date", "ends": "date"}


def _add_organ(request: Any, given: Values) -> str:
    values = {name: _plain(value) for name, value in given.items() if name != "name" and value is not None}
    return f"已登记机关「{staff.add_organ(given['name'], values, **by(request))['name']}」。"


def _change_organ(request: Any, given: Values) -> str:
    wanted = {name: value for name, value in given.items() if name != "name"}
    changed = organ_form.change(given["name"], wanted, was(request), **by(request))
    left = directory.still_posted(given["name"], request.visitor.today)
    return f"已变更「{given['name']}」的{'、'.join(changed)}。{left}"


def _plain(value: Any) -> Any:
    return float(value) if hasattr(value, "as_tuple") else value


def _present_organ(request: Any) -> Values:
    name = request.GET.get("name", "")
    return directory.organ(name, request.visitor.today) if name else {}


def _shown_organ(request: Any) -> Mapping[str, str]:
    name = request.GET.get("name", "")
    return organ_form.shown(name) if name else {}


def _add_person(request: Any, given: Values) -> str:
    name = staff.add_person(given["name"], given["phone"] or "", **by(request))
    return f"已登记「{name}」，还没有角色，请接着登记任职。"


def _posts(request: Any) -> tuple[Field, ...]:
    return (
        Field("person", "姓名", required=True),
        Field("organ", "机关", "choice", True, options=_organ_names()),
        Field("post", "职务", required=True),
    )


def _organ_names() -> tuple[str, ...]:
    return tuple(row["name"] for row in staff.organs())


def _appoint(request: Any, given: Values) -> str:
    row = staff.appoint(given["person"], given["organ"], given["post"], given["roles"], given["starts"], given["ends"],
                        **by(request))  # fmt: skip
    return f"已登记：{row.person}自 {row.starts} 任{row.organ}{row.post}，角色：{'、'.join(row.roles) or '无'}。"


def _dismiss(request: Any, given: Values) -> str:
    row = staff.dismiss(given["person"], given["organ"], given["post"], given["ends"], **by(request))
    return "".join((f"已登记：{row.person}任{row.organ}{row.post}至 {row.ends} 止。", *staff.left_behind(row)))


def _delegate(request: Any, given: Values) -> str:
    row = delegating.delegate(given["principal"], given["deputy"], given["roles"], given["starts"], given["ends"],
                              given["basis"], **by(request))  # fmt: skip
    which = f"的{'、'.join(row.roles)}" if row.roles else ""
    return f"已登记委托：{row.starts} 至 {row.ends}，由{row.deputy}代{row.principal}{which}办理。"


def _recall(request: Any, given: Values) -> str:
    row = delegating.recall(given["principal"], given["deputy"], given["ends"], **by(request))
    return f"已登记：{row.deputy}代{row.principal}办理到 {row.ends} 为止。"


def _pair(request: Any) -> tuple[Field, Field]:
    return Field("principal", "委托人", required=True), Field("deputy", "受托人", required=True)


def _roles(help_: str) -> Field:
    return Field("roles", "角色", "list", options=directory.roles(), help=help_)


def _person_page(values: Values) -> tuple[str, ...]:
    name = values.get("person") or values.get("name")
    return ("registers:person", str(name)) if name else ("registers:people",)


def _organ_page(values: Values) -> tuple[str, ...]:
    return ("registers:organ", str(values["name"])) if values.get("name") else ("registers:organs",)


ACTS: Mapping[str, Act] = {    "add-organ": Act("登记机关", "登记", _organ_fields, _add_organ, _organ_page),
    "change-organ": Act(
        "变更机关信息", "变更", _organ_fields, _change_organ, _organ_page,
        "名称不变；改名的另行登记新机关，给旧机关写上撤销日期。", _present_organ, _shown_organ,
    ),
    "add-person": Act(
        "登记人员", "登记",
        lambda request: (Field("name", "姓名", required=True, help="同名的在后面注单位，如 李明（财政局）"),
                         Field("phone", "联系电话")),
        _add_person, _person_page,
    ),
    "appoint": Act(
        "登记任职", "登记任职",
        lambda request: (*_posts(request), _roles("在流程里办什么；只挂职不办事的不选"),
                         Field("starts", "第一天", "date", True),
                         Field("ends", "最后一天", "date", help="没有定的不填")),
        _appoint, _person_page,
    ),
    "dismiss": Act(
        "登记免职", "登记免职", lambda request: (*_posts(request), Field("ends", "最后一天", "date", True)),
        _dismiss, _person_page, "从最后一天的次日起，这个职务带的角色不再有；以前办的事不受影响。",
    ),
    "delegate": Act(
        "委托代办", "登记委托",
        lambda request: (*_pair(request), _roles("不选的，委托人的角色都代"), Field("starts", "第一天", "date", True),
                         Field("ends", "最后一天", "date", True),
                         Field("basis", "依据", required=True, help="如出差审批单、会议纪要")),
        _delegate, lambda values: ("registers:delegations",),
        "代办的事记为「受托人（代委托人）」，受托人不能再委托别人。",
    ),
    "recall": Act(
        "提前终止委托", "终止", lambda request: (*_pair(request), Field("ends", "委托改到这一天为止", "date", True)),
        _recall, lambda values: ("registers:delegations",), "此前代办的事照旧有效。",
    ),
}  # fmt: skip
