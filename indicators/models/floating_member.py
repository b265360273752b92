"""Members away from home (流动党员): 管住 contacts, 管好 an organisation there, 管活 what they give."""

from django.db import models
from simple_history.models import HistoricalRecords

from branches.models import Person


class Contribution(models.TextChoices):
    RETURNED = "returned", "回乡领办"
    PROJECT = "project", "引进项目"
    DONATION = "donation", "捐资捐物"
    INFORMATION = "information", "提供信息、带动务工"
    OTHER = "other", "其他"


class FloatingQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(person__area__path__gte=area.path, person__area__path__lt=area.path_end)

    def away_on(self, day):
        """Those away on a day: the day of coming back no longer counts."""
        return self.filter(models.Q(returned_on__isnull=True) | models.Q(returned_on__gt=day), left_on__lte=day)


class FloatingMember(models.Model):
    """One absence of one member. Of the place only province and city are kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences", verbose_name="党员")
    left_on = models.DateField("外出日期")
    returned_on = models.DateField("返回日期", null=True, blank=True, help_text="自该日起不再按流动党员管理。")
    province = models.CharField("流入省份", max_length=20)
    city = models.CharField("流入城市", max_length=20, blank=True, help_text="只写到市，不写具体地址。")
    certificate = models.BooleanField("持活动证", default=False)
    joined_org_on = models.DateField("纳入流入地组织日期", null=True, blank=True)
    receiving_org = models.CharField("流入地党组织", max_length=80, blank=True)
    contribution = models.CharField("发挥作用", max_length=12, choices=Contribution, blank=True)
    contributed_on = models.DateField("发挥作用日期", null=True, blank=True)
    evidence = models.CharField("依据", max_length=200, blank=True, help_text="不写电话、住址和证件号码。")

    history = HistoricalRecords()
    objects = FloatingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "流动党员"
        ordering = ["person__area__path", "-left_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(returned_on__isnull=True),
                name="floating_one_absence",
                violation_error_message="此人已有一条没有返回的外出记录。",
            ),
            models.CheckConstraint(
                condition=models.Q(returned_on__isnull=True) | models.Q(returned_on__gte=models.F("left_on")),
                name="floating_returned_after_left",
                violation_error_message="返回日期不能早于外出日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(joined_org_on__isnull=True, receiving_org="")
                | models.Q(joined_org_on__isnull=False, joined_org_on__gte=models.F("left_on"))
                & ~models.Q(receiving_org=""),
                name="floating_joined_with_organisation",
                violation_error_message="纳入流入地组织的，日期和组织名称都要填，日期不早于外出日期。",
            ),
            models.CheckConstraint(
                condition=models.Q(contributed_on__isnull=True, contribution="")
                | models.Q(contributed_on__isnull=False, contributed_on__gte=models.F("left_on"))
                & ~models.Q(contribution=""),
                name="floating_contribution_dated",
                violation_error_message="发挥作用的，方式和日期都要填，日期不早于外出日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.province}"


class ContactWay(models.TextChoices):
    TELEPHONE = "telephone", "电话"
    MESSAGE = "message", "短信、网络"
    VISIT = "visit", "上门走访"
    HOME = "home", "返乡见面"
    LETTER = "letter", "书信、寄送资料"


class FloatingContact(models.Model):
    """One contact of the home organisation with a member who is away."""

    floating = models.ForeignKey(FloatingMember, models.CASCADE, related_name="contacts", verbose_name="流动党员")
    contacted_on = models.DateField("联系日期")
    way = models.CharField("联系方式", max_length=10, choices=ContactWay, default=ContactWay.TELEPHONE)
    content = models.CharField("联系内容", max_length=100, blank=True, help_text="不写电话号码。")

    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "流动党员联系"
        ordering = ["floating__person__area__path", "-contacted_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["floating", "contacted_on", "way"],
                name="floating_contact_once_a_day",
                violation_error_message="当日同一方式的联系已有记录。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.floating} {self.contacted_on}"
