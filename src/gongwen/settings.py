"""设置: Django's settings from the environment; Django loads them by name, nobody imports them."""

from __future__ import annotations

import os

from gongwen.registry.database import configuration, office_zone

INSTALLED_APPS = ["django.contrib.sessions", "gongwen.registry"]
DATABASES = {"default": configuration(os.environ.get("GONGWEN_HOME"), os.environ.get("GONGWEN_DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = office_zone().key
LANGUAGE_CODE = "zh-hans"
USE_I18N = False
