"""Areas: the administrative tree from province to village."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from simple_history.models import HistoricalRecords

STEP = 4  # characters of `path` a level
LAST_ORDINAL = 9998  # 9999 would make the end of a subtree's range fall on a neighbour


class Level(models.TextChoices):
    """Levels from the top down; `rank` orders them."""

    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县区"
    TOWNSHIP = "township", "乡镇"
    VILLAGE = "village", "村"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class AreaKind(models.TextChoices):
    """Kind of unit, from the official code segment (see fixtures/divisions/README.md)."""

    DISTRICT = "district", "区"
    COUNTY = "county", "县"
    FUNCTIONAL_ZONE = "functional_zone", "功能区"
    COUNTY_CITY = "county_city", "县级市"
    SUBDISTRICT = "subdistrict", "街道"
    TOWN = "town", "镇"
    TOWNSHIP = "township", "乡"
    OTHER = "other", "其他乡级单位"
    RESIDENTS = "residents", "居委会"
    VILLAGERS = "villagers", "村委会"
    RESIDENTS_LIKE = "residents_like", "类似居委会"
    VILLAGERS_LIKE = "villagers_like", "类似村委会"


class AreaQuerySet(models.QuerySet):
    def within(self, area):
        """The area itself and everything below it."""
        return self.filter(path__gte=area.path, path__lt=area.path_end)

    def above(self, area):
        """The ancestors of an area, top first; the area itself is not among them."""
        return self.filter(path__in=area.ancestor_paths).order_by("path")

    def at(self, level):
        return self.filter(level=level)

    def open_on(self, day):
        """Areas that exist on a day: opened on or before it and not yet closed."""
        return self.filter(
            models.Q(opened_on__isnull=True) | models.Q(opened_on__lte=day),
            models.Q(closed_on__isnull=True) | models.Q(closed_on__gt=day),
        )


class Area(models.Model):
    """One unit of the tree.

    `path` holds four digits a level; the subtree of an area is the half-open range
    `[path, path_end)`. Digits only, so that every database collation agrees on the order.
    `parent` and `path` are written by `branches.hierarchy` alone.
    """

    code = models.CharField(
        "区划代码",
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^\d{12}$", "区划代码须为12位数字。")],
    )
    name = models.CharField("名称", max_length=60)
    official_name = models.CharField("公布名称", max_length=100, blank=True)
    level = models.CharField("层级", max_length=10, choices=Level)
    kind = models.CharField("类别", max_length=20, choices=AreaKind, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    path = models.CharField("路径", max_length=40, unique=True, editable=False)
    sort_order = models.PositiveIntegerField("排序", default=0, help_text="先按此排序，体现法定顺序。")
    pinyin = models.CharField("拼音", max_length=200, blank=True)
    initials = models.CharField("拼音首字母", max_length=60, blank=True)
    urban_rural_code = models.CharField("城乡分类代码", max_length=3, blank=True)
    opened_on = models.DateField("设立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    tile = models.CharField(
        "大屏示意位置",
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^\d{1,2},\d{1,2},\d{1,2},\d{1,2}$", "依次填行、列、高、宽，如 1,3,1,2。")],
        help_text="在上级大屏示意图中的行、列、高、宽（从1起），如 1,3,1,2；都不填时自动排列。",
    )
    is_demo = models.BooleanField("演示数据", default=False, editable=False)

    history = HistoricalRecords()
    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "区划"
        ordering = ["sort_order", "code"]
        indexes = [models.Index(fields=["parent", "sort_order"])]
        constraints = [
            models.CheckConstraint(condition=Exact(Length("code"), 12), name="area_code_12"),
            models.CheckConstraint(condition=Exact(Length("path") % STEP, 0), name="area_path_step"),
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="area_level"),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True)
                | models.Q(opened_on__isnull=True)
                | models.Q(closed_on__gt=models.F("opened_on")),
                name="area_closed_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """1 for a root, 2 for its children, and so on."""
        return len(self.path) // STEP

    @property
    def path_end(self) -> str:
        """The first path after this area's subtree."""
        return str(int(self.path) + 1).zfill(len(self.path))

    @property
    def ancestor_paths(self) -> list[str]:
        return [self.path[:end] for end in range(STEP, len(self.path), STEP)]

    def contains(self, other: "Area") -> bool:
        """True for the area itself and for everything below it."""
        return other.path.startswith(self.path)
