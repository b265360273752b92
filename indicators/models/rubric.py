"""Rubrics: what is looked at, for how many points, and which level a total reaches. Versioned data."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from branches.models import Area, Level, Sector

CITY_SECTORS = [  # the sectors of a city, each with a rubric of its own
    Sector.ENTERPRISE,
    Sector.GOVERNMENT,
    Sector.SCHOOL,
    Sector.HOSPITAL,
    Sector.COMMUNITY,
    Sector.SOCIAL_ORG,
]


class RubricKind(models.TextChoices):
    """What is created, from the village up; and the organisations of a city by sector."""

    VILLAGE = "village", "五个好村党组织"
    TOWNSHIP = "township", "五个好乡镇党委"
    COUNTY = "county", "先进县（区）"
    CITY_SECTOR = "city_sector", "城市分行业创五好"
    STAR_BRANCH = "star_branch", "五星支部"

    @property
    def level(self) -> Level | None:
        """The level of the areas that are assessed; None where the subject is an organisation."""
        return SUBJECT_LEVELS.get(self)


SUBJECT_LEVELS = {
    RubricKind.VILLAGE: Level.VILLAGE,
    RubricKind.TOWNSHIP: Level.TOWNSHIP,
    RubricKind.COUNTY: Level.COUNTY,
    RubricKind.STAR_BRANCH: Level.VILLAGE,
}


class RubricQuerySet(models.QuerySet):
    def in_year(self, year):
        return self.filter(Q(last_year__isnull=True) | Q(last_year__gte=year), first_year__lte=year)

    def holding_for(self, area, kind, year, sector=""):
        """Those that could hold for an area, the nearest issuer first, then the newest version."""
        return (
            self.in_year(year)
            .filter(kind=kind, sector=sector, area__path__in=[*area.ancestor_paths, area.path])
            .order_by("-area__path", "-first_year")
        )


class Rubric(models.Model):
    """One version of one rubric. It holds in the area that issued it and below, in its years.

    `holds_years` is how many years after the assessed one a title stands while no newer assessment
    is decided.
    """

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="rubrics",
        verbose_name="制定单位",
        limit_choices_to={"level__in": [Level.CITY, Level.COUNTY]},
    )
    kind = models.CharField("类别", max_length=12, choices=RubricKind)
    sector = models.CharField(
        "行业", max_length=20, choices=Sector, blank=True, help_text="只有城市分行业的细则填写。"
    )
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=60)
    version = models.CharField("版本", max_length=20, help_text="如 2011版。")
    document = models.CharField("文号", max_length=60, blank=True)
    first_year = models.PositiveSmallIntegerField("执行起始年度")
    last_year = models.PositiveSmallIntegerField("执行截止年度", null=True, blank=True)
    total = models.PositiveSmallIntegerField("总分", default=100)
    decided_at = models.CharField(
        "评定层级",
        max_length=10,
        choices=[(level.value, level.label) for level in (Level.COUNTY, Level.CITY)],
        default=Level.COUNTY,
    )
    holds_years = models.PositiveSmallIntegerField(
        "称号延续年数", default=1, help_text="评定年度之后，未重新评定时称号还保留几年。"
    )

    history = HistoricalRecords()
    objects = RubricQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评分细则"
        ordering = ["kind", "sector", "-first_year", "area__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "code", "version"],
                name="rubric_version_once",
                violation_error_message="本单位已有同代码、同版本的细则。",
            ),
            models.CheckConstraint(
                condition=Q(first_year__gte=1990, first_year__lte=2100)
                & (Q(last_year__isnull=True) | Q(last_year__gte=F("first_year"))),
                name="rubric_years_in_order",
                violation_error_message="执行年度须为四位年份，且截止年度不能早于起始年度。",
            ),
            models.CheckConstraint(
                condition=(Q(kind=RubricKind.CITY_SECTOR) & ~Q(sector=""))
                | (~Q(kind=RubricKind.CITY_SECTOR) & Q(sector="")),
                name="rubric_sector_of_city",
                violation_error_message="城市分行业的细则须选行业，其他细则不选。",
            ),
            models.CheckConstraint(
                condition=Q(total__gt=0),
                name="rubric_total_positive",
                violation_error_message="总分须大于0。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.version}）"

    def clean(self):
        others = Rubric.objects.filter(area=self.area_id, kind=self.kind, sector=self.sector).exclude(pk=self.pk)
        if self.first_year and (self.last_year is None or self.last_year >= self.first_year):
            until = 9999 if self.last_year is None else self.last_year
            clash = others.filter(
                Q(last_year__isnull=True) | Q(last_year__gte=self.first_year), first_year__lte=until
            ).first()
            if clash:
                raise ValidationError(
                    f"执行年度与“{clash}”重叠，请先填写旧版的截止年度。", code="overlapping_years"
                )

    @property
    def faults(self) -> list[str]:
        """Why nobody can be assessed by it yet; empty when it is complete."""
        points = sum((item.points for item in self.items.all()), Decimal(0))
        levels = list(self.levels.all())
        found = []
        if points != self.total:
            found.append(f"“{self}”各项满分合计{points.normalize():f}分，须为{self.total}分。")
        if not any(level.is_title for level in levels):
            found.append(f"“{self}”还没有设定达到称号的等次。")
        if not any(level.minimum == level.rank == 0 for level in levels):
            found.append(f"“{self}”须有一个级次和最低分都为0的等次。")
        return found

    @property
    def pass_line(self) -> Decimal | None:
        """The least total that earns the title."""
        return min((level.minimum for level in self.levels.all() if level.is_title), default=None)

    def level_for(self, total: Decimal):
        """The highest level that a total reaches. Raises LookupError when there is none."""
        reached = [level for level in self.levels.all() if level.minimum <= total]
        if not reached:
            raise LookupError(f"“{self}”没有 {total} 分对应的等次")
        return max(reached, key=lambda level: level.minimum)
