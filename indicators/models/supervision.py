"""Supervision visits: who was looked at, what was found, what came of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Branch, NewOrgKind, NewOrgUnit

from .span import refuse_future


class VisitQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def between(self, after, until):
        """Visits after a day, up to and including another."""
        return self.filter(visited_on__gt=after, visited_on__lte=until)

    def waiting_for_follow_up(self, day):
        """Visits with something to be put right, and not yet put right on a day."""
        return self.filter(
            Q(followed_up_on__isnull=True) | Q(followed_up_on__gt=day), visited_on__lte=day
        ).exclude(findings="")


class SupervisionVisit(models.Model):
    """One visit to an area's organisation, to another organisation in it, or to a social organisation."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="supervision_visits", verbose_name="受督查单位")
    branch = models.ForeignKey(
        Branch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supervision_visits",
        verbose_name="受督查党组织",
        help_text="机关、企业等党组织填写；村和乡镇只填受督查单位。",
    )
    unit = models.ForeignKey(
        NewOrgUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supervision_visits",
        verbose_name="受督查社会组织",
        limit_choices_to={"kind": NewOrgKind.SOCIAL_ORG},
    )
    visited_on = models.DateField("督查日期")
    visited_by = models.CharField("督查单位", max_length=60, help_text="填单位或督查组，不填姓名。")
    findings = models.CharField("发现问题", max_length=300, blank=True, help_text="没有问题的留空。")
    follow_up = models.CharField("整改情况", max_length=300, blank=True)
    followed_up_on = models.DateField("整改完成日期", null=True, blank=True)
    evidence = models.CharField("依据", max_length=200, help_text="督查通知、通报或记录编号。")

    history = HistoricalRecords()
    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督查指导"
        ordering = ["-visited_on", "area__path", "pk"]
        indexes = [models.Index(fields=["area", "visited_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(branch__isnull=True) | Q(unit__isnull=True),
                name="visit_one_subject",
                violation_error_message="受督查党组织和社会组织只填一个。",
            ),
            models.CheckConstraint(
                condition=Q(followed_up_on__isnull=True)
                | (Q(followed_up_on__gte=F("visited_on")) & ~Q(findings="") & ~Q(follow_up="")),
                name="visit_followed_up_findings",
                violation_error_message="填了整改完成日期的，须写明发现问题和整改情况，且日期不能早于督查日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.visited_on}"

    @property
    def subject(self) -> str:
        one = self.branch or self.unit or self.area
        return one.name

    def clean(self):
        """What was visited lies in the named area; the visit then belongs to where it lies."""
        refuse_future(self, "visited_on", "followed_up_on")
        for name in ("branch", "unit"):
            visited = getattr(self, name)
            if visited is None or self.area_id is None:
                continue
            if not self.area.contains(visited.area):
                raise ValidationError({name: f"“{visited}”不在{self.area.name}。"}, code="elsewhere")
            self.area = visited.area
