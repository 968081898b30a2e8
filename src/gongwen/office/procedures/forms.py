"""填表: what a person hands in as a YAML file or as name=value, read with its attached files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from gongwen.errors import BadInput

ATTACHED = (".pdf", ".docx", ".jpg", ".jpeg", ".png")


def read(path: Path | None, settings: Sequence[str]) -> dict[str, Any]:
    """A form from a YAML file and `name=value` settings; a value that names a file beside the form becomes its path."""
    form = load(path) if path else {}
    folder = path.parent if path else Path()
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise BadInput(f"「{setting}」应当写成 名称=值 的形式。")
        form[name.strip()] = value
    return {name: _attached(value, folder) for name, value in form.items()}


def load(path: Path) -> dict[str, Any]:
    """A YAML file that holds `name: value` pairs; BadInput names the file and the line."""
    try:
        value = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    except OSError as error:
        raise BadInput(f"读不到文件「{path}」，请核对路径。") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"文件「{path}」不是 UTF-8 文字，请另存为 UTF-8。") from error
    except YAMLError as error:
        raise BadInput(f"文件「{path}」的 YAML 写法有误：{' '.join(str(error).split())}") from error
    if not isinstance(value, dict):
        raise BadInput(f"文件「{path}」应当写成「栏目: 值」的形式。")
    return value


def read_bytes(path: Path) -> bytes:
    """The bytes of a file a person hands in."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"读不到文件「{path}」，请核对路径。") from error


def _attached(value: Any, folder: Path) -> Any:
    if isinstance(value, list):
        return [_attached(one, folder) for one in value]
    if isinstance(value, str) and value.lower().endswith(ATTACHED) and "\n" not in value:
        return folder / value
    return value
