"""网址: 查看."""

from __future__ import annotations

from django.urls import path

from gongwen.web.watching import lists, searching, waiting

urlpatterns = [
    path("todo/", waiting.show, name="todo"),
    path("cases/", lists.cases, name="cases"),
    path("papers/", lists.papers, name="papers"),
    path("search/", searching.show, name="search"),
    path("lists/todo.xlsx", waiting.sheet, name="todo-sheet"),
    path("lists/cases.xlsx", lists.case_sheet, name="case-sheet"),
    path("lists/papers.xlsx", lists.paper_sheet, name="paper-sheet"),
    path("lists/found.xlsx", searching.sheet, name="found-sheet"),
]
