"""The two helps: laid-off workers and poor households, counted where they live, without their names."""

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Area, Branch, Level, Person

from .span import refuse_future


class HelpKind(models.TextChoices):
    LAID_OFF = "laid_off", "下岗职工"
    POOR_HOUSEHOLD = "poor_household", "贫困户"


class HelpResult(models.TextChoices):
    NONE = "", "尚无"
    JOB_FOUND = "job_found", "实现就业"
    LINE_CROSSED = "line_crossed", "达到收入线"


RESULT_OF = {HelpKind.LAID_OFF: HelpResult.JOB_FOUND, HelpKind.POOR_HOUSEHOLD: HelpResult.LINE_CROSSED}


def _result_fits():
    """A result of the kind's own sort, dated on or after the help, for some of those helped."""
    none = models.Q(result="", result_on__isnull=True, with_result=0)
    fits = models.Q()
    for kind, result in RESULT_OF.items():
        fits |= models.Q(kind=kind, result=result)
    dated = models.Q(result_on__isnull=False, result_on__gte=models.F("helped_on"), with_result__gte=1)
    return none | (fits & dated)


class HelpRecord(models.Model):
    """Some people or households helped for the first time in the year on one day by one helper.

    Those who reach the result on another day are another row, so that every result has its date.
    """

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="help_records",
        verbose_name="帮扶对象所在地",
        limit_choices_to={"level__in": [Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE]},
    )
    kind = models.CharField("帮扶对象", max_length=14, choices=HelpKind)
    helper_branch = models.ForeignKey(
        Branch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="help_records",
        verbose_name="帮扶党组织",
    )
    helper_person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="help_records",
        verbose_name="帮扶党员",
    )
    helped_on = models.DateField("帮扶日期")
    helped = models.PositiveIntegerField(
        "帮扶人（户）数", help_text="本年首次受帮扶的下岗职工人数或贫困户户数，不登记姓名。"
    )
    content = models.CharField("帮扶内容", max_length=200)
    result = models.CharField("帮扶结果", max_length=12, choices=HelpResult, blank=True)
    result_on = models.DateField("见效日期", null=True, blank=True)
    with_result = models.PositiveIntegerField(
        "见效人（户）数", default=0, help_text="实现就业的人数或达到收入线的户数；见效日期不同的分开登记。"
    )
    evidence = models.CharField("佐证", max_length=200, help_text="帮扶协议、就业合同或收入核定表的名称、编号。")

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "两为帮扶"
        ordering = ["-helped_on", "area__path"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(helped__gte=1),
                name="help_record_at_least_one",
                violation_error_message="帮扶人（户）数至少为1。",
            ),
            models.CheckConstraint(
                condition=models.Q(helper_branch__isnull=False, helper_person__isnull=True)
                | models.Q(helper_branch__isnull=True, helper_person__isnull=False),
                name="help_record_one_helper",
                violation_error_message="帮扶党组织和帮扶党员须填一项，且只填一项。",
            ),
            models.CheckConstraint(
                condition=_result_fits(),
                name="help_record_result",
                violation_error_message=(
                    "帮扶结果、见效日期、见效人（户）数须一并填写：下岗职工填实现就业，贫困户填达到收入线，"
                    "见效日期不早于帮扶日期。"
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(with_result__lte=models.F("helped")),
                name="help_record_result_of_helped",
                violation_error_message="见效人（户）数不能多于帮扶人（户）数。",
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence=""),
                name="help_record_evidence",
                violation_error_message="没有佐证的帮扶不能登记。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.helped_on} 帮扶{self.get_kind_display()}{self.helped}{self.measure}"

    @property
    def measure(self) -> str:
        """The measure word of those helped."""
        return "人" if self.kind == HelpKind.LAID_OFF else "户"

    def clean(self):
        refuse_future(self, "helped_on", "result_on")
        if self.result_on and self.helped_on and self.result_on < self.helped_on:
            raise ValidationError({"result_on": f"见效日期不能早于帮扶日期（{self.helped_on}）。"})
