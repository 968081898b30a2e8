"""登记: the Django application behind the registry."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The one application that owns tables."""

    name = "gongwen.registry"
    label = "registry"
    verbose_name = "登记"
