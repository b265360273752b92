"""Villages that exist on a day, and who leads them."""

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from ..models import Cadre, Level, OrganisationStandard, Village
from ..registry import Choice, Column, Register, Tag, register


def secretary(village: Village, day):
    """在任, or how long the post is vacant."""
    if village.has_secretary:
        return "是"
    if village.vacant_since is None:
        return Tag("空缺（无任职记录）", "bad")
    days = (day - village.vacant_since).days
    late, line = days > village.vacancy_days, village.vacancy_days
    return Tag(f"空缺{days}天" + (f"（超过{line}天）" if late else ""), "bad" if late else "near")


def by_secretary(rows, value, day):
    if value == "late":
        return rows.vacant_for_long(day, OrganisationStandard.objects.on(day).vacancy_days)
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
            [("yes", "在任"), ("no", "空缺"), ("late", "长期空缺")],
            by_secretary,
        ),
    )
    search = ("main_industry",)
    same = ("area",)

    def rows(self, queryset, day):
        """Adds what `with_secretary` tells, the line beyond which a vacancy is called out, and `cadre_count`,
        distinct persons serving as village cadres in this village (someone who serves in two is seen in both)."""
        here = Cadre.objects.filter(village=OuterRef("area"))
        serving = here.serving_on(day).village_cadres().order_by().values("village")
        counted = serving.annotate(n=Count("person", distinct=True)).values("n")
        existing = queryset.filter(
            Q(area__opened_on__isnull=True) | Q(area__opened_on__lte=day),
            Q(area__closed_on__isnull=True) | Q(area__closed_on__gt=day),
        )
        return existing.with_secretary(day).annotate(
            vacancy_days=Value(OrganisationStandard.objects.on(day).vacancy_days),
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
