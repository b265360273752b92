"""Indicators (dated formulas over elements), their targets, and validation rules."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Level

from .element import CODE
from .programme import Programme


class Direction(models.TextChoices):
    HIGHER = "higher", "越高越好"
    LOWER = "lower", "越低越好"
    CONTEXT = "context", "仅供参考"


class Display(models.TextChoices):
    PERCENT = "percent", "百分比"
    RATIO = "ratio", "比值"
    COUNT = "count", "数量"


class IndicatorQuerySet(models.QuerySet):
    def in_force(self, day):
        """The versions that hold on a day."""
        return self.filter(Q(effective_until__isnull=True) | Q(effective_until__gte=day), effective_from__lte=day)


class Indicator(models.Model):
    """One version of an indicator: a new definition is a new row, the old one stays.

    PERCENT and RATIO divide `numerator` by `denominator`; COUNT shows the numerator alone.
    `unit` is the unit of the shown value ("%", "户/人", "人"); `count_unit` that of its parts.
    """

    code = models.CharField("代码", max_length=40, validators=[CODE])
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=20)
    definition = models.TextField("口径", blank=True)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="indicators", verbose_name="工程与主题")
    level = models.CharField("最低层级", max_length=10, choices=Level, default=Level.VILLAGE)
    numerator = models.CharField("分子公式", max_length=300)
    denominator = models.CharField("分母公式", max_length=300, blank=True)
    display = models.CharField("显示方式", max_length=8, choices=Display, default=Display.PERCENT)
    unit = models.CharField("单位", max_length=10, default="%")
    count_unit = models.CharField("分子单位", max_length=10, blank=True)
    decimals = models.PositiveSmallIntegerField("小数位数", default=1)
    direction = models.CharField("方向", max_length=8, choices=Direction, default=Direction.HIGHER)
    featured = models.PositiveSmallIntegerField(
        "首页位置", null=True, blank=True, help_text="填数字的显示在看板上，按数字排列。"
    )
    sort_order = models.PositiveIntegerField("排序", default=0)
    effective_from = models.DateField("启用日期")
    effective_until = models.DateField("停用日期", null=True, blank=True)

    history = HistoricalRecords()
    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指标"
        ordering = ["programme__sort_order", "sort_order", "code", "effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "effective_from"], name="indicator_version"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(effective_until__isnull=True), name="indicator_one_open_version"
            ),
            models.CheckConstraint(
                condition=Q(effective_until__isnull=True) | Q(effective_until__gte=F("effective_from")),
                name="indicator_until_after_from",
            ),
            models.CheckConstraint(
                condition=Q(display=Display.COUNT, denominator="")
                | (~Q(display=Display.COUNT) & ~Q(denominator="")),
                name="indicator_rate_has_denominator",
                violation_error_message="百分比和比值须有分母公式，数量不填分母。",
            ),
            models.CheckConstraint(condition=Q(decimals__lte=4), name="indicator_decimals_4"),
        ]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """Green and amber line of an indicator in an area for a year, in the unit shown.

    The line of the nearest area at or above a unit holds for it. For a lower-is-better
    indicator the green line is the smaller number.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets", verbose_name="指标")
    area = models.ForeignKey(Area, models.PROTECT, related_name="targets", verbose_name="区划")
    year = models.PositiveSmallIntegerField("年度")
    green = models.DecimalField("达标线", max_digits=12, decimal_places=4)
    amber = models.DecimalField("预警线", max_digits=12, decimal_places=4)

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "目标值"
        ordering = ["indicator", "area__path", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "area", "year"], name="target_once"),
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2100), name="target_year"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.area} {self.year}年"


class Comparison(models.TextChoices):
    AT_MOST = "<=", "不大于"
    AT_LEAST = ">=", "不小于"
    EQUAL = "=", "等于"


class Severity(models.TextChoices):
    ERROR = "error", "错误"
    WARNING = "warning", "提醒"


class Rule(models.Model):
    """A relation that the values of one report must satisfy: `left comparison right`."""

    code = models.CharField("代码", max_length=40, unique=True, validators=[CODE])
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rules", verbose_name="工程与主题")
    level = models.CharField("层级", max_length=10, choices=Level, default=Level.VILLAGE)
    left = models.CharField("左式", max_length=300)
    comparison = models.CharField("关系", max_length=2, choices=Comparison)
    right = models.CharField("右式", max_length=300)
    severity = models.CharField("程度", max_length=7, choices=Severity, default=Severity.ERROR)
    message = models.CharField("提示", max_length=200, help_text="一句话说明，不含数字；数字自动附上。")

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "校验规则"
        ordering = ["programme__sort_order", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(comparison__in=Comparison.values), name="rule_comparison"),
        ]

    def __str__(self) -> str:
        return self.message
