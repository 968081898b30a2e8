"""开办: an office founded from one OFFICE.yaml, with its organs, people, posts, templates and workflows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongwen import numbering, registry
from gongwen.document import dates, fields
from gongwen.document.fields import Field
from gongwen.document.geometry import GEOMETRIES
from gongwen.document.names import unpad
from gongwen.errors import BadInput
from gongwen.office.clock import day_of
from gongwen.office.procedures import forms, shelf
from gongwen.office.staffing import calendar, roster

_MEMBER = (
    Field("post", "组内职务", required=True),
    Field("name", "姓名", required=True),
    Field("title", "职务"),
    Field("organ", "所在单位"),
)
_CODES = tuple(Field(form, f"{form}的代字") for form in numbering.FORMS)
OFFICE_FILE = (
    Field("demo", "演示用", "flag"),
    Field("office", "办公室", "record", required=True, columns=(
        Field("name", "名称", required=True),
        Field("short", "简称", required=True),
        Field("city", "所在市", required=True),
        Field("organ", "设在机关", required=True),
        Field("case_prefix", "项目编号代码", required=True),
        Field("address", "地址"),
        Field("phone", "电话"),
        Field("contact", "联系人"),
        Field("fonds_code", "全宗号", required=True),
        Field("fonds_name", "全宗名称", required=True),
        Field("retention", "保管期限", "choice", options=("永久", "30年", "10年"), required=True),
        Field("bank", "开户行"),
        Field("account", "账号"),
        Field("leader", "负责人"),
        Field("representative", "法定代表人"),
        Field("credit_code", "统一社会信用代码"),
    )),
    Field("kinds", "项目类别", "list", required=True),
    Field("group", "领导小组", "record", required=True, columns=(
        Field("name", "名称", required=True),
        Field("since", "成立日期", "date"),
        Field("members", "成员", "table", columns=_MEMBER),
        Field("office_organ", "办公室设在", required=True),
        Field("office_director", "办公室主任", required=True),
    )),
    Field("issuing", "发文机关", "record", required=True, columns=(
        Field("single", "单独发文机关", required=True),
        Field("lead", "联合发文主办机关", required=True),
        Field("joint", "联合发文机关", "list", required=True),
        Field("profile", "版面配置", "choice", options=tuple(GEOMETRIES)),
    )),
    Field("organs", "机关和单位", "table", required=True, columns=(
        Field("name", "名称", required=True),
        Field("short", "简称"),
        Field("code", "文件代字"),
        Field("codes", "各种公文的代字", "record", columns=_CODES),
        Field("level", "层级"),
        Field("superior", "上级机关"),
        Field("seal_mm", "印章直径（毫米）", "number"),
        Field("address", "地址"),
        Field("phone", "电话"),
        Field("credit_code", "统一社会信用代码"),
        Field("representative", "法定代表人"),
        Field("contact", "联系人"),
        Field("bank", "开户行"),
        Field("account", "账号"),
    )),
    Field("people", "人员任职", "table", required=True, columns=(
        Field("name", "姓名", required=True),
        Field("organ", "机关", required=True),
        Field("post", "职务", required=True),
        Field("roles", "角色", "list"),
        Field("starts", "任职起", "date", required=True),
        Field("ends", "任职止", "date"),
    )),
)  # fmt: skip
_ORGAN_EXTRAS = ("representative", "contact", "bank", "account")


def found(home: Path, office_file: Path, *, actor: str, now: datetime) -> None:
    """Found an office in `home`; repeated or interrupted, it carries on and changes nothing that stands."""
    given = fields.check(OFFICE_FILE, forms.load(office_file), f"开办文件「{office_file.name}」")
    faults = _faults(given)
    if faults:
        raise BadInput.of(faults)
    registry.create(home, now=now)
    registry.open(home)
    registry.set_profile(_profile(given), actor=actor, now=now)
    _each(given["organs"], lambda row: registry.add_organ(_organ(row), actor=actor, now=now))
    _each(given["people"], lambda row: _person(row, actor, now))
    _list_members(given["group"], actor, now)
    shelf.publish_shipped(actor=actor, now=now)
    calendar.bring_up_to_date()


def open_office(home: Path) -> None:
    """Open a running office; BadInput says how to found one when there is none."""
    registry.open(home)
    calendar.bring_up_to_date()


def particulars() -> dict[str, Any]:
    """The open office as every page names it: its names, its city, and whether it is for showing only."""
    profile = registry.profile()
    return {name: profile["office"][name] for name in ("name", "short", "city")} | {"demo": bool(profile.get("demo"))}


def _each(rows: list[Mapping[str, Any]], do: Callable[[Mapping[str, Any]], object]) -> None:
    for row in rows:
        do(row)


def _faults(given: Mapping[str, Any]) -> list[str]:
    """Names that do not fit together: an issuer or a person's organ that is not among the organs."""
    names = {row["name"] for row in given["organs"]}
    issuing = given["issuing"]
    wanted = [issuing["single"], issuing["lead"], *issuing["joint"], *(row["organ"] for row in given["people"])]
    missing = [name for name in dict.fromkeys(wanted) if name not in names]
    faults = [f"开办文件里「{name}」没有列入机关和单位，请补上或改正名称。" for name in missing]
    if issuing["lead"] not in issuing["joint"]:
        faults.append(f"开办文件里主办机关「{issuing['lead']}」不在联合发文机关之列。")
    return faults + _member_faults(given["group"]["members"], names | {row["short"] for row in given["organs"]})


