"""用字: how values read on a page: days, moments, amounts, yes and no; available in every page."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongwen.office.clock import day_of, zone
from gongwen.web import telling

register = template.Library()
STATIC = Path(__file__).parent / "static"


@register.simple_tag
def asset(name: str) -> str:
    """The address of a file of `static/`, with a part that changes when the file does."""
    return f"/static/{name}?v={_print_of(name)}"


@cache
def _print_of(name: str) -> str:
    return sha256(Path(f"{STATIC}/{name}").read_bytes()).hexdigest()[:10]


@register.filter
def day(value: Any) -> str:
    """2026年3月5日, of a date, a moment or ISO text."""
    if isinstance(value, str) and value:
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value[:10])
    if isinstance(value, datetime):
        value = day_of(value)
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


@register.filter
def dated(value: Any) -> str:
    """A text with the days in it as papers write them: 2026-12-02 17:00 → 2026年12月2日 17:00."""
    return telling.dated(str(value or ""))


@register.filter
def moment(value: datetime | None) -> str:
    """3月5日 14:20, in the office's zone."""
    if not value:
        return ""
    here = value.astimezone(zone())
    return f"{here.month}月{here.day}日 {here:%H:%M}"


@register.filter
def money(value: Any) -> str:
    """1,234.50, without needless decimals."""
    if value in (None, ""):
        return ""
    amount = Decimal(str(value))
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


@register.filter
def listed(value: Any) -> str:
    """Several names with 、 between them."""
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


@register.filter
def of(mapping: Any, key: Any) -> Any:
    """What a mapping holds under a key that is a variable."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def standing(state: str, words: str) -> SafeString:
    """How a deadline stands: its words, weighed by its state (超期, 临近, …); no colour that is red on paper."""
    return format_html('<span class="standing" data-state="{}">{}</span>', state or "", words or "—")
