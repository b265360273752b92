"""Practical skills of the people whom a programme follows, from the published list."""

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Person

from .span import holds_on, refuse_future


class SkillKindQuerySet(models.QuerySet):
    def listed_on(self, day):
        return self.filter(holds_on(day, "listed_on", "delisted_on"))


class SkillKind(models.Model):
    """One skill of the published list; a list changes by listing and delisting, never by renaming."""

    name = models.CharField("技术名称", max_length=40)
    trade = models.CharField("类别", max_length=20, help_text="如种植、养殖、加工、服务。")
    document = models.CharField("依据", max_length=100, blank=True, help_text="发布技术目录的文件名称或文号。")
    listed_on = models.DateField("列入日期")
    delisted_on = models.DateField("停用日期", null=True, blank=True, help_text="自该日起不再认定，已认定的不变。")

    history = HistoricalRecords()
    objects = SkillKindQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "实用技术目录"
        ordering = ["trade", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(delisted_on__isnull=True),
                name="skill_kind_listed_once",
                violation_error_message="目录中已有这项技术。",
            ),
            models.CheckConstraint(
                condition=models.Q(delisted_on__isnull=True) | models.Q(delisted_on__gt=models.F("listed_on")),
                name="skill_kind_dates",
                violation_error_message="停用日期须晚于列入日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonSkillQuerySet(models.QuerySet):
    def held_on(self, day):
        return self.filter(acquired_on__lte=day)


class PersonSkill(models.Model):
    """A skill that a followed person has proved. It is not lost again."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="skills", verbose_name="人员")
    kind = models.ForeignKey(SkillKind, models.PROTECT, related_name="holders", verbose_name="技术")
    acquired_on = models.DateField("认定日期")
    evidence = models.CharField("佐证", max_length=200, help_text="证书名称编号、考核成绩或支部评议记录。")

    history = HistoricalRecords()
    objects = PersonSkillQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "个人实用技术"
        ordering = ["person__area__path", "person", "acquired_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                name="person_skill_once",
                violation_error_message="此人已登记这项技术。",
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence=""),
                name="person_skill_evidence",
                violation_error_message="没有佐证的技术不能登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.kind}"

    def clean(self):
        refuse_future(self, "acquired_on")
        if not (self.kind_id and self.acquired_on):
            return
        if not SkillKind.objects.listed_on(self.acquired_on).filter(pk=self.kind_id).exists():
            raise ValidationError({"acquired_on": f"“{self.kind}”在该日不在实用技术目录内。"})
