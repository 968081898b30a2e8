"""网址: 模板和流程."""

from __future__ import annotations

from django.urls import path

from gongwen.web.procedures import deciding, flows, handing_in, listing, migration, templates

urlpatterns = [
    path("", listing.home, name="home"),
    path("workflows/", listing.workflows, name="workflows"),
    path("workflows/<str:name>/", flows.show, name="workflow"),
    path("workflows/<str:name>/diagram.svg", flows.diagram, name="diagram"),
    path("workflows/<str:name>/simulation/", flows.simulation, name="simulation"),
    path("workflows/<str:name>/migration/", migration.plan, name="migration"),
    path("workflows/<str:name>/migration/apply/", migration.apply, name="migrate"),
    path("migrations/<int:batch>/revert/", migration.revert, name="revert"),
    path("templates/", listing.templates, name="templates"),
    path("templates/<str:name>/", templates.show, name="template"),
    path("templates/<str:name>/specimen/", templates.specimen, name="specimen"),
    path("templates/<str:name>/pages/<str:hash>/<int:number>.png", templates.page_picture, name="page"),
    path("<str:kind>/<str:name>/versions/<int:number>/<path:file>", listing.download, name="file"),
    path("<str:kind>/<str:name>/compare/", listing.compare, name="compare"),
    path("hand-in/workflow/", handing_in.workflow, name="hand-in-workflow"),
    path("hand-in/template/", handing_in.template, name="hand-in-template"),
    path("adopt/<str:kind>/<str:name>/", handing_in.adopt, name="adopt"),
    path("proposals/", deciding.proposals, name="proposals"),
    path("proposals/<int:id>/", deciding.show, name="proposal"),
    path("proposals/<int:id>/publish/", deciding.publish, name="publish"),
    path("proposals/<int:id>/turn-down/", deciding.turn_down, name="turn-down"),
    path("proposals/<int:id>/try/", deciding.try_out, name="try-out"),
    path("proposals/<int:id>/diagram.svg", deciding.diagram, name="proposed-diagram"),
    path("proposals/<int:id>/files/<path:file>", deciding.download, name="proposed-file"),
]
