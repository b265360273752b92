"""What training is measured by, as dated rows: hour lines, who may be counted in a tier, yearly quotas."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Level

from .trainee import TraineeClass


class Tier(models.TextChoices):
    """The project that a batch belongs to."""

    TEN = "ten", "十"
    HUNDRED = "hundred", "百"
    THOUSAND = "thousand", "千"
    TOWNSHIP_COURSE = "township_course", "乡镇干部强化班"
    OTHER = "other", "其他班次"


TIERS = (Tier.TEN, Tier.HUNDRED, Tier.THOUSAND)  # 十百千


class PlaceKind(models.TextChoices):
    IN_CITY = "in_city", "本市"
    IN_PROVINCE = "in_province", "省内市外"
    OUT_OF_PROVINCE = "out_of_province", "省外"


class TrainingMode(models.TextChoices):
    ONSITE_EMBEDDED = "onsite_embedded", "高校、先进村落地培训"
    VISIT = "visit", "外出参观"
    INVITED = "invited", "请进来"
    SECONDMENT = "secondment", "外派挂职"
    LOCAL = "local", "本地培训"


class HourGroup(models.TextChoices):
    """Whom an hour line is for."""

    MEMBER = "member", "农村党员"
    LEADER = "leader", "村党组织书记和班子成员"
    TOWN_LEADER = "town_leader", "乡镇领导干部"


class DatedQuerySet(models.QuerySet):
    def valid_on(self, day):
        """In force on a day: the day of ending no longer counts."""
        return self.filter(
            models.Q(in_force_until__isnull=True) | models.Q(in_force_until__gt=day), in_force_from__lte=day
        )


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(in_force_until__isnull=True) | models.Q(in_force_until__gt=models.F("in_force_from")),
        name=name,
        violation_error_message="停止执行日期须晚于执行日期。",
    )


class HourStandard(models.Model):
    """How many hours of training a year somebody of a group must have; the days, where given, do as well."""

    group = models.CharField("适用对象", max_length=20, choices=HourGroup)
    hours = models.PositiveSmallIntegerField("年度学时线", validators=[MinValueValidator(1)])
    days = models.PositiveSmallIntegerField(
        "或脱产天数", null=True, blank=True, help_text="达到学时或达到天数均算达标的，填天数。"
    )
    in_force_from = models.DateField("执行日期")
    in_force_until = models.DateField("停止执行日期", null=True, blank=True, help_text="自该日起不再执行。")
    basis = models.CharField("依据", max_length=200)

    history = HistoricalRecords()
    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "学时标准"
        ordering = ["group", "in_force_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "in_force_from"],
                name="hour_standard_once",
                violation_error_message="这类对象在该日已有一条学时标准。",
            ),
            ends_after_it_begins("hour_standard_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}{self.line}"

    @property
    def line(self) -> str:
        """90学时（或12天）"""
        return f"{self.hours}学时" + (f"（或{self.days}天）" if self.days else "")


class TierRule(models.Model):
    """One combination that counts in a tier: which trainees, at what kind of place, taught in which way."""

    tier = models.CharField("项目", max_length=20, choices=Tier)
    trainee = models.CharField("培训对象", max_length=20, choices=TraineeClass)
    place = models.CharField("地点", max_length=20, choices=PlaceKind)
    mode = models.CharField("培训方式", max_length=20, choices=TrainingMode, blank=True, help_text="不填为不限。")
    in_force_from = models.DateField("执行日期")
    in_force_until = models.DateField("停止执行日期", null=True, blank=True, help_text="自该日起不再执行。")
    basis = models.CharField("依据", max_length=200)

    history = HistoricalRecords()
    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "十百千资格"
        ordering = ["tier", "in_force_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tier", "trainee", "place", "mode", "in_force_from"],
                name="tier_rule_once",
                violation_error_message="这条资格已登记。",
            ),
            ends_after_it_begins("tier_rule_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.get_tier_display()}：{self.words}"

    @property
    def words(self) -> str:
        """村干部 · 省外 · 高校、先进村落地培训"""
        mode = self.get_mode_display() if self.mode else "方式不限"
        return f"{self.get_trainee_display()} · {self.get_place_display()} · {mode}"

    def fits(self, trainee: str, place: str, mode: str) -> bool:
        return (self.trainee, self.place) == (trainee, place) and self.mode in ("", mode)


class TrainingPlan(models.Model):
    """How many people of a county are to complete a tier in a year; the city's quota is their sum."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="training_plans",
        verbose_name="县区",
        limit_choices_to={"level": Level.COUNTY},
    )
    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(2000), MaxValueValidator(2099)])
    tier = models.CharField("项目", max_length=20, choices=Tier)
    quota = models.PositiveIntegerField("名额（人）")
    document = models.CharField("下达文件", max_length=120, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "培训计划"
        ordering = ["-year", "area__path", "tier"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year", "tier"],
                name="training_plan_once",
                violation_error_message="该县区本年度此项目的名额已下达，请修改原记录。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}{self.year}年{self.get_tier_display()}"


class TrainingRuleQuerySet(DatedQuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)


class TrainingRule(models.Model):
    """One rule about the training of rural members and cadres, by title and number."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="training_rules",
        verbose_name="制定单位",
        limit_choices_to={"level__in": [Level.CITY, Level.COUNTY, Level.TOWNSHIP]},
    )
    title = models.CharField("制度名称", max_length=120)
    document_no = models.CharField("文号", max_length=60)
    in_force_from = models.DateField("施行日期")
    in_force_until = models.DateField("废止日期", null=True, blank=True, help_text="自该日起不再有效。")

    history = HistoricalRecords()
    objects = TrainingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "培训制度"
        ordering = ["area__path", "-in_force_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "document_no"],
                name="training_rule_document_once",
                violation_error_message="该单位已登记过这个文号的制度。",
            ),
            ends_after_it_begins("training_rule_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.document_no}）"
