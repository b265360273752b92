"""Villages that exist on a day, and who leads them."""

from datetime import timedelta

from django.db.models import Count, DateField, Exists, IntegerField, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from ..models import VACANCY_ALERT_DAYS, Cadre, Level, Village
from ..registry import Choice, Column, Register, Tag, register


def secretary(village: Village, day):
    """在任, or how long the post is vacant."""
    if village.has_secretary:
        return "是"
    if village.vacant_since is None:
        return Tag("空缺（无任职记录）", "bad")
    days = (day - village.vacant_since).days
    late = days > VACANCY_ALERT_DAYS
    return Tag(f"空缺{days}天" + (f"（超过{VACANCY_ALERT_DAYS}天）" if late else ""), "bad" if late else "near")


def by_secretary(rows, value, day):
    if value == "late":
        late = Q(vacant_since__isnull=True) | Q(vacant_since__lt=day - timedelta(days=VACANCY_ALERT_DAYS))
        return rows.filter(late, has_secretary=False)
    return rows.filter(has_secretary=value == "yes")


@register
class Villages(Register):
    key = "villages"
    model = Village
    title = "村台账"
    group = "组织与覆盖"
    unit = "个"
    levels = (Level.VILLAGE,)
    description = "村（社区）的基本情况。村的设立、撤销、更名由区划调整办理，这里只修改村情。"
    empty = "没有符合条件的村。请放宽或清除筛选条件。"
    adds = False
    columns = (
        Column("area", "村"),
        Column("is_rural_unit"),
        Column("households"),
        Column("has_secretary", "在任书记", secretary, ("has_secretary", "vacant_since")),
        Column("cadre_count", "村干部人数", is_number=True),
    )
    fields = ("households", "population", "arable_mu", "main_industry")
    filters = (
        "is_rural_unit",
        Choice(
            "secretary",
            "书记",
            [("yes", "在任"), ("no", "空缺"), ("late", f"空缺超过{VACANCY_ALERT_DAYS}天")],
            by_secretary,
        ),
    )
    search = ("main_industry",)
    same = ("area",)

    def rows(self, queryset, day):
        """Adds `has_secretary`; `vacant_since`, the day the last secretary left (null while the
        post is held or if it never was); `cadre_count`, distinct persons serving as village
        cadres in this village (someone who serves in two villages is seen in both)."""
        here = Cadre.objects.filter(village=OuterRef("area"))
        left = here.secretaries().filter(ended_on__lte=day).order_by().values("village")
        serving = here.serving_on(day).village_cadres().order_by().values("village")
        counted = serving.annotate(n=Count("person", distinct=True)).values("n")
        return queryset.filter(
            Q(area__opened_on__isnull=True) | Q(area__opened_on__lte=day),
            Q(area__closed_on__isnull=True) | Q(area__closed_on__gt=day),
        ).annotate(
            has_secretary=Exists(here.secretaries().serving_on(day)),
            vacant_since=Subquery(left.annotate(last=Max("ended_on")).values("last"), output_field=DateField()),
            cadre_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
        )

    def sums(self, rows, day):
        counts = rows.aggregate(
            rural=Count("pk", filter=Q(is_rural_unit=True)),
            vacant=Count("pk", filter=Q(is_rural_unit=True, has_secretary=False)),
        )
        return [("其中农村填报单位", counts["rural"]), ("书记空缺的填报单位", counts["vacant"])]

    def links(self, scope, record=None):
        """Secretaries' posts vacant for long are one click away; a village leads to its cadres."""
        if record is None:
            return [("书记长期空缺的村", f"{reverse('village-list')}?is_rural_unit=yes&secretary=late")]
        return [("本村干部名册", reverse("village-cadres", args=[record.area.code]))]
