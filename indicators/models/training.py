"""Training batches and the bases where they are held."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from branches.clock import today
from branches.models import Area, Level

from .trainee import TraineeClass
from .training_settings import PlaceKind, Tier, TierRule, TrainingMode

ORGANISERS = [Level.CITY, Level.COUNTY, Level.TOWNSHIP]


class BaseKind(models.TextChoices):
    PARTY_SCHOOL = "party_school", "党校"
    AGRI_PARK = "agri_park", "农业示范园区"
    OTHER = "other", "其他"


class TrainingBaseQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def in_use_on(self, day):
        """Accredited by a day and not closed by it."""
        return self.filter(models.Q(closed_on__isnull=True) | models.Q(closed_on__gt=day), accredited_on__lte=day)


class TrainingBase(models.Model):
    """A Party school or a demonstration park accredited for the training of villages."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="training_bases",
        verbose_name="所在地",
        limit_choices_to={"level__in": [Level.COUNTY, Level.TOWNSHIP]},
    )
    name = models.CharField("基地名称", max_length=80)
    kind = models.CharField("类别", max_length=20, choices=BaseKind)
    accredited_on = models.DateField("认定日期")
    closed_on = models.DateField("停用日期", null=True, blank=True, help_text="自该日起不再使用。")
    evidence = models.CharField("认定文件", max_length=200, blank=True)

    history = HistoricalRecords()
    objects = TrainingBaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "培训基地"
        ordering = ["area__path", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                name="training_base_once",
                violation_error_message="此地已登记过同名基地。",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gt=models.F("accredited_on")),
                name="training_base_closed_after_accredited",
                violation_error_message="停用日期须晚于认定日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def stands_on(self, day) -> bool:
        return self.accredited_on <= day and (self.closed_on is None or self.closed_on > day)


class BatchState(models.TextChoices):
    PLANNED = "planned", "计划中"
    FINISHED = "finished", "已办结"
    CANCELLED = "cancelled", "已取消"


class TrainingBatchQuerySet(models.QuerySet):
    def within(self, area):
        """Organised by the area or by one below it."""
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def concerning(self, area):
        """Organised within the area, or with trainees from it."""
        people = models.Q(
            enrolments__person__area__path__gte=area.path, enrolments__person__area__path__lt=area.path_end
        )
        with_people = self.model.objects.filter(people).values("pk")
        return self.filter(
            models.Q(area__path__gte=area.path, area__path__lt=area.path_end) | models.Q(pk__in=with_people)
        )

    def ended_between(self, first, last):
        """Held to the end, the last day through `last`."""
        return self.filter(state=BatchState.FINISHED, ends_on__range=(first, last))

    def at(self, *levels):
        return self.filter(area__level__in=levels)


class TrainingBatch(models.Model):
    """One course with a list of names. Who was there is in its enrolments."""

    number = models.CharField("班次编号", max_length=30, unique=True)
    name = models.CharField("班次名称", max_length=80)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="training_batches",
        verbose_name="主办单位",
        limit_choices_to={"level__in": ORGANISERS},
    )
    tier = models.CharField("项目", max_length=20, choices=Tier, default=Tier.OTHER)
    trainee = models.CharField("培训对象", max_length=20, choices=TraineeClass)
    mode = models.CharField("培训方式", max_length=20, choices=TrainingMode, default=TrainingMode.LOCAL)
    place = models.CharField("地点", max_length=20, choices=PlaceKind, default=PlaceKind.IN_CITY)
    province = models.CharField("所在省", max_length=20, blank=True, help_text="在本市举办的不填。")
    city = models.CharField("承办城市", max_length=20, blank=True, help_text="在本市举办的不填。")
    host = models.CharField("承办单位", max_length=80, blank=True)
    base = models.ForeignKey(
        TrainingBase, models.PROTECT, null=True, blank=True, related_name="batches", verbose_name="培训基地"
    )
    starts_on = models.DateField("开班日期")
    ends_on = models.DateField("结束日期")
    days = models.PositiveSmallIntegerField("天数", validators=[MinValueValidator(1)])
    hours = models.PositiveSmallIntegerField(
        "学时", validators=[MinValueValidator(1)], help_text="一天按8学时、半天按4学时折算。"
    )
    seats = models.PositiveIntegerField("计划人数", validators=[MinValueValidator(1)])
    curriculum = models.TextField("课程内容", blank=True)
    satisfaction = models.PositiveSmallIntegerField(
        "满意度（%）", null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    evidence = models.CharField("佐证材料", max_length=200, blank=True, help_text="通知文号、签到册、照片存放处。")
    state = models.CharField("状态", max_length=10, choices=BatchState, default=BatchState.PLANNED)
    cancelled_reason = models.CharField("取消原因", max_length=200, blank=True)

    history = HistoricalRecords()
    objects = TrainingBatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "培训班次"
        ordering = ["-starts_on", "number"]
        indexes = [models.Index(fields=["ends_on"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="training_batch_ends_after_start",
                violation_error_message="结束日期不能早于开班日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(days__gte=1, hours__gte=1, seats__gte=1),
                name="training_batch_has_length",
                violation_error_message="天数、学时和计划人数都须大于0。",
            ),
            models.CheckConstraint(
                condition=models.Q(satisfaction__isnull=True) | models.Q(satisfaction__lte=100),
                name="training_batch_satisfaction",
                violation_error_message="满意度不能超过100%。",
            ),
            models.CheckConstraint(
                condition=models.Q(place=PlaceKind.IN_CITY) | ~models.Q(city=""),
                name="training_batch_host_city",
                violation_error_message="在市外举办的须填承办城市。",
            ),
            models.CheckConstraint(
                condition=models.Q(state=BatchState.CANCELLED) & ~models.Q(cancelled_reason="")
                | ~models.Q(state=BatchState.CANCELLED) & models.Q(cancelled_reason=""),
                name="training_batch_cancelled_with_reason",
                violation_error_message="取消的班次须填取消原因，未取消的不填。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_words(self) -> str:
        """江苏苏州（省外）"""
        where = self.get_place_display()
        return where if self.place == PlaceKind.IN_CITY else f"{self.province}{self.city}（{where}）"

    def clean(self):
        """What the row alone cannot tell: the calendar, the base, the rules of the tier, the evidence."""
        wrong: dict[str, str] = {}
        if self.starts_on and self.ends_on and self.days and self.ends_on >= self.starts_on:
            span = (self.ends_on - self.starts_on).days + 1
            if self.days > span:
                wrong["days"] = f"从开班到结束只有{span}天。"
        if self.base and self.starts_on and not self.base.stands_on(self.starts_on):
            wrong["base"] = f"开班时“{self.base}”还没有认定或已停用。"
        if self.starts_on and (refusal := self.tier_refusal()):
            wrong["tier"] = refusal
        if self.state == BatchState.FINISHED:
            if self.ends_on and self.ends_on > today():
                wrong["state"] = "还没有到结束日期，不能办结。"
            if not self.evidence.strip():
                wrong["evidence"] = "办结的班次须写明佐证材料。"
        if wrong:
            raise ValidationError(wrong)

    def tier_refusal(self) -> str:
        """Why the batch cannot count in its tier; empty when it can or when the tier has no rules."""
        rules = list(TierRule.objects.valid_on(self.starts_on).filter(tier=self.tier))
        if not rules or any(rule.fits(self.trainee, self.place, self.mode) for rule in rules):
            return ""
        allowed = "；".join(rule.words for rule in rules)
        return f"不符合“{self.get_tier_display()}”的要求。符合的有：{allowed}。"
