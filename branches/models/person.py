"""People whom a programme follows, never the whole membership.

No ID number, phone, address, photo or household income is ever stored.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Cast
from django.db.models.lookups import Contains
from simple_history.models import HistoricalRecords

from ..pinyin import spell_name
from .area import Area, Level
from .nationality import nationality_field


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


COLLEGE_AND_ABOVE = [Education.GRADUATE, Education.BACHELOR, Education.COLLEGE]


class PoliticalStatus(models.TextChoices):
    """GB/T 4762-1984."""

    MEMBER = "01", "中共党员"
    PROBATIONARY = "02", "预备党员"
    LEAGUE = "03", "共青团员"
    REVOLUTIONARY_COMMITTEE = "04", "民革党员"
    DEMOCRATIC_LEAGUE = "05", "民盟盟员"
    NATIONAL_CONSTRUCTION = "06", "民建会员"
    PROMOTING_DEMOCRACY = "07", "民进会员"
    PEASANTS_AND_WORKERS = "08", "农工党党员"
    ZHI_GONG = "09", "致公党党员"
    JIU_SAN = "10", "九三学社社员"
    TAIWAN_LEAGUE = "11", "台盟盟员"
    INDEPENDENT = "12", "无党派人士"
    MASSES = "13", "群众"


PARTY_MEMBERS = [PoliticalStatus.MEMBER, PoliticalStatus.PROBATIONARY]


class Occupation(models.TextChoices):
    """The classes of the yearly statistics of members."""

    WORKER = "worker", "工人"
    FARMER = "farmer", "农牧渔民"
    SPECIALIST = "specialist", "企事业单位、社会组织专业技术人员"
    MANAGER = "manager", "企事业单位、社会组织管理人员"
    OFFICIAL = "official", "党政机关工作人员"
    STUDENT = "student", "学生"
    RETIRED = "retired", "离退休人员"
    OTHER = "other", "其他职业人员"


class SourceTag(models.TextChoices):
    """What village leaders are known for, as the national statistics of secretaries ask it."""

    ABLE = "able", "致富带头人"
    RETURNED = "returned", "返乡"
    COOPERATIVE = "cooperative", "合作组织负责人"
    VETERAN = "veteran", "退役军人"
    GRADUATE_OFFICIAL = "graduate_official", "大学生村官"


class Departure(models.TextChoices):
    """Why somebody is counted no longer."""

    DECEASED = "deceased", "去世"
    EXPELLED = "expelled", "出党"
    TRANSFERRED = "transferred", "组织关系转出"


def check_tags(tags) -> None:
    """A list of source tags, each once."""
    known = isinstance(tags, list) and all(isinstance(tag, str) and tag in SourceTag.values for tag in tags)
    if not known or len(set(tags)) != len(tags):
        raise ValidationError(f"来源标签只能从以下各项中选：{'、'.join(SourceTag.labels)}。")


def tagged(tag: str, to_person: str = "") -> Contains:
    """The condition that a person bears a tag; `to_person` leads from the row to the person."""
    column = f"{to_person}__tags" if to_person else "tags"
    return Contains(Cast(column, models.TextField()), f'"{tag}"')


def present(day: date, to_person: str = "") -> models.Q:
    """Not deceased, expelled or transferred by a day: who has gone is in no count."""
    column = f"{to_person}__left_on" if to_person else "left_on"
    return models.Q(**{f"{column}__isnull": True}) | models.Q(**{f"{column}__gt": day})


class PersonQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def present_on(self, day):
        return self.filter(present(day))

    def bulk_create(self, objs, *args, **kwargs):
        people = list(objs)
        for person in people:
            person.pinyin, person.initials = spell_name(person.name)
        return super().bulk_create(people, *args, **kwargs)


class Person(models.Model):
    """One person. `area` is the village on whose roll the person is counted as a member, or the
    township (seldom the county) where somebody who is no villager works.

    `pinyin` and `initials` follow from the name at every save. `version` counts the acts on the
    person, so that a form that was opened before the last of them is noticed.
    """

    name = models.CharField("姓名", max_length=40)
    pinyin = models.CharField("拼音", max_length=280, blank=True, editable=False)
    initials = models.CharField("拼音首字母", max_length=40, blank=True, editable=False)
    sex = models.CharField("性别", max_length=1, choices=Sex)
    nationality = nationality_field()
    birth_month = models.DateField("出生年月", null=True, blank=True, help_text="只记到月，日填1日。")
    education = models.CharField("全日制学历", max_length=2, choices=Education, blank=True)
    later_education = models.CharField("在职学历", max_length=2, choices=Education, blank=True)
    political_status = models.CharField(
        "政治面貌", max_length=2, choices=PoliticalStatus, default=PoliticalStatus.MEMBER
    )
    joined_on = models.DateField("入党日期", null=True, blank=True)
    occupation = models.CharField("职业", max_length=12, choices=Occupation, blank=True)
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="people",
        verbose_name="所在村（单位）",
        limit_choices_to={"level__in": [Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY]},
    )
    tags = models.JSONField("来源标签", default=list, blank=True, validators=[check_tags])
    is_able = models.BooleanField(
        "能正常参加活动", default=True, help_text="年老体弱、长期患病、长期外出的填“否”。"
    )
    left_on = models.DateField("减员日期", null=True, blank=True, help_text="自该日起不再统计。")
    left_how = models.CharField("减员原因", max_length=12, choices=Departure, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords(excluded_fields=["version"])
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
                condition=models.Q(joined_on__isnull=True) | models.Q(political_status__in=PARTY_MEMBERS),
                name="person_joined_is_member",
                violation_error_message="有入党日期的，政治面貌须为党员或预备党员。",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True, left_how="")
                | models.Q(left_on__isnull=False, left_how__in=Departure.values),
                name="person_left_with_reason",
                violation_error_message="减员日期和减员原因须同时填写。",
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

    @property
    def is_member(self) -> bool:
        """A full or probationary member of the Party."""
        return self.political_status in PARTY_MEMBERS

    def get_tags_display(self) -> list[str]:
        """The tags in words, as the other choices have it."""
        return [SourceTag(tag).label for tag in self.tags]

    @property
    def best_education_label(self) -> str:
        """The higher of the two, full-time or later; the lower code is the higher education."""
        levels = [level for level in (self.education, self.later_education) if level]
        return Education(min(levels)).label if levels else ""

    def has_left(self, day: date) -> bool:
        return self.left_on is not None and self.left_on <= day

    def age_on(self, day: date) -> int | None:
        """Full years reached on a day; a birth month counts from its first day."""
        if self.birth_month is None:
            return None
        return day.year - self.birth_month.year - (day.month < self.birth_month.month)
