"""The lines by which organisations and members are judged: dated, one version a row."""

from django.core.validators import MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from .branch import SetupMode


class StandardQuerySet(models.QuerySet):
    def on(self, day):
        """The version that holds on a day; the defaults below where nobody set one."""
        return self.filter(effective_from__lte=day).order_by("-effective_from").first() or OrganisationStandard()


class OrganisationStandard(models.Model):
    """One version for all below; it holds until the next one begins. The defaults are the national
    rules where there is one, else common practice."""

    effective_from = models.DateField("施行日期", unique=True)
    basis = models.CharField("依据", max_length=100, blank=True, help_text="文件名称或文号。")
    counts_affiliated = models.BooleanField("上挂组建计入覆盖", default=False)
    counts_regional = models.BooleanField("区域统筹计入覆盖", default=False)
    eligible_members = models.PositiveSmallIntegerField(
        "应建组织的正式党员数", default=3, validators=[MinValueValidator(1)]
    )
    crowd_staff = models.PositiveSmallIntegerField(
        "“有人群”的从业人数", default=10, validators=[MinValueValidator(1)]
    )
    joint_units_most = models.PositiveSmallIntegerField("联合支部覆盖单位上限", default=5)
    branch_least = models.PositiveSmallIntegerField("党支部正式党员下限", default=3)
    branch_most = models.PositiveSmallIntegerField("党支部党员上限", default=50)
    general_least = models.PositiveSmallIntegerField("党总支党员下限", default=50)
    general_most = models.PositiveSmallIntegerField("党总支党员上限", default=100)
    committee_least = models.PositiveSmallIntegerField("党委党员下限", default=100)
    seats_from = models.PositiveSmallIntegerField("应设支委会的正式党员数", default=7)
    seats_least = models.PositiveSmallIntegerField("支委会委员下限", default=3)
    seats_most = models.PositiveSmallIntegerField(
        "支委会委员上限", default=7, help_text="一般3至5人，最多不超过7人。"
    )
    activist_months = models.PositiveSmallIntegerField("积极分子培养月数下限", default=12)
    probation_months = models.PositiveSmallIntegerField("预备期月数", default=12)
    idle_years = models.PositiveSmallIntegerField(
        "未发展党员的年数", default=3, help_text="连续这么多年没有发展党员的村列为重点。"
    )

    vacancy_days = models.PositiveSmallIntegerField(
        "书记空缺预警天数", default=90, help_text="村党组织书记空缺超过这么多天的村列为预警。"
    )

    history = HistoricalRecords()
    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "组织设置标准"
        ordering = ["-effective_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(branch_least__lte=models.F("branch_most"))
                & models.Q(general_least__lte=models.F("general_most"))
                & models.Q(seats_least__lte=models.F("seats_most")),
                name="organisation_standard_least_most",
                violation_error_message="下限不能大于上限。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.effective_from:%Y年%m月%d日}起施行的组织设置标准" if self.effective_from else "默认标准"

    @property
    def covering_modes(self) -> list[str]:
        """The setup modes under which a unit counts as covered."""
        modes = [SetupMode.SOLO, SetupMode.JOINT]
        if self.counts_affiliated:
            modes.append(SetupMode.AFFILIATED)
        if self.counts_regional:
            modes.append(SetupMode.REGIONAL)
        return modes
