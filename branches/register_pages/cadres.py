"""Village posts: one tenure a row, persons counted once."""

from django import forms
from django.db.models import Count, Exists, OuterRef, Q
from django.forms.models import construct_instance
from django.urls import reverse

from ..ages import CHOICES as AGES
from ..ages import age_band, in_band
from ..models import (
    CADRE_POSTS,
    COLLEGE_AND_ABOVE,
    Cadre,
    DoubleStrongCertification,
    Education,
    SourceTag,
    VillagePost,
    tagged,
)
from ..registry import Choice, Column, Register, Tag, register
from ..tenures import tenure_faults

YES_NO = [("yes", "是"), ("no", "否")]


class TenureForm(forms.ModelForm):
    """A tenure typed or imported must stand up to what the acts refuse."""

    def clean(self):
        data = super().clean()
        if not self.errors:
            tenure = construct_instance(self, self.instance, self.fields)
            for field, sentences in tenure_faults(tenure).items():
                self.add_error(field if field in self.fields else None, sentences)
        return data


def by_post(rows, value, day):
    return rows.filter(post__in=CADRE_POSTS if value == "cadres" else [value])


def by_education(rows, value, day):
    levels = COLLEGE_AND_ABOVE if value == "college" else [value]
    return rows.filter(Q(person__education__in=levels) | Q(person__later_education__in=levels))


def by_age(rows, value, day):
    return rows.filter(in_band("person__birth_month", value, day))


def band(tenure: Cadre, day):
    return tenure.person.birth_month and age_band(tenure.person.birth_month, day)


@register
class Cadres(Register):
    key = "cadres"
    model = Cadre
    title = "村干部台账"
    group = "人员与干部"
    programme = "lead_goose"
    description = "村干部任职。一人任几职登记几条，统计时按人计一次。任职、离任、改任在人员页或本村名册上办理。"
    empty = "没有符合条件的村干部。请放宽或清除筛选条件，或核对截至日期。"
    states = ("在任", "已离任")
    to_area = "village"
    to_person = "person"
    columns = (
        Column("person", "姓名"),
        Column("village", "村"),
        Column("post"),
        Column("started_on"),
        Column("ended_on"),
        Column("person__birth_month", "年龄段", band),
        Column(
            "person__education",
            "学历",
            lambda tenure, day: tenure.person.best_education_label,
            ("person__education",),
        ),
        Column(
            "double_strong",
            "双强",
            lambda tenure, day: Tag("双强", "good") if tenure.double_strong else False,
            ("double_strong",),
        ),
        Column("source"),
    )
    fields = (
        *("person", "village", "post", "started_on", "ended_on", "source", "election_mode", "crossed"),
        *("is_shared", "vetted", "filed_on", "evidence", "leave_reason", "leave_evidence"),
    )
    filters = (
        Choice("post", "职务", [("cadres", "村干部（两委成员和文书）"), *VillagePost.choices], by_post),
        Choice("strong", "双强", YES_NO, lambda rows, value, day: rows.filter(double_strong=value == "yes")),
        Choice("age", "年龄段", AGES, by_age),
        Choice("education", "学历", [("college", "大专以上"), *Education.choices], by_education),
        "source",
        "election_mode",
        Choice(
            "tag", "来源标签", SourceTag.choices, lambda rows, value, day: rows.filter(tagged(value, "person"))
        ),
    )
    ordering = ("village__path",)
    start = "started_on"
    end = "ended_on"
    same = ("person", "village", "post", "started_on")
    form = TenureForm

    def rows(self, queryset, day):
        """Adds `double_strong`: certified on the day."""
        valid = DoubleStrongCertification.objects.filter(person=OuterRef("person")).valid_on(day)
        return super().rows(queryset, day).annotate(double_strong=Exists(valid))

    def sums(self, rows, day):
        counts = rows.aggregate(
            persons=Count("person", distinct=True),
            strong=Count("person", distinct=True, filter=Q(double_strong=True)),
        )
        return [("人数", counts["persons"]), ("其中双强", counts["strong"])]

    def links(self, scope, record=None):
        if record is None:
            return []
        return [
            ("人员页", reverse("person", args=[record.person_id])),
            ("本村干部名册", reverse("village-cadres", args=[record.village.code])),
        ]
