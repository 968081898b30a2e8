"""网址: 台账和名册."""

from __future__ import annotations

from django.urls import path

from gongwen.web.registers import acting, calendar, numbers, phrases, roster, staff

urlpatterns = [
    path("numbers/", numbers.show, name="numbers"),
    path("numbers/<str:series>/<int:year>/", numbers.series, name="series"),
    path("roster/", roster.show, name="roster"),
    path("organs/", staff.organs, name="organs"),
    path("organs/<path:name>/", staff.organ, name="organ"),
    path("people/", staff.people, name="people"),
    path("people/<path:name>/", staff.person, name="person"),
    path("delegations/", staff.delegations, name="delegations"),
    path("calendar/", calendar.show, name="calendar"),
    path("phrases/", phrases.show, name="phrases"),
    path("registers/<slug:act>/", acting.act, name="act"),
]
