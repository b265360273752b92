"""Certifications of double-strong people."""

from django.db.models import Q

from ..models import DoubleStrongCertification, Level
from ..registry import Column, Register, Tag, register


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
    description = "双强人员的认定、复核与取消。同一人按认定日期各登记一条。"
    empty = "没有符合条件的认定。请放宽或清除筛选条件，或登记一条认定。"
    states = ("有效", "已失效")
    to_area = "person__area"
    to_person = "person"
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    columns = (
        Column("person", "姓名"),
        "standard",
        "certified_on",
        "reviewed_on",
        Column("valid_until", "有效期至", validity),
        "households_led",
    )
    fields = (
        *("person", "standard", "certified_on", "valid_until", "reviewed_on", "households_led"),
        *("revoked_on", "revoked_reason"),
    )
    filters = ("standard", "certified_on")
    ordering = ("person__area__path", "-certified_on")
    start = "certified_on"
    same = ("person", "certified_on")

    def in_force(self, day):
        """Given, not expired (the last day still counts), not revoked."""
        return (Q(valid_until__isnull=True) | Q(valid_until__gte=day)) & (
            Q(revoked_on__isnull=True) | Q(revoked_on__gt=day)
        )
