"""网址: every address of the office on screen, one room after another."""

from __future__ import annotations

from django.urls import include, path

from gongwen.web import answers
from gongwen.web.entrance.arriving import home

ROOMS = (
    ("", "entrance"),
    ("", "errands"),
    ("", "handling"),
    ("", "registers"),
)  # fmt: skip

urlpatterns = [
    path("", home, name="start"),
    *(path(prefix, include((f"gongwen.web.{room}.urls", room))) for prefix, room in ROOMS),
]

handler404 = answers.not_found
handler500 = answers.out_of_order
