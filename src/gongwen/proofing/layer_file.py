"""规则配置文件: a rule profile as YAML, with what it extends; every fault is told at once, with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from gongwen.document.findings import SEVERITIES
from gongwen.document.geometry import GEOMETRIES
from gongwen.errors import BadInput
from gongwen.proofing.layers import LEVELS, NATIONAL, OFF, Change, Profile
from gongwen.proofing.rules.check import Check

T = TypeVar("T")
SHIPPED = Path(__file__).parent / "profiles"
KEYS = ("title", "layer", "extends", "geometry", "rules")
CHANGE_KEYS = ("severity", "wanted", "tolerance", "note")
SEVERITY_WORDS = {"错误": "error", "警告": "warning", "提示": "note", "不查": OFF}
"""What a profile may say of a rule's severity, and what it means."""
PAGE_FIGURES = ("margins.", "type_area.")
"""Rules of the page set-up: a profile may widen their tolerance, but the figures are those of a named geometry."""
_SAID = {severity: word for word, severity in SEVERITY_WORDS.items()}


def set_by_geometry(rule: str) -> bool:
    """Whether the figure of a rule is that of the page set-up, which a profile names and does not change."""
    return rule.startswith(PAGE_FIGURES)


def profile_names() -> list[str]:
    """The shipped profiles."""
    return [NATIONAL.name, *sorted(path.stem for path in SHIPPED.glob("*.yaml") if path.stem != NATIONAL.name)]


def read_profile(name: str, checks: Sequence[Check]) -> Profile:
    """The profile of this name (shipped), or in this file (.yaml), on top of what it extends.

    `checks` are the rules it may speak of. BadInput lists every fault of the file and of those it extends.
    """
    reading = _Reading(checks)
    path = _path(name, Path())
    if path and not path.is_file():
        what = "是文件夹，不是文件" if path.is_dir() else "没有这个文件"
        raise BadInput(f"读不到规则配置 {path}：{what}，请核对路径。")
    if path is None and name not in profile_names():
        raise BadInput(
            f"没有名为「{name}」的规则配置，随带的有：{'、'.join(profile_names())}；自己的配置请写文件路径（.yaml）。"
        )
    profile = reading.profile(path or SHIPPED / f"{name}.yaml", ()) if name != NATIONAL.name else NATIONAL
    if reading.faults:
        raise BadInput.of(reading.faults)
    return profile


def _path(name: str, folder: Path) -> Path | None:
    """The file that is meant, or none when it is a name."""
    return folder / name if name.endswith((".yaml", ".yml")) or "/" in name else None