def _member_faults(members: list[Mapping[str, Any]], organs: set[str | None]) -> list[str]:
    listed = [unpad(row["name"]) for row in members]
    faults = [
        f"开办文件里领导小组成员「{name}」列了{listed.count(name)}次；同名的另一人，请在姓名后加注单位。"
        for name in dict.fromkeys(listed)
        if listed.count(name) > 1
    ]
    return faults + [
        f"开办文件里成员「{row['name']}」的所在单位「{row['organ']}」没有列入机关和单位，请补上或改正名称。"
        for row in members
        if row["organ"] and row["organ"] not in organs
    ]


def _list_members(group: Mapping[str, Any], actor: str, now: datetime) -> None:
    """The group's members as terms from its founding, or else from the office's first day."""
    if registry.memberships(group["name"]):
        return  # a list that is kept is changed by 调整, not by founding again
    starts = group["since"] or registry.first_day() or day_of(now)
    roster.enter(group["name"], group["members"], starts, roster.FOUNDING_BASIS, actor=actor, now=now)


def _profile(given: Mapping[str, Any]) -> dict[str, Any]:
    units = {row["name"]: {key: row[key] for key in _ORGAN_EXTRAS if row[key]} for row in given["organs"]}
    parts = {name: given[name] for name in ("office", "kinds", "group", "issuing")}
    parts["group"] = {name: given["group"][name] for name in ("name", "office_organ", "office_director")}
    return registry.plain({**parts, "units": units, "demo": bool(given["demo"])})


def _organ(row: Mapping[str, Any]) -> registry.OrganRow:
    return registry.OrganRow(
        name=row["name"],
        short=row["short"] or "",
        codes=_codes(row),
        level=row["level"] or "",
        superior=row["superior"] or "",
        seal_mm=float(row["seal_mm"]) if row["seal_mm"] else None,
        address=row["address"] or "",
        phone=row["phone"] or "",
        credit_code=row["credit_code"] or "",
    )


def _codes(row: Mapping[str, Any]) -> dict[str, str]:
    """代字 per form of paper; `code` is short for that of 文件."""
    given = {name: code for name, code in (row["codes"] or {}).items() if code}
    return {"文件": row["code"], **given} if row["code"] else given


def _person(row: Mapping[str, Any], actor: str, now: datetime) -> None:
    registry.add_person(row["name"], actor=actor, now=now)
    starts: date = dates.read(row["starts"], "任职起")
    registry.appoint(
        row["name"], row["organ"], row["post"], tuple(row["roles"]), starts, row["ends"], actor=actor, now=now
    )
