"""网址: every address of the office on screen, one room after another."""

from __future__ import annotations

from django.urls import include, path

from gongwen.web import answers, limits
from gongwen.web.api.urls import api
from gongwen.web.entrance.arriving import home

ROOMS = (
    ("", "entrance"),
    ("", "watching"),
    ("", "errands"),
    ("", "records"),
    ("", "handling"),
    ("", "unit"),
    ("", "registers"),
    ("", "paperwork"),
    ("procedures/", "procedures"),
    ("", "review"),
    ("overview/", "overview"),
)  # fmt: skip

urlpatterns = [
    path("", home, name="start"),
    path("api/v1/", api.urls),
    *(path(prefix, include((f"gongwen.web.{room}.urls", room))) for prefix, room in ROOMS),
]

handler400 = limits.not_taken
handler404 = answers.not_found
handler500 = answers.out_of_order
