"""Elements: one cell that is asked or derived, exactly once in the whole system."""

from django.core.validators import RegexValidator
from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Level

from ..quarters import Quarter
from .programme import Programme

CODE = RegexValidator(r"^[a-z][a-z0-9_]*$", "代码只用小写字母、数字和下划线，以字母开头。")


class Nature(models.TextChoices):
    STOCK = "stock", "期末数"
    FLOW = "flow", "本期数"


class Frequency(models.IntegerChoices):
    YEARLY = 1, "年报"
    HALF_YEARLY = 2, "半年报"
    QUARTERLY = 4, "季报"


class ElementQuerySet(models.QuerySet):
    def in_force(self, day):
        return self.filter(
            models.Q(effective_until__isnull=True) | models.Q(effective_until__gte=day),
            models.Q(effective_from__isnull=True) | models.Q(effective_from__lte=day),
        )

    def at(self, level):
        return self.filter(level=level)


class Element(models.Model):
    """What is collected, at which level, how often, and who knows it.

    `source` names a function of `indicators.registers` when a register knows the value;
    blank means that a clerk enters it. `counterpart` names one that knows something comparable: the
    difference is shown beside what was entered. A stock that `restarts` counts from
    1 January to the last day. Values are integers scaled by `decimals`.
    """

    code = models.CharField("代码", max_length=40, unique=True, validators=[CODE])
    name = models.CharField("名称", max_length=60)
    definition = models.TextField("口径", blank=True)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="elements", verbose_name="工程与主题")
    level = models.CharField("填报层级", max_length=10, choices=Level)
    unit = models.CharField("计量单位", max_length=10)
    decimals = models.PositiveSmallIntegerField("小数位数", default=0)
    nature = models.CharField("性质", max_length=5, choices=Nature)
    restarts = models.BooleanField(
        "每年从头计起",
        default=False,
        help_text="期末数从每年1月1日起算的，如本年参赛数：环比不跨年，新年第一期不结转，目标按时间进度看。",
    )
    frequency = models.PositiveSmallIntegerField("频率", choices=Frequency, default=Frequency.QUARTERLY)
    source = models.CharField("台账来源", max_length=40, blank=True)
    counterpart = models.CharField(
        "台账对照", max_length=40, blank=True, help_text="由单位填报、台账另有记载的，填台账来源，填报时显示差数。"
    )
    required = models.BooleanField("必填", default=True)
    sort_order = models.PositiveIntegerField("排序", default=0)
    effective_from = models.DateField("启用日期", null=True, blank=True)
    effective_until = models.DateField("停用日期", null=True, blank=True)

    history = HistoricalRecords()
    objects = ElementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指标项"
        ordering = ["programme__sort_order", "sort_order", "code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(decimals__lte=4), name="element_decimals_4"),
            models.CheckConstraint(condition=models.Q(frequency__in=[1, 2, 4]), name="element_frequency"),
            models.CheckConstraint(condition=models.Q(nature__in=Nature.values), name="element_nature"),
            models.CheckConstraint(
                condition=models.Q(restarts=False) | models.Q(nature=Nature.STOCK),
                name="element_stock_restarts",
                violation_error_message="只有期末数才分是否每年从头计起，本期数本来就是。",
            ),
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="element_level"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_flow(self) -> bool:
        return self.nature == Nature.FLOW

    @property
    def is_of_the_year(self) -> bool:
        """Begins at zero on 1 January, as in `figures.ElementSpec`."""
        return self.is_flow or self.restarts

    def carries_into(self, quarter: Quarter) -> bool:
        """Whether the value of the quarter before stands until it is answered again, and may be compared with."""
        return not self.is_flow and not (self.restarts and quarter.number == 1)

    def asked_in(self, quarter: Quarter) -> bool:
        """Half-yearly elements are asked in Q2 and Q4, yearly ones in Q4."""
        return quarter.closes(self.frequency)
