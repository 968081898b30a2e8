"""网址: 办理."""

from __future__ import annotations

from django.urls import path

from gongwen.web.handling import boards, cases, dispatching, forms, moves, on_paper, opening, reminding, taking_in

urlpatterns = [
    path("cases/take-in/", taking_in.take_in, name="take-in"),
    path("cases/new/", opening.choose, name="new"),
    path("cases/new/<str:name>/", opening.start, name="open"),
    path("cases/<str:code>/", cases.show, name="case"),
    path("cases/<str:code>/reveal/", cases.reveal, name="reveal"),
    path("cases/<str:code>/urge/", reminding.urge, name="urge"),
    path("cases/<str:code>/call-in/", reminding.call_in, name="call-in"),
    path("cases/<str:code>/dispatch/", dispatching.show, name="dispatch"),
    path("cases/<str:code>/dispatch/<str:act>/", dispatching.act, name="dispatch-act"),
    path("cases/<str:code>/papers/<int:number>/", forms.show, name="form"),
    path("cases/<str:code>/papers/<int:number>/pages/<int:sheet>.png", forms.picture, name="form-page"),
    path("cases/<str:code>/papers/<int:number>/<int:version>/<str:suffix>/", forms.fetch, name="form-file"),
    path("cases/<str:code>/moves/<path:action>/keep/", moves.keep, name="keep"),
    path("cases/<str:code>/moves/<path:action>/forget/", moves.forget, name="forget"),
    path("cases/<str:code>/moves/<path:action>/signed/", on_paper.signed, name="signed"),
    path("cases/<str:code>/moves/<path:action>/", moves.move, name="move"),
    path("countersigning/", boards.countersigning, name="countersigning"),
    path("countersigning/urge/", boards.urge_chosen, name="urge-chosen"),
    path("dispatching/", boards.dispatching, name="dispatching"),
    path("amount/", moves.amount, name="amount"),
]
