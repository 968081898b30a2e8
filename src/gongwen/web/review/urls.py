"""网址: 审核."""

from __future__ import annotations

from django.urls import path

from gongwen.web.review import deciding, deputies, listing, on_paper, reading, scoring, together

urlpatterns = [
    path("review/", listing.home, name="home"),
    path("review/together/", together.prepare, name="together"),
    path("review/together/take/", together.take, name="take-together"),
    path("review/deputies/", deputies.show, name="deputies"),
    path("review/deputies/recall/", deputies.recall, name="recall-deputy"),
    path("review/<str:code>/", deciding.show, name="case"),
    path("review/<str:code>/do/<path:action>/", deciding.act, name="do"),
    path("review/<str:code>/sheet/", on_paper.sheet, name="sheet"),
    path("review/<str:code>/papers/<int:id>/", reading.paper, name="paper"),
    path("review/<str:code>/papers/<int:id>/<int:number>.png", reading.picture, name="page"),
    path("review/<str:code>/papers/<int:id>/paper.pdf", reading.pdf, name="file"),
    path("review/<str:code>/attached/<str:name>/", reading.attached, name="attached"),
    path("review/<str:code>/score/", scoring.sheet, name="score"),
    path("review/<str:code>/score/keep/", scoring.keep, name="keep-score"),
    path("review/<str:code>/score/remark/", scoring.remark, name="remark"),
    path("review/<str:code>/score/submit/", scoring.submit, name="submit"),
]
