"""网址: 登录和账号."""

from __future__ import annotations

from django.urls import path

from gongwen.web.entrance import arriving, codes, keeping, own

urlpatterns = [
    path("home/", arriving.home, name="home"),
    path("sign-in/", arriving.sign_in, name="sign-in"),
    path("sign-in/code/", arriving.use_code, name="use-code"),
    path("sign-out/", arriving.sign_out, name="sign-out"),
    path("account/", own.account, name="account"),
    path("account/password/", own.password, name="password"),
    path("account/own-password/", own.own_password, name="own-password"),
    path("account/sessions/end/", own.end_sessions, name="end-sessions"),
    path("account/tokens/", own.own_tokens, name="tokens"),
    path("account/tokens/<int:number>/recall/", own.recall_token, name="recall-token"),
    path("accounts/", keeping.listed, name="accounts"),
    path("accounts/open/", keeping.open_account, name="open-account"),
    path("accounts/reset/", keeping.reset, name="reset-account"),
    path("accounts/close/", keeping.close, name="close-account"),
    path("accounts/keepers/", keeping.keep, name="keep-accounts"),
    path("accounts/sign-ins/", keeping.sign_ins, name="sign-ins"),
    path("codes/", codes.codes, name="codes"),
    path("codes/<int:number>/recall/", codes.recall, name="recall-code"),
]
