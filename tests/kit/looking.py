"""What every page that is passed must stand: no sideways scrolling, nothing too small to be hit, no complaint of the
console; a picture of each kind of page is kept to be looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from kit.browser import Screen

FINGER, MOUSE = 24, 0
"""CSS px that a control must have at least (WCAG 2.2, 2.5.8). Under a mouse a smaller one may stand by itself: axe
judges the room around it, in each room's own tests."""
MEASURE = """(least) => {
  const told = [], root = document.documentElement;
  const hidden = ".hidden, .skip, .behind, .behind *, [hidden] *";
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll("main *")].filter((one) => !one.closest(".scroll, .strip, .leaves") &&
      one.getBoundingClientRect().right > root.clientWidth + 1).map((one) => one.tagName + "." + one.className);
    told.push(`scrolls sideways, ${root.scrollWidth} in ${root.clientWidth}: ${wide.slice(0, 3).join(" ")}`);
  }
  for (const one of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (one.matches(hidden) || !one.checkVisibility({ visibilityProperty: true })) continue;
    const around = one.parentElement.textContent.trim(), own = one.textContent.trim();
    if (one.tagName === "A" && getComputedStyle(one).display === "inline" && around !== own) continue;
    const boxes = [one, ...(one.type === "checkbox" || one.type === "radio" ? one.labels : [])]
      .map((part) => part.getBoundingClientRect());
    const [width, height] = ["width", "height"].map((side) => Math.max(...boxes.map((box) => box[side])));
    if (width < least || height < least) {
      const name = own || one.getAttribute("aria-label") || one.name;
      told.push(`${one.tagName} ${name.slice(0, 30)} is ${width.toFixed(1)} × ${height.toFixed(1)}`);
    }
  }
  return told;
}"""


@dataclass
class Lookout:
    """Looks at every page passed at one size; `lacking` holds what does not stand, page by page."""

    shown: Screen
    size: str
    least: int = FINGER
    lacking: list[str] = field(default_factory=list)
    _kinds: dict[str, int] = field(default_factory=dict)

    def look(self, page: Any, more: str = "") -> None:
        """Measure the page; the first of its kind (address without codes, and what `more` says) leaves a picture."""
        kind = kind_of(page.url) + (f"-{more}" if more else "")
        self.measure(page, kind)
        if kind not in self._kinds:
            self._kinds[kind] = len(self._kinds) + 1
            self.shown.picture(page, f"story-{self.size}-{self._kinds[kind]:02}-{kind}")

    def measure(self, page: Any, kind: str = "") -> None:
        """Measure the page only, as when nothing has changed but what was typed."""
        told = [f"{kind or kind_of(page.url)}: {one}" for one in page.evaluate(MEASURE, self.least)]
        self.lacking += [one for one in told if one not in self.lacking]


def kind_of(address: str) -> str:
    """What kind of page an address is of: its path without codes of cases and numbers."""
    parts = [one for one in unquote(urlsplit(address).path).split("/") if one]
    return "-".join(_plain(one) for one in parts) or "home"


def _plain(part: str) -> str:
    if re.search(r"-\d{4}-", part):
        return re.split(r"-\d", part)[0]
    return "" if part.isdecimal() else part
