"""四类差错: the only exceptions that leave a room; a door maps each to an exit code or a page.

A message is one Chinese sentence that says what is wrong, where, and what to do. The class docstring is the message
when none is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self


class GongwenError(Exception):
    """办理未能完成。请查看提示后重试。"""

    exit_code = 6

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())
        self.faults: tuple[str, ...] = (str(self),)

    @classmethod
    def of(cls, faults: Sequence[str]) -> Self:
        """One error for several faults: all of them are told at once."""
        error = cls("\n".join(faults))
        error.faults = tuple(faults)
        return error


class BadInput(GongwenError):
    """材料有误。请按提示改正后重试。"""

    exit_code = 3


class Refused(GongwenError):
    """现在不能办理。请按提示补齐条件后重试。"""

    exit_code = 4


class ToolMissing(GongwenError):
    """缺少所需的程序或字体。请运行 gongwen doctor 查看安装办法。"""

    exit_code = 5


class Broken(GongwenError):
    """台账与文件不符。请停止办理并联系管理员核对。"""

    exit_code = 6
