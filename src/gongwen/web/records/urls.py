"""网址: 归档、核验、日志."""

from __future__ import annotations

from django.urls import path

from gongwen.web.records import checking, files, reading

urlpatterns = [
    path("archive/", files.board, name="home"),
    path("archive/cases/<str:code>/", files.case, name="case"),
    path("archive/cases/<str:code>/bundle/", files.bundle, name="bundle"),
    path("archive/cases/<str:code>/supply/", files.supply, name="supply"),
    path("archive/verify/", checking.verify, name="verify"),
    path("archive/journal/", reading.journal, name="journal"),
    path("archive/journal/verify/", reading.verify, name="verify-journal"),
]
