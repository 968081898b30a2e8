"""网址: 总览."""

from __future__ import annotations

from django.urls import path

from gongwen.web.overview import figures

urlpatterns = [path("", figures.show, name="home")]
