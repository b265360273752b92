from django.apps import AppConfig
from django.core import checks

from .chart_files import check_chart_files


class IndicatorsConfig(AppConfig):
    """What is measured: catalogue, periods, reports, totals."""

    name = "indicators"
    verbose_name = "指标与填报"

    def ready(self):
        checks.register(check_chart_files, "charts")
