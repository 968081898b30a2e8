"""The handbook's album: each screen as a small picture, and beside it what the screen says, in reading order.

The words are what a test can hold against the screen of today: a picture differs by the machine that drew it.
"""

from __future__ import annotations

import io
import os
import re
from itertools import zip_longest
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
FOLDER = DOCS / "pictures" / "screens"
PAGES = ("clerk", "unit", "reviewer", "archivist", "administrator")
TALL = {1366: 840, 390: 1200}
"""How tall a picture may be, by the width of the window: that of an office PC and of a phone."""
COLOURS = 224
REFRESH = bool(os.environ.get("REFRESH_SCREENS"))
ADVICE = "屏幕改了，手册里的图旧了：请运行 make screens，看过图再提交。"


def look(page: Any, name: str, *, begin: str = "") -> str:
    """Look at a screen, in the picture from the place `begin` on: with REFRESH_SCREENS its picture and its words are
    kept anew. What is wrong with those that the handbook has, in one line; empty when nothing."""
    said = words(page)
    if REFRESH:
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{name}.png").write_bytes(_packed(_drawn(page, begin)))
        (FOLDER / f"{name}.txt").write_text(said, "utf-8")
    path = FOLDER / f"{name}.txt"
    if not path.exists():
        return f"{name}：还没有这张图。{ADVICE}"
    kept = path.read_text("utf-8")
    return "" if kept == said else f"{name}：{_first_difference(kept, said)}{ADVICE}"


def words(page: Any) -> str:
    """What the screen says, as somebody hears it who does not see it: without the addresses that links lead to, and
    without the names of rows and cells, which say again what is in them, and without how large a packed file is, which
    differs by some bytes from run to run."""
    told = (line for line in page.locator("body").aria_snapshot().splitlines() if not re.match(r"\s*- /url:", line))
    plain = (re.sub(r"^(\s*- (?:row|cell)) .*:$", r"\1:", line) for line in told)
    return "".join(re.sub(r"\d+(\.\d+)? KB", "… KB", line) + "\n" for line in plain)


def shown_in(page: str) -> list[str]:
    """The names of the screens that a page of the handbook shows, in its order."""
    return re.findall(r"\]\(pictures/screens/([\w-]+)\.png\)", (DOCS / f"{page}.md").read_text("utf-8"))


def _drawn(page: Any, begin: str) -> bytes:
    """The screen in a window so tall that it shows the whole page, or as much as TALL allows."""
    usual = dict(page.viewport_size)
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.evaluate("document.activeElement.blur()")
    page.set_viewport_size({**usual, "height": min(whole, TALL[usual["width"]])})
    page.evaluate("place => place && document.querySelector(place).scrollIntoView()", begin)
    png = page.screenshot()
    page.set_viewport_size(usual)
    return bytes(png)


def _packed(png: bytes) -> bytes:
    screen = Image.open(io.BytesIO(png)).convert("RGB")
    screen = screen.crop((0, 0, screen.width, _end(screen)))
    out = io.BytesIO()
    screen.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _end(screen: Image.Image) -> int:
    """Where the empty ground below everything begins."""
    ground = Image.new("RGB", screen.size, screen.getpixel((0, screen.height - 1)))
    drawn = ImageChops.difference(screen, ground).getbbox()
    return min(screen.height, drawn[3] + 16) if drawn else screen.height


def _first_difference(kept: str, said: str) -> str:
    for was, now in zip_longest(kept.splitlines(), said.splitlines(), fillvalue=""):
        if was != now:
            return f"原来「{was.strip()}」，现在「{now.strip()}」。"
    return ""
