"""Certifications of double-strong people, their reviews, and the standards."""

from django import forms
from django.db.models import Max, Q
from django.forms.models import construct_instance
from django.urls import reverse

from ..certifying import certification_faults, review_faults
from ..models import CertificationReview, DoubleStrongCertification, DoubleStrongStandard, Level, Role
from ..registry import Column, Register, Tag, register

JUDGES = (Role.REVIEWER, Role.ADMINISTRATOR)
ROLLS = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)


class JudgedForm(forms.ModelForm):
    """A record typed or imported must stand up to what the acts refuse."""

    faults = None

    def clean(self):
        data = super().clean()
        if not self.errors:
            record = construct_instance(self, self.instance, self.fields)
            for field, sentences in type(self).faults(record).items():
                self.add_error(field if field in self.fields else None, sentences)
        return data


class CertificationForm(JudgedForm):
    faults = certification_faults


class ReviewForm(JudgedForm):
    faults = review_faults


def validity(certification: DoubleStrongCertification, day):
    """Until when it holds, or why it holds no longer."""
    if certification.revoked_on and certification.revoked_on <= day:
        return Tag(f"{certification.revoked_on.isoformat()}取消", "bad")
    if certification.valid_until and certification.valid_until < day:
        return Tag(f"{certification.valid_until.isoformat()}到期", "near")
    return certification.valid_until


@register
class Certifications(Register):
    key = "certifications"
    model = DoubleStrongCertification
    title = "双强认定台账"
    group = "人员与干部"
    programme = "lead_goose"
    description = "双强认定、复核与取消由县级以上办理。同一人按认定日期各登记一条；取消后重新认定的另成一条。"
    empty = "没有符合条件的认定。请放宽或清除筛选条件，或登记一条认定。"
    states = ("有效", "已失效")
    to_area = "person__area"
    to_person = "person"
    levels = ROLLS
    kept_by = JUDGES
    columns = (
        Column("person", "姓名"),
        "track",
        "standard",
        "certified_on",
        Column("reviewed", "最近复核", order=("reviewed",)),
        Column("valid_until", "有效期至", validity),
        "households_led",
    )
    fields = (
        *("person", "track", "standard", "certified_on", "certified_by", "valid_until", "households_led"),
        *("evidence", "revoked_on", "revoked_reason"),
    )
    filters = ("track", "standard", "certified_on")
    ordering = ("person__area__path", "-certified_on")
    start = "certified_on"
    same = ("person", "certified_on")
    form = CertificationForm

    def rows(self, queryset, day):
        """Adds `reviewed`, the day of the latest review by then."""
        looked = Max("reviews__reviewed_on", filter=Q(reviews__reviewed_on__lte=day))
        return super().rows(queryset, day).annotate(reviewed=looked)

    def in_force(self, day):
        """Given, not expired (the last day still counts), not revoked."""
        return (Q(valid_until__isnull=True) | Q(valid_until__gte=day)) & (
            Q(revoked_on__isnull=True) | Q(revoked_on__gt=day)
        )

    def links(self, scope, record=None):
        return [("人员页", reverse("person", args=[record.person_id]))] if record else []


@register
class Reviews(Register):
    key = "certification-reviews"
    model = CertificationReview
    title = "双强复核"
    group = "人员与干部"
    programme = "lead_goose"
    description = "对双强认定的复核。复核不合格的，请在人员页办理复核，认定同时取消。"
    empty = "还没有复核记录。"
    to_area = "certification__person__area"
    to_person = "certification__person"
    levels = ROLLS
    kept_by = JUDGES
    columns = (
        Column("certification__person", "姓名"),
        "certification",
        "reviewed_on",
        "passed",
        "households_led",
        "evidence",
    )
    fields = ("certification", "reviewed_on", "passed", "households_led", "evidence")
    filters = ("passed", "reviewed_on")
    ordering = ("-reviewed_on",)
    start = "reviewed_on"
    same = ("certification", "reviewed_on")
    parent = "certification"
    form = ReviewForm


@register
class Standards(Register):
    key = "standards"
    model = DoubleStrongStandard
    title = "双强认定标准"
    group = "人员与干部"
    programme = "lead_goose"
    unit = "个"
    description = "各版本的认定条件和执行起止。新标准执行的，先给原标准填写执行截止日期。"
    empty = "还没有认定标准，请先登记一个，才能办理认定。"
    states = ("执行中", "已停止执行")
    to_area = ""
    columns = (
        *("version", "in_force_from", "in_force_until", "secretary_households", "cadre_households"),
        *("member_households",),
    )
    fields = (
        *("version", "in_force_from", "in_force_until", "criteria", "secretary_households"),
        *("cadre_households", "member_households"),
    )
    search = ("version",)
    ordering = ("-in_force_from",)
    start = "in_force_from"
    end = "in_force_until"
    same = ("version",)
