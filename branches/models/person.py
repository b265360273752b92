"""People whom a programme follows, never the whole membership.

No ID number, phone, address, photo or household income is ever stored.
"""

from django.db import models
from simple_history.models import HistoricalRecords

from ..pinyin import spell_name
from .area import Area, Level


class Sex(models.TextChoices):
    """GB/T 2261.1-2003."""

    MALE = "1", "男"
    FEMALE = "2", "女"


class Education(models.TextChoices):
    """GB/T 4658-2006, main groups; 大专以上 is code 30 and below."""

    GRADUATE = "10", "研究生"
    BACHELOR = "20", "大学本科"
    COLLEGE = "30", "大学专科"
    VOCATIONAL = "40", "中等职业"
    HIGH_SCHOOL = "60", "普通高中"
    MIDDLE_SCHOOL = "70", "初中"
    PRIMARY_SCHOOL = "80", "小学"
    OTHER = "90", "其他"


class PoliticalStatus(models.TextChoices):
    """GB/T 4762-1984, the values that matter here."""

    MEMBER = "01", "中共党员"
    PROBATIONARY = "02", "预备党员"
    LEAGUE = "03", "共青团员"
    MASSES = "13", "群众"


class PersonQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def bulk_create(self, objs, *args, **kwargs):
        people = list(objs)
        for person in people:
            person.pinyin, person.initials = spell_name(person.name)
        return super().bulk_create(people, *args, **kwargs)


class Person(models.Model):
    """One person. `area` is the village on whose roll the person is counted as a member, or the
    township (seldom the county) where somebody who is no villager works.

    `pinyin` and `initials` follow from the name at every save.
    """

    name = models.CharField("姓名", max_length=40)
    pinyin = models.CharField("拼音", max_length=280, blank=True, editable=False)
    initials = models.CharField("拼音首字母", max_length=40, blank=True, editable=False)
    sex = models.CharField("性别", max_length=1, choices=Sex)
    birth_month = models.DateField("出生年月", null=True, blank=True, help_text="只记到月，日填1日。")
    education = models.CharField("学历", max_length=2, choices=Education, blank=True)
    political_status = models.CharField(
        "政治面貌", max_length=2, choices=PoliticalStatus, default=PoliticalStatus.MEMBER
    )
    joined_on = models.DateField("入党日期", null=True, blank=True)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="people",
        verbose_name="所在村（单位）",
        limit_choices_to={"level__in": [Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY]},
    )
    tags = models.JSONField("来源标签", default=list, blank=True)

    history = HistoricalRecords()
    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        ordering = ["area__path", "name", "pk"]
        indexes = [models.Index(fields=["name"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(birth_month__isnull=True) | models.Q(birth_month__day=1),
                name="person_birth_month_only",
                violation_error_message="出生年月只记到月，日须为1日。",
            ),
            models.CheckConstraint(
                condition=models.Q(joined_on__isnull=True)
                | models.Q(political_status__in=[PoliticalStatus.MEMBER, PoliticalStatus.PROBATIONARY]),
                name="person_joined_is_member",
                violation_error_message="有入党日期的，政治面貌须为党员或预备党员。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.pinyin, self.initials = spell_name(self.name)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "pinyin", "initials"}
        super().save(*args, **kwargs)

    @property
    def masked_name(self) -> str:
        """The name for readers outside the person's own chain: 王某."""
        return f"{self.name[:1]}某"
