"""流程文件的写法: is the file written as `workflow.schema.json` says? Every fault in a Chinese sentence of our own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from gongwen.workflow.source import Fault, Path, Source

_TYPES = {
    "object": "「键: 值」的形式", "array": "一个列表", "string": "文字", "boolean": "true 或 false", "integer": "整数",
}  # fmt: skip


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema of a workflow file, with Chinese descriptions for editors."""
    return json.loads(files("gongwen.workflow").joinpath("workflow.schema.json").read_text(encoding="utf-8"))


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def faults(source: Source) -> Iterator[tuple[Path, Fault]]:
    """Every breach of the schema with the path of the part at fault."""
    for error in _precise(_validator().iter_errors(source.value)):
        path = tuple(error.absolute_path)
        for deeper, text in _sentences(error, path):
            yield deeper, Fault(source.line(deeper), f"{place(deeper[: len(path)], source.value)}{text}")


def _precise(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """Where a part may be written in several ways and is a mapping, the faults of that way rather than of the whole."""
    for error in errors:
        ways: dict[Any, list[ValidationError]] = {}
        for deeper in error.context or ():
            ways.setdefault(deeper.relative_schema_path[0], []).append(deeper)
        meant = [way for way in ways.values() if not any(one.validator == "type" and not one.path for one in way)]
        if error.validator == "oneOf" and isinstance(error.instance, dict) and meant:
            yield from _precise(meant[0])
        else:
            yield error


def place(path: Path, value: Any) -> str:
    """Where a path leads, in words: 环节「申报」的动作「提交」的 by ."""
    parts: list[str] = []
    for number, step in enumerate(path):
        value = _inside(value, step)
        parts += _name(path, number, value)
    return "的".join(parts)


def near(word: str, known: Any) -> str:
    """A hint which known word may have been meant, else the whole list."""
    words = sorted(str(k) for k in known)
    close = get_close_matches(str(word), words, n=1, cutoff=0.5)
    if close:
        return f"是否想写「{close[0]}」？"
    return f"可用：{'、'.join(words)}。" if words else "请先把可用的写上。"


def _inside(value: Any, step: str | int) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None


def _name(path: Path, number: int, value: Any) -> list[str]:
    step, parent = path[number], path[number - 1] if number else None
    if number == 0:
        return [] if step == "stages" and len(path) > 1 else [str(step)]
    if path[0] == "stages" and number == 1:
        return [f"环节「{step}」"]
    called = {"moves": ("动作", "do"), "form": ("栏目", "name"), "columns": ("列", "name")}.get(str(parent))
    if called and isinstance(step, int):
        word = value.get(called[1]) if isinstance(value, dict) else None
        return [f"{called[0]}「{word}」" if word else f"第{step + 1}个{called[0]}"]
    if isinstance(step, int):
        return [f"第{step + 1}项"]
    return [] if step in ("moves", "form", "columns") and number < len(path) - 1 else [str(step)]


def _sentences(error: ValidationError, path: Path) -> Iterator[tuple[Path, str]]:
    """(path, sentence) pairs: an unknown key is told at its own line, anything else at the part itself."""
    found: Any = error.instance
    rule: Any = error.validator_value
    if error.validator == "additionalProperties":
        known = _part(error)["properties"]
        for key in found:
            if key not in known:
                yield (*path, key), f"有不认识的项「{key}」；{near(key, known)}"
    elif error.validator == "required":
        yield from ((path, f"缺少「{key}」（{_described(error, key)}）。") for key in rule if _is_missing(error, key))
    elif error.validator == "propertyNames" or "propertyNames" in error.absolute_schema_path:
        yield (*path, found), f"的名称「{found}」前后不能有空格，也不能换行。"
    else:
        yield path, _plain(error, found, rule)


def _is_missing(error: ValidationError, key: str) -> bool:
    # jsonschema raises one error per missing key; its message begins with the key's repr.
    return error.message.startswith(f"{key!r} ")


def _described(error: ValidationError, key: str) -> str:
    return str(_part(error)["properties"][key].get("description", key))


def _part(error: ValidationError) -> dict[str, Any]:
    """The part of the schema that was breached."""
    return cast(dict[str, Any], error.schema)


def _plain(error: ValidationError, found: Any, rule: Any) -> str:
    said = _part(error).get("description", "")
    wanted = f"：{said}" if said else ""
    if found is None:
        return f"没有写内容{wanted}。"
    if error.validator == "type":
        return f"应当是{_TYPES.get(str(rule), '文字或数字')}，现为「{found}」{wanted}。"
    if error.validator == "uniqueItems":
        twice = "、".join(dict.fromkeys(str(item) for item in found if found.count(item) > 1))
        return f"中「{twice}」重复。"
    if error.validator == "enum":
        return f"「{found}」不认识；{near(found, rule)}"
    if error.validator in ("minItems", "minProperties"):
        return f"不能是空的{wanted}。"
    return f"「{found}」写法不对{wanted}。"
