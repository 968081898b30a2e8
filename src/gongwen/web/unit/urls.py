"""网址: 项目单位, 核对签署件."""

from __future__ import annotations

from django.urls import path

from gongwen.web.unit import filling_in, home, matching, reading, signing

urlpatterns = [
    path("unit/", home.desk, name="home"),
    path("unit/<str:code>/", home.case, name="case"),
    path("unit/<str:code>/receive/", home.receive, name="receive"),
    path("unit/<str:code>/papers/<int:id>/", reading.paper, name="paper"),
    path("unit/<str:code>/papers/<int:id>/<int:number>/", reading.leaf, name="paper-leaf"),
    path("unit/<str:code>/papers/<int:id>/<int:number>.png", reading.page_picture, name="paper-page"),
    path("unit/<str:code>/papers/<int:id>/paper.pdf", reading.pdf, name="paper-file"),
    path("unit/<str:code>/photo/", filling_in.photo, name="photo"),
    path("unit/<str:code>/do/<path:action>/", filling_in.act, name="do"),
    path("unit/<str:code>/sign/<path:action>/", signing.sign, name="sign"),
    path("unit/<str:code>/returns/<int:id>/", signing.add, name="add-page"),
    path("unit/<str:code>/returns/<int:id>/<int:number>.jpg", signing.picture, name="sent-page"),
    path("unit/<str:code>/returns/<int:id>/change/<int:page_id>/", signing.change, name="change-page"),
    path("unit/<str:code>/returns/<int:id>/hand-in/", signing.hand_in, name="hand-in"),
    path("unit/<str:code>/returns/<int:id>/keep/", signing.keep, name="keep-return"),
    path("unit/<str:code>/returns/<int:id>/recall/", signing.recall, name="recall"),
    path("photos/<str:token>/", filling_in.kept_photo, name="kept-photo"),
    path("returns/", matching.waiting, name="returns"),
    path("returns/<int:id>/", matching.compare, name="return"),
    path("returns/<int:id>/issued/<int:number>.png", matching.issued, name="issued-page"),
    path("returns/<int:id>/sent/<int:number>.jpg", matching.sent, name="returned-page"),
]
