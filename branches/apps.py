from django.apps import AppConfig


class BranchesConfig(AppConfig):
    """Who and where: areas, villages, organisations, people, accounts."""

    name = "branches"
    verbose_name = "组织与人员"
