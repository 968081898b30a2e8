"""网址: 差事和欠办的工作."""

from __future__ import annotations

from django.urls import path

from gongwen.web.errands import asking, case_jobs, each, importing, showing

urlpatterns = [
    path("errands/", showing.mine, name="mine"),
    path("errands/ask/", asking.ask, name="ask"),
    path("errands/<int:number>/", showing.show, name="show"),
    path("errands/<int:number>/part/", showing.part, name="part"),
    path("errands/<int:number>/cancel/", asking.cancel, name="cancel"),
    path("errands/<int:number>/retry/", asking.retry, name="retry"),
    path("errands/<int:number>/files/<str:sha>/", showing.fetch, name="file"),
    path("lists/<slug:which>/import/", importing.show, name="import"),
    path("lists/<slug:which>/import.xlsx", importing.sheet, name="import-sheet"),
    path("cases/<str:code>/each/", each.show, name="each"),
    path("cases/<str:code>/jobs/", case_jobs.part, name="jobs"),
    path("cases/<str:code>/jobs/retry/", case_jobs.put_back, name="put-back"),
]
