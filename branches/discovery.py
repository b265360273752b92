"""Finds the declarations: every module in the package `register_pages` of every app."""

import pkgutil
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

PACKAGE = "register_pages"


def discover() -> None:
    """Import all declarations, app by app and by the names of their files."""
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, PACKAGE):
            package = import_module(f"{config.name}.{PACKAGE}")
            for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
                import_module(f"{package.__name__}.{found.name}")
