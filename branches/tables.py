"""Tables of the register lists. Every column orders by stored columns that all databases sort alike."""

from datetime import date

import django_tables2 as tables
from django.db.models import F
from django.urls import reverse
from django.utils.html import format_html

from .listings import place
from .models import Branch, Cadre, Level, Sector, Village

ROWS_A_PAGE = 50
VACANCY_ALERT_DAYS = 90
AGE_BANDS = [(35, "35岁及以下"), (45, "36—45岁"), (55, "46—55岁"), (60, "56—60岁")]
OLDEST_BAND = "60岁以上"
NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


def age_band(birth_month: date, day: date) -> str:
    """The band of the age in full years reached on `day`; a birth month counts from its first day."""
    age = day.year - birth_month.year - (day.month < birth_month.month)
    return next((name for limit, name in AGE_BANDS if age <= limit), OLDEST_BAND)


class SortedColumn(tables.Column):
    """Orders by the named fields, blanks last either way, then by the table's own order."""

    def __init__(self, *fields: str, **kwargs):
        self.fields = fields
        super().__init__(**kwargs)

    def order(self, queryset, is_descending):
        ordering = [
            F(field).desc(nulls_last=True) if is_descending else F(field).asc(nulls_last=True)
            for field in self.fields
        ]
        return queryset.order_by(*ordering, *queryset.query.order_by), True


class RegisterTable(tables.Table):
    """Base: `day` is the day the rows stand for; pages hold 50 rows."""

    def __init__(self, data, day: date):
        self.day = day
        super().__init__(data)

    def show(self, params):
        """Order and cut to the page that a query string asks for; nonsense shows the first page."""
        self.order_by = params.getlist(self.prefixed_order_by_field)
        self.paginate(per_page=ROWS_A_PAGE)
        self.page = self.paginator.get_page(params.get(self.prefixed_page_field))
        return self

    @property
    def count_text(self) -> str:
        """How many rows there are on all pages, grouped by thousands."""
        return f"{self.paginator.count:,}"

    def area_link(self, area) -> str:
        return format_html('<a href="{}">{}</a>', reverse("area-dashboard", args=[area.code]), area.name)

    def place_link(self, area, level) -> str:
        found = place(area, level)
        return self.area_link(found) if found else self.default


class VillageTable(RegisterTable):
    """One village a row."""

    village = SortedColumn("area__path", accessor="area", verbose_name="村")
    township = SortedColumn("area__path", accessor="area", verbose_name="乡镇")
    county = SortedColumn("area__path", accessor="area", verbose_name="县区")
    rural = SortedColumn("is_rural_unit", accessor="is_rural_unit", verbose_name="农村填报单位")
    households = SortedColumn("households", verbose_name="户数", attrs=NUMBER)
    secretary = SortedColumn("has_secretary", "vacant_since", accessor="has_secretary", verbose_name="在任书记")
    cadres = SortedColumn("cadre_count", accessor="cadre_count", verbose_name="村干部人数", attrs=NUMBER)

    class Meta:
        model = Village
        fields = []
        empty_text = "没有符合条件的村。请放宽或清除筛选条件。"

    def render_village(self, value):
        return self.area_link(value)

    def render_township(self, value):
        return self.place_link(value, Level.TOWNSHIP)

    def render_county(self, value):
        return self.place_link(value, Level.COUNTY)

    def render_rural(self, value):
        return "是" if value else "否"

    def render_secretary(self, value, record):
        if value:
            return "是"
        if record.vacant_since is None:
            return format_html('<span class="tag bad">{}</span>', "空缺（无任职记录）")
        days = (self.day - record.vacant_since).days
        late = days > VACANCY_ALERT_DAYS
        words = f"空缺{days}天" + (f"（超过{VACANCY_ALERT_DAYS}天）" if late else "")
        return format_html('<span class="tag {}">{}</span>', "bad" if late else "near", words)


class CadreTable(RegisterTable):
    """One tenure a row; the names are the viewer's own chain and shown in full."""

    name = SortedColumn("person__pinyin", "person__name", accessor="person__name", verbose_name="姓名")
    village = SortedColumn("village__path", verbose_name="村")
    township = SortedColumn("village__path", accessor="village", verbose_name="乡镇")
    county = SortedColumn("village__path", accessor="village", verbose_name="县区")
    post = tables.Column(accessor="get_post_display", verbose_name="职务", orderable=False)
    started_on = SortedColumn("started_on", verbose_name="任职日期")
    ended_on = SortedColumn("ended_on", verbose_name="免职日期")
    age = SortedColumn("person__birth_month", accessor="person__birth_month", verbose_name="年龄段")
    education = SortedColumn("person__education", accessor="person", verbose_name="学历")
    strong = SortedColumn("double_strong", accessor="double_strong", verbose_name="双强")
    source = tables.Column(accessor="get_source_display", verbose_name="来源", orderable=False)

    class Meta:
        model = Cadre
        fields = []
        empty_text = "没有符合条件的村干部。请放宽或清除筛选条件，或核对截至日期。"

    def render_village(self, value):
        return self.area_link(value)

    def render_township(self, value):
        return self.place_link(value, Level.TOWNSHIP)

    def render_county(self, value):
        return self.place_link(value, Level.COUNTY)

    def render_started_on(self, value):
        return value.isoformat()

    def render_ended_on(self, value):
        return value.isoformat()

    def render_age(self, value):
        return age_band(value, self.day)

    def render_education(self, value):
        return value.get_education_display() or self.default

    def render_strong(self, value):
        return format_html('<span class="tag good">{}</span>', "双强") if value else "否"


class BranchTable(RegisterTable):
    """One Party organisation a row, with where it stands."""

    name = SortedColumn("area__path", "name", verbose_name="名称")
    place = SortedColumn("area__path", accessor="area", verbose_name="所在地")
    township = SortedColumn("area__path", accessor="area", verbose_name="乡镇")
    county = SortedColumn("area__path", accessor="area", verbose_name="县区")
    org_type = SortedColumn("org_type", verbose_name="类型")
    sector = SortedColumn("sector", verbose_name="领域")
    setup_mode = SortedColumn("setup_mode", verbose_name="组建方式")
    carrier = tables.Column(accessor="pk", verbose_name="依托载体", orderable=False)
    members = SortedColumn("full_members", accessor="full_members", verbose_name="正式党员数", attrs=NUMBER)
    founded_on = SortedColumn("founded_on", verbose_name="成立日期")
    term_ends_on = SortedColumn("term_ends_on", verbose_name="本届届满")

    class Meta:
        model = Branch
        fields = []
        empty_text = "没有符合条件的党组织。请放宽或清除筛选条件，或核对截至日期。"

    def render_place(self, value):
        return self.area_link(value)

    def render_township(self, value):
        return self.place_link(value, Level.TOWNSHIP)

    def render_county(self, value):
        return self.place_link(value, Level.COUNTY)

    def render_org_type(self, record):
        return record.get_org_type_display()

    def render_sector(self, record):
        return record.get_sector_display()

    def render_setup_mode(self, record):
        return record.get_setup_mode_display()

    def render_carrier(self, record):
        """Only a rural organisation stands on the village when nothing else is named."""
        rural = record.carrier or record.sector == Sector.VILLAGE
        return record.get_carrier_display() if rural else self.default

    def render_founded_on(self, value):
        return value.isoformat()

    def render_term_ends_on(self, value):
        expired = value < self.day
        return format_html('<span class="tag near">{}（已届满）</span>', value) if expired else value.isoformat()