class _Reading:
    """One reading of a profile and of what it extends; faults gather here so that all of them are told."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._checks = {check.id: check for check in checks}
        self.faults: list[str] = []

    def profile(self, path: Path, above: tuple[Path, ...]) -> Profile:
        """The profile in a file on top of what it extends; `above` are the files that led here."""
        data = self._load(path)
        place = _Place(path.name, data)
        self._unknown(place, data, KEYS, "项")
        level = self._one_of(place, "layer", LEVELS) or LEVELS[-1]
        geometry = self._one_of(place, "geometry", tuple(GEOMETRIES)) or None
        changes = dict(self._changes(path, data.get("rules")))
        title = self._text(place, "title") or path.stem
        own = Profile(path.stem, title, level, geometry, changes)
        return own.over(self._below(place, path, own, above))

    def _below(self, place: _Place, path: Path, own: Profile, above: tuple[Path, ...]) -> Profile:
        name = self._text(place, "extends") or NATIONAL.name
        if name == NATIONAL.name:
            return NATIONAL
        below = _path(name, path.parent) or SHIPPED / f"{name}.yaml"
        chain = [*(one.resolve() for one in above), path.resolve()]
        if below.resolve() in chain:
            names = " → ".join(one.stem for one in [*chain, below])
            return self._fault(place.at("extends"), f"extends 绕成了圈（{names}），请去掉一处", NATIONAL)
        if not below.is_file():
            known = f"随带的有：{'、'.join(profile_names())}"
            return self._fault(place.at("extends"), f"extends 所指的「{name}」不存在，{known}", NATIONAL)
        made = self.profile(below, (*above, path))
        if LEVELS.index(made.level) > LEVELS.index(own.level):
            text = f"{own.level}的配置不能建立在{made.level}的配置「{made.name}」之上，请改 layer 或 extends"
            return self._fault(place.at("extends"), text, NATIONAL)
        return made

    def _changes(self, path: Path, rules: Any) -> Iterator[tuple[str, Change]]:
        if rules is None:
            return
        if not isinstance(rules, Mapping):
            self._fault(path.name, "rules 应当写成「规则: {…}」的形式", None)
            return
        place = _Place(path.name, rules)
        for rule, given in rules.items():
            check = self._checks.get(rule)
            if check is None:
                self._fault(place.at(rule), f"没有规则「{rule}」{_similar(str(rule), self._checks)}", None)
            elif not isinstance(given, Mapping) or not given:
                self._fault(place.at(rule), f"规则「{rule}」应当写成 {{severity: 提示}} 这样的形式", None)
            else:
                yield rule, self._change(path, check, given)

    def _change(self, path: Path, check: Check, given: Mapping[str, Any]) -> Change:
        place = _Place(path.name, given)
        self._unknown(place, given, CHANGE_KEYS, f"规则「{check.id}」的项")
        severity = SEVERITY_WORDS.get(self._one_of(place, "severity", tuple(SEVERITY_WORDS)), "")
        if severity in SEVERITIES and SEVERITIES.index(severity) < SEVERITIES.index(check.level):
            text = (
                f"规则「{check.id}」（{check.strength}）最多是「{_SAID[check.level]}」，不能写成「{_SAID[severity]}」"
            )
            self._fault(place.at("severity"), text, None)
        lengths = {key: self._length(place, check, key) for key in ("wanted", "tolerance")}
        return Change(path.stem, severity, note=self._text(place, "note").rstrip("。"), **lengths)

    def _length(self, place: _Place, check: Check, key: str) -> float | None:
        value = place.data.get(key)
        if value is None:
            return None
        if check.figure is None:
            return self._fault(place.at(key), f"规则「{check.id}」没有可改的数值，请删去 {key}", None)
        if key == "wanted" and set_by_geometry(check.id):
            return self._fault(
                place.at(key), f"规则「{check.id}」的数值由版面配置定，请删去 wanted，改用 geometry", None
            )
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 300:
            return self._fault(place.at(key), f"规则「{check.id}」的 {key} 应当是大于零的毫米数，现为「{value}」", None)
        return float(value)

    def _one_of(self, place: _Place, key: str, words: Sequence[str]) -> str:
        value = place.data.get(key)
        if value is not None and value not in words:
            self._fault(place.at(key), f"{key} 应当是{'、'.join(words)}之一，现为「{value}」", None)
            return ""
        return value or ""

    def _text(self, place: _Place, key: str) -> str:
        value = place.data.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            self._fault(place.at(key), f"{key} 应当是文字，现为「{value}」", None)
            return ""
        return (value or "").strip()

    def _unknown(self, place: _Place, data: Mapping[str, Any], known: Sequence[str], what: str) -> None:
        for key in data:
            if key not in known:
                self._fault(place.at(key), f"不认识的{what}「{key}」{_similar(str(key), known)}", None)

    def _load(self, path: Path) -> Mapping[str, Any]:
        try:
            data = YAML(typ="rt", pure=True).load(path.read_text("utf-8-sig"))
        except UnicodeDecodeError:
            return self._fault(path.name, "不是 UTF-8 文字，请另存为 UTF-8", {})
        except OSError as error:
            return self._fault(path.name, f"读不出来（{error.strerror}），请核对路径和权限", {})
        except DuplicateKeyError as error:
            return self._fault(_line(path.name, error), "同一项写了两次，请删去一处", {})
        except MarkedYAMLError as error:
            return self._fault(_line(path.name, error), "格式有误，请检查缩进、冒号和引号", {})
        except (YAMLError, ValueError, RecursionError):
            return self._fault(path.name, "格式有误，读不出来", {})
        if isinstance(data, Mapping):
            return data
        return self._fault(path.name, "应当由「项: 值」组成" if data is not None else "文件里没有内容", {})

    def _fault(self, where: str, text: str, instead: T) -> T:
        """Take a fault down; `instead` is what the reading goes on with."""
        self.faults.append(f"{where}：{text}。")
        return instead


class _Place:
    """Where the keys of a mapping stand in a file."""

    def __init__(self, file: str, data: Mapping[str, Any]) -> None:
        self.file, self.data = file, data

    def at(self, key: Any) -> str:
        """The file with the line of a key, where that is known."""
        lines = getattr(getattr(self.data, "lc", None), "data", None) or {}
        return f"{self.file} 第{lines[key][0] + 1}行" if key in lines else self.file


def _line(file: str, error: MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    return f"{file} 第{mark.line + 1}行" if mark else file


def _similar(word: str, known: Sequence[str] | Mapping[str, Any]) -> str:
    close = get_close_matches(word, list(known), 1)
    return f"（是否为 {close[0]}？）" if close else "，请删去或改正"
