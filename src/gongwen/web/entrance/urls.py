"""网址: 登录和账号."""

from __future__ import annotations

from django.urls import path

from gongwen.web.entrance import arriving

urlpatterns = [
    path("home/", arriving.home, name="home"),
    path("sign-in/", arriving.sign_in, name="sign-in"),
]
