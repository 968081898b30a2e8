"""设置: Django's settings from the environment; Django loads them by name, nobody imports them."""

from __future__ import annotations

import os
from pathlib import Path

from gongwen.registry.database import configuration, office_zone

_WEB = Path(__file__).parent / "web"

INSTALLED_APPS = ["django.contrib.sessions", "gongwen.registry"]
DATABASES = {"default": configuration(os.environ.get("GONGWEN_HOME"), os.environ.get("GONGWEN_DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = office_zone().key
LANGUAGE_CODE = "zh-hans"
USE_I18N = False

ROOT_URLCONF = "gongwen.web.urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongwen.web.headers.Headers",
    "gongwen.web.looking.OneLook",
    "gongwen.web.legible.Legible",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "gongwen.web.doors.Visits",
    "gongwen.web.answers.Sentences",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_WEB / "pages"],
        "OPTIONS": {
            "builtins": ["gongwen.web.words"],
            "context_processors": ["django.template.context_processors.csrf", "gongwen.web.frame.around"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
STATIC_URL = "/static/"
STATIC_ROOT = _WEB / "static"
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 7 * 24 * 3600

# SECRET_KEY and ALLOWED_HOSTS are the served office's own (web.serving).
CSRF_FAILURE_VIEW = "gongwen.web.answers.csrf_refused"
CSRF_COOKIE_NAME = "gongwen-form"  # a cookie of its own: whoever has not signed in leaves no row behind
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
SESSION_ENGINE = "gongwen.web.sessions"
SESSION_COOKIE_NAME = "gongwen"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # no session lasts longer (office.staffing.passes); headers.Headers makes cookies Secure
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600  # sent over HTTPS only
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
"""A budget table of a few hundred lines has a few thousand fields."""
DATA_UPLOAD_MAX_NUMBER_FILES = 30
FILE_UPLOAD_HANDLERS = [
    "gongwen.web.limits.Limit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
LOGGING_CONFIG = None
