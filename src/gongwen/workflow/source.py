"""流程文件: the YAML text as plain values that remember their lines.

Read from the node tree rather than with a loader, so that every repeated key is told (a loader stops at the first) and
every fault can name its line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Path = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with the file: where (line from 1, 0 = the whole file) and what, one Chinese sentence."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"第{self.line}行：{self.text}" if self.line else f"流程文件：{self.text}"


@dataclass
class Source:
    """The value of a YAML text, the line of each of its parts, and what is wrong with it as YAML."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Iterable[str | int]) -> int:
        """Line of the part at `path`, or of the nearest part around it."""
        path = tuple(path)
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(text: str) -> Source:
    """Plain values of a YAML 1.2 text; never raises, `faults` says what is wrong."""
    source = Source()
    try:
        node = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        source.faults.append(Fault(mark.line + 1 if mark else 0, _syntax(error)))
    except (YAMLError, RecursionError) as error:
        source.faults.append(Fault(0, f"不是有效的 YAML（{' '.join(str(error).split())}），请删去控制字符、减少嵌套。"))
    else:
        source.value = None if node is None else _value(node, (), source)
    return source


def _syntax(error: MarkedYAMLError) -> str:
    problem = " ".join(str(error.problem or error.context or "").split())
    return f"不是有效的 YAML（{problem}）；请检查这一行及上一行的缩进、冒号后的空格和引号、括号是否成对。"


def _value(node: Node, path: Path, source: Source) -> Any:
    source.lines.setdefault(path, node.start_mark.line + 1)
    if node.anchor is not None:
        text = f"流程文件不用锚点和引用（&{node.anchor}），请把内容写全。"
        source.faults.append(Fault(node.start_mark.line + 1, text))
        return None
    if isinstance(node, MappingNode):
        return _mapping(node, path, source)
    if isinstance(node, SequenceNode):
        return [_value(item, (*path, number), source) for number, item in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: MappingNode, path: Path, source: Source) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            source.faults.append(Fault(line, "冒号前应当是一个词，不能是列表或映射。"))
            continue
        key = str(key_node.value)
        if key in made:
            first = source.lines[(*path, key)]
            source.faults.append(Fault(line, f"「{key}」重复，第{first}行已经写过；请改名或删去一处。"))
            continue
        source.lines[(*path, key)] = line
        made[key] = _value(value_node, (*path, key), source)
    return made


def _scalar(node: Node) -> Any:
    kind, text = str(node.tag).removeprefix(_TAG), str(node.value)
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    try:
        if kind == "int":
            return int(text.replace("_", ""), 0)
        if kind == "float":
            return float(text.replace("_", ""))
        if kind == "timestamp":
            return date.fromisoformat(text)
    except ValueError:
        pass
    return text
