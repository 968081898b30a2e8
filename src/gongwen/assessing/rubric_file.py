"""评估指标文件: reads `workflows/rubrics/*.yaml` and tells every fault at once, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from string import Formatter
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from gongwen.assessing.rubric import PROPOSALS, WHOLE, GradeRule, Indicator, Rubric
from gongwen.errors import BadInput

_TOP = {"name": str, "title": str, "assessors": int, "spread": Decimal, "indicators": list, "grades": list}
_GROUP = {"name": str, "weight": Decimal, "items": list}
_ITEM = {"code": str, "name": str, "weight": Decimal, "full": Decimal, "evidence": str, "standard": str}
_GRADE = {"name": str, "from": Decimal, "proposes": str, "reason": str, "basis": str}
_OPTIONAL = {"standard"}
_KINDS = {str: "文字", int: "正整数", Decimal: "不小于零、至多两位小数的数", list: "列表"}
_BLANKS = {"total", "grade", "from"}
_RESERVED = {"assessor", "unit", "recused"}


def read_rubric(text: str) -> Rubric:
    """The rubric in a YAML text; BadInput lists every fault, each with its line."""
    reading = _Reading()
    rubric = reading.rubric(text)
    if reading.faults or rubric is None:
        raise BadInput.of([sentence for _, sentence in sorted(reading.faults)])
    return rubric


def faults(text: str) -> list[str]:
    """Every fault of a rubric's text, one Chinese sentence each; empty when it can be used."""
    try:
        read_rubric(text)
    except BadInput as error:
        return list(error.faults)
    return []


