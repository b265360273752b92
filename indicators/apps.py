from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """What is measured: catalogue, periods, reports, totals."""

    name = "indicators"
    verbose_name = "指标与填报"
