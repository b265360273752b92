"""The pioneer cup: a county's yearly competition between Party organisations, and who entered."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Branch, Level, OrgType, Sector

from .span import refuse_future


class CupReach(models.TextChoices):
    """Between which organisations a county runs its cup, as its plan of the year says."""

    RURAL = "rural", "农村"
    RURAL_AND_COMMUNITY = "rural_community", "农村和社区"
    ENTERPRISE = "enterprise", "企业和社会组织"
    ALL = "all", "各领域"


SECTORS = {
    CupReach.RURAL: [Sector.VILLAGE],
    CupReach.RURAL_AND_COMMUNITY: [Sector.VILLAGE, Sector.COMMUNITY],
    CupReach.ENTERPRISE: [Sector.ENTERPRISE, Sector.SOCIAL_ORG],
    CupReach.ALL: list(Sector),
}
# Township committees lead the cup among the villages and do not enter it.
LEADS_THE_CUP = models.Q(
    area__level__in=[Level.CITY, Level.COUNTY, Level.TOWNSHIP],
    sector__in=[Sector.VILLAGE, Sector.COMMUNITY],
    org_type__in=[OrgType.COMMITTEE, OrgType.WORKING_COMMITTEE],
)


class PioneerCupQuerySet(models.QuerySet):
    def running_on(self, day):
        """The cups of the day's year whose plan has been issued by then."""
        return self.filter(year=day.year, announced_on__lte=day)


class PioneerCup(models.Model):
    """One county's cup of one year."""

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="pioneer_cups",
        verbose_name="县区",
        limit_choices_to={"level": Level.COUNTY},
    )
    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(2000), MaxValueValidator(2099)])
    announced_on = models.DateField("方案印发日期")
    reach = models.CharField("参赛范围", max_length=15, choices=CupReach, default=CupReach.ALL)
    document = models.CharField("竞赛方案", max_length=100, help_text="竞赛方案的名称、文号。")

    history = HistoricalRecords()
    objects = PioneerCupQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "先锋杯"
        ordering = ["-year", "area__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year"],
                name="pioneer_cup_once_a_year",
                violation_error_message="该县区当年已有先锋杯。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}{self.year}年先锋杯"

    def clean(self):
        refuse_future(self, "announced_on")
        if self.announced_on and self.year and self.announced_on.year != self.year:
            raise ValidationError({"announced_on": "方案印发日期须在当年之内。"})

    @property
    def sectors(self) -> list[str]:
        return SECTORS[self.reach]


class PioneerCupEntry(models.Model):
    """One organisation that entered, and how it came out."""

    cup = models.ForeignKey(PioneerCup, models.CASCADE, related_name="entries", verbose_name="先锋杯")
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="cup_entries", verbose_name="参赛党组织")
    entered_on = models.DateField("参赛日期")
    result = models.CharField("名次（奖项）", max_length=40, blank=True, help_text="评出后填写。")
    evidence = models.CharField("佐证", max_length=200, help_text="报名表、评比通报的名称、文号。")

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "先锋杯参赛"
        ordering = ["cup", "branch__area__path", "branch"]
        constraints = [
            models.UniqueConstraint(
                fields=["cup", "branch"],
                name="pioneer_cup_entry_once",
                violation_error_message="该党组织已登记参赛。",
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence=""),
                name="pioneer_cup_entry_evidence",
                violation_error_message="没有佐证的参赛不能登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.result}".strip()

    def clean(self):
        refuse_future(self, "entered_on")
        if not (self.cup_id and self.branch_id and self.entered_on):
            return
        if not self.cup.announced_on <= self.entered_on or self.entered_on.year != self.cup.year:
            raise ValidationError({"entered_on": "参赛日期须在方案印发之后、当年之内。"})
        if not self.cup.area.contains(self.branch.area):
            raise ValidationError({"branch": f"该党组织不在{self.cup.area}。"})
        eligible = Branch.objects.exclude(LEADS_THE_CUP).filter(sector__in=self.cup.sectors)
        if not eligible.filter(pk=self.branch_id).exists():
            raise ValidationError({"branch": f"该党组织不在参赛范围（{self.cup.get_reach_display()}）内。"})