class _Reading:
    """One reading of one text; faults gather here so that all of them are told."""

    def __init__(self) -> None:
        self.faults: list[tuple[int, str]] = []

    def rubric(self, text: str) -> Rubric | None:
        data = self._load(text)
        if self.faults:
            return None
        top = self._fields(data, _TOP, "评估指标文件")
        groups = [self._fields(row, _GROUP, "一级指标") for row in top.get("indicators", ())]
        rows = [made for group in groups for made in self._indicators(group)]
        indicators = tuple(made for made in rows if made)
        grades = tuple(made for made in map(self._grade, top.get("grades", ())) if made)
        if indicators and len(indicators) == len(rows) and all("items" in group for group in groups):
            self._check_weights(indicators, _line(top["indicators"]))
        self._check_unique(indicators, _line(top.get("indicators")))
        if len(grades) == len(top.get("grades", ())) and grades:
            self._check_grades(grades, _line(top["grades"]))
        if self.faults:
            return None
        return Rubric(top["name"], top["title"], indicators, grades, top["assessors"], top["spread"])

    def _load(self, text: str) -> Any:
        try:
            return YAML(typ="rt", pure=True).load(text)
        except DuplicateKeyError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            self._fault(line, f"同一项写了两次（{' '.join(str(error.problem).split())}），请删去一个。")
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._fault(mark.line + 1 if mark else 0, "不是有效的 YAML，请检查缩进、冒号后的空格和引号。")
        except YAMLError as error:
            self._fault(0, f"不是有效的 YAML：{' '.join(str(error).split())}。")
        return {}

    def _fault(self, line: int, sentence: str) -> None:
        self.faults.append((line, f"第{line}行：{sentence}" if line else f"评估指标文件：{sentence}"))

    def _fields(self, row: Any, keys: Mapping[str, type], what: str) -> dict[str, Any]:
        """The row's values by their declared types; what is unknown, missing or of another type is a fault."""
        if not isinstance(row, Mapping):
            self._fault(0, f"{what}应当写成「项: 值」的形式，现为「{row}」。")
            return {}
        for key in row:
            if key not in keys:
                self._fault(_line(row, key), f"{what}有不认识的项「{key}」，可用：{'、'.join(keys)}。")
        return dict(self._values(row, keys, what))

    def _values(self, row: Mapping[str, Any], keys: Mapping[str, type], what: str) -> Iterator[tuple[str, Any]]:
        for key, kind in keys.items():
            if row.get(key) is None:
                if key not in _OPTIONAL:
                    self._fault(_line(row), f"{what}缺「{key}」，请补填。")
                continue
            value = _typed(row[key], kind)
            if value is None:
                self._fault(_line(row, key), f"{what}的「{key}」应当是{_KINDS[kind]}，现为「{row[key]}」。")
            else:
                yield key, value

    def _indicators(self, group: Mapping[str, Any]) -> list[Indicator | None]:
        made = [self._indicator(row, group.get("name", "")) for row in group.get("items", ())]
        weight = sum((indicator.weight for indicator in made if indicator), Decimal(0))
        if all(made) and "weight" in group and "items" in group and weight != group["weight"]:
            where = f"一级指标「{group.get('name')}」权重为 {group['weight']}"
            self._fault(_line(group["items"]) - 1, f"{where}，但其二级指标合计 {weight}，请改为一致。")
        return made

    def _indicator(self, row: Any, group: str) -> Indicator | None:
        values = self._fields(row, _ITEM, "二级指标")
        if not values.keys() >= _ITEM.keys() - _OPTIONAL:
            return None
        name = values["name"]
        if not re.fullmatch(r"[a-z][a-z0-9_]*", values["code"]) or values["code"] in _RESERVED:
            self._fault(
                _line(row, "code"), f"指标「{name}」的 code 应当由小写英文字母和数字组成，现为「{values['code']}」。"
            )
        for key in ("weight", "full"):
            if not values[key]:
                self._fault(_line(row, key), f"指标「{name}」的 {key} 应当大于零。")
        return Indicator(group=group, **values)

    def _grade(self, row: Any) -> GradeRule | None:
        values = self._fields(row, _GRADE, "等次")
        if values.keys() != _GRADE.keys():
            return None
        if values["proposes"] not in PROPOSALS:
            self._fault(
                _line(row, "proposes"),
                f"等次「{values['name']}」的 proposes「{values['proposes']}」不认识，可用：{'、'.join(PROPOSALS)}。",
            )
        for blank in _blanks(values["reason"]) - _BLANKS:
            sentence = (
                f"等次「{values['name']}」的 reason 中有不认识的「{{{blank}}}」，可用：{{total}}、{{grade}}、{{from}}。"
            )
            self._fault(_line(row, "reason"), sentence)
        values["threshold"] = values.pop("from")
        return GradeRule(**values)

    def _check_weights(self, indicators: Sequence[Indicator], line: int) -> None:
        weight = sum((indicator.weight for indicator in indicators), Decimal(0))
        if weight != WHOLE:
            self._fault(line, f"各项指标权重合计 {weight}，应当为 100。")

    def _check_unique(self, indicators: Sequence[Indicator], line: int) -> None:
        for word, values in (("code", [i.code for i in indicators]), ("name", [i.name for i in indicators])):
            for value in _repeated(values):
                self._fault(line, f"二级指标的 {word}「{value}」重复，请改成不同的。")

    def _check_grades(self, grades: Sequence[GradeRule], line: int) -> None:
        for name in _repeated([grade.name for grade in grades]):
            self._fault(line, f"等次「{name}」重复，请改成不同的。")
        for higher, lower in pairwise(grades):
            if lower.threshold >= higher.threshold:
                where = f"「{lower.name}」的 from 应当小于「{higher.name}」的 {higher.threshold}"
                self._fault(line, f"等次应当从高到低排列，{where}。")
        if grades[-1].threshold != 0:
            self._fault(line, "最后一个等次的 from 应当是 0，使每个总分都有等次。")
        if grades[0].threshold > WHOLE:
            self._fault(line, f"等次「{grades[0].name}」的 from 大于 100，没有项目能达到。")


def _typed(value: Any, kind: type) -> Any:
    """The value as its declared type, or None when it is not of it."""
    if kind is Decimal:
        return _number(value)
    if kind is int:
        return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
    if kind is list:
        return value if isinstance(value, list) and value else None
    return value.strip() if isinstance(value, str) and value.strip() else None


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 and number == round(number, 2) else None


def _blanks(reason: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(reason) if name is not None}
    except ValueError:
        return {"{"}


def _line(row: Any, key: Any = None) -> int:
    """The line (from 1) of a row, or of a key in it; 0 when not known."""
    marks = getattr(row, "lc", None)
    if marks is None:
        return 0
    if key is not None and key in (marks.data or {}):
        return marks.data[key][0] + 1
    return (marks.line or 0) + 1


def _repeated(values: Sequence[str]) -> list[str]:
    return [value for value in dict.fromkeys(values) if values.count(value) > 1]
