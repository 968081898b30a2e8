"""流程图: graphviz run with the fonts of the papers, so that Chinese labels are legible in SVG and PNG."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Literal

from gongwen.errors import BadInput, ToolMissing
from gongwen.printing import fonts, programs

SECONDS = 60
FACE = "Noto Sans SC"
_SEEN_ELSEWHERE = f"{FACE}, Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
"""An SVG shows its text in the fonts of whoever looks at it; without ours in the nearest."""


class DiagramSlow(ToolMissing):
    """画图程序 graphviz 一分钟内没有画完，已停止。请减少图中的节点后重试。"""


def diagram(dot_source: str, form: Literal["svg", "png"]) -> bytes:
    """The picture graphviz draws of `dot_source`.

    BadInput when graphviz does not understand the source, ToolMissing when it is not installed or does not finish.
    """
    command = [programs.dot(), f"-T{form}", *(f"-{part}fontname={FACE}" for part in "GNE")]
    with tempfile.TemporaryDirectory(prefix="gongwen-draw-") as place:
        config = fonts.write_font_config(Path(place) / "fonts.conf", fonts.font_folder())
        environment = {**os.environ, "FONTCONFIG_FILE": str(config), "LC_ALL": "C.UTF-8"}
        try:
            drawn = subprocess.run(
                command, input=dot_source.encode(), capture_output=True, timeout=SECONDS, env=environment, check=False
            )
        except subprocess.TimeoutExpired as fault:
            raise DiagramSlow() from fault
    if drawn.returncode != 0 or not drawn.stdout:
        reason = drawn.stderr.decode("utf-8", "replace").strip().splitlines()
        raise BadInput(f"流程图画不出来，图的描述有误：{reason[-1] if reason else '没有内容'}。")
    named, wanted = (f'font-family="{face}"'.encode() for face in (FACE, _SEEN_ELSEWHERE))
    return drawn.stdout.replace(named, wanted) if form == "svg" else drawn.stdout
