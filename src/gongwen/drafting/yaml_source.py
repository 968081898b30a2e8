"""材料文件: YAML text as data that knows its line numbers; YAML 1.2, duplicate keys refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver

from gongwen.errors import BadInput

_WHOLE = re.compile(r"-?(0|[1-9]\d*)")
_CHANGING = (":timestamp", ":float", ":int")


class _AsTyped(VersionedResolver):
    """Scalars that would not come out as typed stay text: 12.50, account 0045, date 2026-02-30; each reader knows
    what it wants of them."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        tag = super().resolve(kind, value, implicit)
        if kind is ScalarNode and implicit[0] and str(tag).endswith(_CHANGING) and not _WHOLE.fullmatch(value):
            return self.DEFAULT_SCALAR_TAG
        return tag


def read_text(path: Path) -> str:
    """The file's text (UTF-8, with or without a byte order mark); BadInput when it is missing or not text."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        raise BadInput(f"找不到文件 {path}，请核对路径。") from None
    except IsADirectoryError:
        raise BadInput(f"{path} 是文件夹，不是文件，请写到里面的那个文件，如 {path / 'PAPER.yaml'}。") from None
    except UnicodeDecodeError as error:
        raise BadInput(f"文件 {path} 读不出来（不是 UTF-8 编码），请另存为 UTF-8 编码的文本文件。") from error
    except OSError as error:
        raise BadInput(f"文件 {path} 读不出来（{error.strerror}），请核对路径和读取权限。") from error


def load(text: str, where: str) -> Mapping[str, Any]:
    """The mapping that the text holds; BadInput names the line of a fault in its form."""
    try:
        yaml = YAML(typ="rt", pure=True)
        yaml.Resolver = _AsTyped
        data = yaml.load(text)
    except DuplicateKeyError as error:
        raise BadInput(f"{where} {_line(error)}：同一个项写了两次，请删去一处（{_first(error)}）。") from error
    except MarkedYAMLError as error:
        raise BadInput(f"{where} {_line(error)}：格式有误，请检查缩进、冒号和引号（{_first(error)}）。") from error
    except (YAMLError, ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:  # a false tag, too
        raise BadInput(f"{where}：格式有误，读不出来（{_first(error)}）。") from error
    if data is None:
        raise BadInput(f"{where}：文件里没有内容，请按「项: 值」填写。")
    if not isinstance(data, Mapping):
        raise BadInput(f"{where}：应当由「项: 值」组成。")
    return data


def line_of(data: Any, key: Any) -> int:
    """The line (from 1) on which `key` of a loaded mapping or list stands, or where the whole begins when the key is
    missing; 0 when the data came from elsewhere."""
    marks = getattr(data, "lc", None)
    if marks is None or marks.data is None:
        return 0
    return (marks.data[key][0] if key in marks.data else marks.line) + 1


def place_of(where: str, data: Any, key: Any) -> str:
    """`where`, with the line where it is known: PAPER.yaml 第3行."""
    line = line_of(data, key)
    return f"{where} 第{line}行" if line else where


def _line(error: MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    return f"第{mark.line + 1}行" if mark else ""


def _first(error: Exception) -> str:
    problem = getattr(error, "problem", None) or str(error)
    return str(problem).splitlines()[0] if str(problem) else type(error).__name__
