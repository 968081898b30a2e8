"""网址: 拟稿."""

from __future__ import annotations

from django.urls import path

from gongwen.web.paperwork import editor, handing_over, papers, pasting, previews, starting

urlpatterns = [
    path("papers/new/", starting.choose, name="new"),
    path("papers/new/<str:key>/", editor.new, name="begun"),
    path("papers/new/<str:key>/save/", editor.save_new, name="begun-save"),
    path("papers/new/<str:key>/settle/", editor.settle_new, name="begun-settle"),
    path("papers/new/<str:key>/preview/", previews.of_new, name="begun-preview"),
    path("papers/new/<str:key>/drop/", editor.drop_new, name="begun-drop"),
    path("papers/paste/", pasting.clean, name="paste"),
    path("papers/previews/<int:errand>/<int:number>.png", previews.picture, name="preview-page"),
    path("papers/<str:flow>/", papers.show, name="paper"),
    path("papers/<str:flow>/edit/", editor.edit, name="edit"),
    path("papers/<str:flow>/edit/save/", editor.save, name="save"),
    path("papers/<str:flow>/edit/settle/", editor.settle, name="settle"),
    path("papers/<str:flow>/edit/preview/", previews.of_paper, name="preview"),
    path("papers/<str:flow>/edit/drop/", editor.drop, name="drop"),
    path("papers/<str:flow>/compare/", papers.compare, name="compare"),
    path("papers/<str:flow>/upload/", handing_over.upload, name="upload"),
    path("papers/<str:flow>/upload/confirm/", handing_over.confirm, name="confirm"),
    path("papers/<str:flow>/upload/drop/", handing_over.drop, name="upload-drop"),
    path("papers/<str:flow>/errands/<int:errand>/", papers.errand, name="errand"),
    path("papers/<str:flow>/versions/<int:no>/<int:number>.png", papers.picture, name="page"),
    path("papers/<str:flow>/versions/<int:no>/<str:suffix>/", papers.download, name="file"),
]
