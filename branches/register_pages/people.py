"""People whom programmes follow."""

from datetime import date

from django import forms
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from ..ages import CHOICES as AGES
from ..ages import age_band, in_band
from ..clock import today
from ..models import (
    CADRE_POSTS,
    COLLEGE_AND_ABOVE,
    Cadre,
    DoubleStrongCertification,
    Education,
    Level,
    Person,
    Role,
    SourceTag,
    VillagePost,
    present,
    tagged,
)
from ..registry import Choice, Column, Register, Tag, register
from ..tags import TagsField

YES_NO = [("yes", "是"), ("no", "否")]
GROWN_UP = 18


class PersonForm(forms.ModelForm):
    """Nobody is born tomorrow, and nobody joins the Party before the age of eighteen."""

    tags = TagsField(label="来源标签", required=False)

    def clean(self):
        data = super().clean()
        born, joined = data.get("birth_month"), data.get("joined_on")
        for name, day in (("birth_month", born), ("joined_on", joined)):
            if day and day > today():
                self.add_error(name, f"{day}还没有到，请核对。")
        if born and joined and joined < date(born.year + GROWN_UP, born.month, 1):
            self.add_error("joined_on", f"入党时不满{GROWN_UP}周岁，请核对入党日期和出生年月。")
        return data


def posts_held(day, posts):
    return Exists(Cadre.objects.serving_on(day).filter(person=OuterRef("pk"), post__in=posts))


def by_post(rows, value, day):
    if value == "none":
        return rows.filter(~posts_held(day, CADRE_POSTS))
    return rows.filter(posts_held(day, CADRE_POSTS if value == "cadres" else [value]))


def by_education(rows, value, day):
    levels = COLLEGE_AND_ABOVE if value == "college" else [value]
    return rows.filter(Q(education__in=levels) | Q(later_education__in=levels))


def posts_in_words(person: Person, day):
    """What the person holds on the day, with the village where it is not that of the roll."""
    held = [tenure for tenure in person.tenures.all() if tenure.holds_on(day)]
    return [
        tenure.get_post_display() + (f"（{tenure.village}）" if tenure.village_id != person.area_id else "")
        for tenure in sorted(held, key=lambda tenure: list(VillagePost).index(tenure.post))
    ]


@register
class People(Register):
    key = "people"
    model = Person
    title = "人员台账"
    group = "人员与干部"
    programme = "cadre_selection"
    unit = "人"
    description = (
        "村干部、双强人员、培养对象、参训人员等各项目跟踪的人员，不是全体党员。不登记证件号、电话、住址。"
    )
    empty = "没有符合条件的人员。请放宽或清除筛选条件，或登记一名人员。"
    states = ("在册", "已减员")
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    columns = (
        Column("name", "姓名", lambda person, day: person, ("pinyin", "name")),
        "sex",
        Column(
            "birth_month", "年龄段", lambda person, day: person.birth_month and age_band(person.birth_month, day)
        ),
        Column("education", "学历", lambda person, day: person.best_education_label, ("education",)),
        "political_status",
        Column("posts", "现任职务", posts_in_words, ()),
        Column(
            "double_strong",
            "双强",
            lambda person, day: Tag("双强", "good") if person.double_strong else False,
            ("double_strong",),
        ),
        Column("tags", order=()),
    )
    fields = (
        *("name", "sex", "birth_month", "nationality", "area", "political_status", "joined_on", "is_able"),
        *("education", "later_education", "occupation", "tags"),
    )
    filters = (
        Choice(
            "post",
            "现任职务",
            [("cadres", "村干部（两委成员和文书）"), *VillagePost.choices, ("none", "不是村干部")],
            by_post,
        ),
        Choice("strong", "双强", YES_NO, lambda rows, value, day: rows.filter(double_strong=value == "yes")),
        Choice("age", "年龄段", AGES, lambda rows, value, day: rows.filter(in_band("birth_month", value, day))),
        Choice("education", "学历", [("college", "大专以上"), *Education.choices], by_education),
        Choice("tag", "来源标签", SourceTag.choices, lambda rows, value, day: rows.filter(tagged(value))),
        "political_status",
        "is_able",
    )
    ordering = ("area__path", "pinyin")
    end = "left_on"
    same = ("name", "birth_month", "area")
    form = PersonForm

    def within(self, scope):
        return scope.people()

    def rows(self, queryset, day):
        """Adds `double_strong`: certified on the day; brings the posts along."""
        valid = DoubleStrongCertification.objects.filter(person=OuterRef("pk")).valid_on(day)
        return queryset.annotate(double_strong=Exists(valid)).prefetch_related("tenures__village")

    def in_force(self, day):
        return present(day)

    def sums(self, rows, day):
        return [("其中双强", rows.aggregate(n=Count("pk", filter=Q(double_strong=True)))["n"])]

    def links(self, scope, record=None):
        judges = scope.everywhere or scope.user.role in (Role.REVIEWER, Role.ADMINISTRATOR)
        return [("疑似重复人员", reverse("person-doubles"))] if judges and record is None else []

    def person_of(self, record):
        return record
