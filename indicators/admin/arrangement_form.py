"""The form that arranges a dashboard: slots to fill in order, each a choice by programme."""

from collections.abc import Sequence
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join

from branches.admin.base import RecordForm
from branches.clock import today
from branches.models import Level

from ..dashboards import answers
from ..models import MOST_COLUMNS, Indicator, Panel
from ..models.arrangement import MOST_EVENNESS_LINES, MOST_TILES

EMPTY_SLOT = ("", "（空）")


class Slots(forms.MultiWidget):
    """A select a slot; what a list holds beyond the slots is shown in further ones."""

    def __init__(self, label: str, number: int):
        self.label, self.number, self.choices = label, number, [EMPTY_SLOT]
        super().__init__([])

    def offer(self, choices: Sequence, stored: Sequence[str]) -> None:
        """What the slots offer, with as many of them as `stored` needs at least."""
        self.choices = [EMPTY_SLOT, *choices]
        named = [f"{self.label}第{place}格" for place in range(1, max(self.number, len(stored)) + 1)]
        self.widgets = [forms.Select({"aria-label": name}, self.choices) for name in named]
        self.widgets_names = [f"_{place}" for place in range(len(named))]

    def decompress(self, value) -> list:
        return value or []

    def render(self, name, value, attrs=None, renderer=None):
        """A numbered list, so that the order is seen."""
        slots = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        drawn = ((self._render(slot["template_name"], {"widget": slot}, renderer),) for slot in slots)
        return format_html('<ol class="slots">{}</ol>', format_html_join("", "<li>{}</li>", drawn))

    def value_from_datadict(self, data, files, name) -> list[str]:
        sent = super().value_from_datadict(data, files, name)
        return [text.strip() for text in sent if text and text.strip()]


class SlotsField(forms.Field):
    """An ordered list of names, each once and at most `most`."""

    def __init__(self, label: str, most: int, **options):
        self.most = most
        super().__init__(label=label, required=False, widget=Slots(label, most), **options)

    def validate(self, value):
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(f"最多{self.most}格，现在有{len(value)}格。")
        twice = next((place for place, name in enumerate(value) if name in value[:place]), None)
        if twice is not None:
            raise ValidationError(f"第{twice + 1}格与第{value.index(value[twice]) + 1}格重复，请换一项或留空。")

    def has_changed(self, initial, data) -> bool:
        return list(initial or []) != list(data or [])


class ArrangementForm(RecordForm):
    """Retired indicators stay visible in their slots and must be replaced before the form is saved."""

    tiles = SlotsField("主要指标", MOST_TILES, help_text="看板顶部和大屏上的数字，依次排列。")
    columns = SlotsField("一览表的列", MOST_COLUMNS, help_text="下级一览表的列，第一项也是排名的默认指标。")
    evenness = SlotsField("均衡度", MOST_EVENNESS_LINES, help_text="只能选有分母的指标；留空时用一览表的前几列。")
    panels = SlotsField("面板", len(Panel), help_text="选中的按先后显示，没有选中的不显示；全部留空时都显示。")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.in_force = list(Indicator.objects.in_force(today()).select_related("programme"))
        for name in ("tiles", "columns", "evenness"):
            self.offer(name, self.offered())
        self.offer("panels", Panel.choices)

    def offered(self) -> list[tuple[str, list]]:
        groups = groupby(self.in_force, key=lambda indicator: indicator.programme.name)
        return [(programme, [(i.code, i.name) for i in group]) for programme, group in groups]

    def offer(self, name: str, choices: list) -> None:
        """The choices, and what is stored but not offered any more, so that it is seen."""
        stored = getattr(self.instance, name) or []
        known = {code for code, _ in flat(choices)}
        gone = [code for code in dict.fromkeys(stored) if code not in known]
        names = dict(Indicator.objects.filter(code__in=gone).values_list("code", "name")) if gone else {}
        left = [("已停用", [(code, f"{names.get(code, code)}（已停用）") for code in gone])] if gone else []
        self.fields[name].widget.offer([*left, *choices], stored)

    def clean(self):
        data = super().clean()
        level = data.get("level") or self.instance.level
        if level not in Level.values:
            return data
        village = level == Level.VILLAGE
        below = None if village else list(Level)[Level(level).rank + 1]
        self.check("tiles", data, level)
        for name in ("columns", "evenness"):
            self.check(name, data, below)
        for name in ("columns", "evenness", "panels"):
            if village and data.get(name):
                self.add_error(name, "村级页面没有下级和面板，这一栏请留空。")
        if unknown := [name for name in data.get("panels") or [] if name not in Panel.values]:
            self.add_error("panels", f"没有“{unknown[0][:20]}”这个面板。")
        return data

    def check(self, name: str, data: dict, level: str | None) -> None:
        """One message beside the field for the first slot that cannot be shown."""
        known = {indicator.code: indicator for indicator in self.in_force}
        for place, code in enumerate(data.get(name) or [], 1):
            if wrong := self.wrong(known.get(code), code, level, rate=name == "evenness"):
                self.add_error(name, f"第{place}格：{wrong}")
                return

    def wrong(self, indicator: Indicator | None, code: str, level: str | None, *, rate: bool) -> str:
        if indicator is None:
            retired = Indicator.objects.filter(code=code).order_by("-effective_from").first()
            return f"“{retired}”已停用或尚未启用，请换一项或留空。" if retired else f"没有“{code[:20]}”这个指标。"
        if level and not answers(indicator, level):
            lowest = Level(indicator.level).label
            return f"“{indicator}”只统计到{lowest}，{Level(level).label}没有这项数。"
        if rate and not indicator.denominator:
            return f"“{indicator}”没有分母，不能算均衡度。"
        return ""


def flat(choices: list) -> list[tuple[str, str]]:
    return [pair for value, inner in choices for pair in (inner if isinstance(inner, list) else [(value, inner)])]
