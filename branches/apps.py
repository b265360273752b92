from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig

from .discovery import discover


class BranchesConfig(AppConfig):
    """Who and where: areas, villages, organisations, people, accounts."""

    name = "branches"
    verbose_name = "组织与人员"

    def ready(self):
        discover()
        import_module(f"{self.name}.admin.registers").register_all()


class SiteAdminConfig(AdminConfig):
    """Django's admin behind the roles of this site."""

    default_site = "branches.admin_site.SiteAdmin"
