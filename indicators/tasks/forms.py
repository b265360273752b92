"""Forms of tasks: they convert and explain; the rules are asked by the verbs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from branches.clock import today
from branches.models import Area

from ..models import Aim, Campaign, EntryKind, Programme, Task

MOST_WORDS = 200
LARGEST = 10**9


def words(label: str, most: int = MOST_WORDS, required: bool = True, rows: int = 2, **kwargs) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": most}),
        error_messages={"required": f"请填写{label}。"},
        **kwargs,
    )


def day(label: str, **kwargs) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": f"请填写{label}。", "invalid": "日期应如 2012-07-10。"},
        **kwargs,
    )


def whole(label: str, least: int = 0, **kwargs) -> forms.IntegerField:
    """A count that may be left blank."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=LARGEST,
        error_messages={"invalid": f"{label}应为整数。"},
        **kwargs,
    )


class ProgressForm(forms.Form):
    on = day("日期")
    kind = forms.ChoiceField(label="性质", choices=EntryKind.choices, initial=EntryKind.ACTION)
    quantity = whole("本次完成量", -LARGEST, help_text="只填本次的量，系统自动累计；以前多报的，用负数冲减。")
    text = words("做了什么", 500)
    evidence = forms.CharField(
        label="佐证",
        required=False,
        max_length=200,
        help_text="材料的名称或编号。没有佐证的行动不计入“有佐证的行动”。",
    )

    def __init__(self, *args, task: Task, **kwargs):
        super().__init__(*args, initial={"on": today()}, **kwargs)
        if not task.unit:
            del self.fields["quantity"]
        else:
            self.fields["quantity"].label = f"本次完成量（{task.unit}）"


class DoneForm(forms.Form):
    done_on = day("完成日期")
    evidence = words("佐证", 500, help_text="验收单、公示、照片等材料的名称或编号，部署单位据此验收。")
    outcome_reached = forms.DecimalField(label="成效实际值", required=False, max_digits=12, decimal_places=2)

    def __init__(self, *args, task: Task, **kwargs):
        super().__init__(*args, initial={"done_on": today(), "evidence": task.evidence}, **kwargs)
        if not task.outcome_measure:
            del self.fields["outcome_reached"]
        else:
            field = self.fields["outcome_reached"]
            field.label = f"{task.outcome_measure}实际值"
            field.help_text = f"部署要求{task.get_outcome_aim_display()}{task.outcome_stated.normalize():f}。"


class AcceptForm(forms.Form):
    """Nothing to fill in: the evidence stands on the page."""

    def __init__(self, *args, task: Task, **kwargs):
        super().__init__(*args, **kwargs)


class WhyForm(forms.Form):
    why = words("原因", help_text="责任单位会看到。")

    def __init__(self, *args, task: Task, **kwargs):
        super().__init__(*args, **kwargs)


class AdjustForm(forms.Form):
    due_on = day("办结期限")
    planned = whole("计划量")
    why = words("调整原因", help_text="写明依据，责任单位会看到；原来的期限和计划量留有记录。")

    def __init__(self, *args, task: Task, **kwargs):
        super().__init__(*args, initial={"due_on": task.due_on, "planned": task.planned}, **kwargs)
        if not task.unit:
            del self.fields["planned"]


class ArrangeForm(forms.Form):
    """One matter for many units: what, until when, and a quantity for each unit that is ticked.

    `units` are offered; after validation `shares` is {area: quantity or None} and `facts` the rest.
    """

    under = forms.ChoiceField(label="所属工程或活动", error_messages={"required": "请选择所属的工程或主题活动。"})
    title = forms.CharField(label="事项", max_length=100, error_messages={"required": "请填写事项。"})
    requirement = words("工作要求", 2000, required=False, rows=3)
    document_number = forms.CharField(label="文号", required=False, max_length=60)
    arranged_on = day("部署日期")
    due_on = day("办结期限")
    unit = forms.CharField(
        label="计量单位", required=False, max_length=10, help_text="如 个、户、人。不定计划量的可不填。"
    )
    outcome_measure = forms.CharField(
        label="成效指标",
        required=False,
        max_length=60,
        help_text="希望收到什么效果，如 党员掌握技术率。报办结时填实际值。",
    )
    outcome_aim = forms.ChoiceField(label="成效要求", choices=Aim.choices, required=False)
    outcome_stated = forms.DecimalField(label="成效目标值", required=False, max_digits=12, decimal_places=2)
    everyone = whole("统一计划量", help_text="下面勾选而没有单独填计划量的单位，都按这个量。")

    def __init__(self, data=None, *, units: list[Area], campaigns: list[Campaign], sent=None, **kwargs):
        super().__init__(data, **kwargs)
        self.units, self.campaigns = units, campaigns
        self.sent = data if sent is None else sent  # where ticks and quantities are read from
        self.fields["arranged_on"].initial = today()
        self.fields["under"].choices = [
            ("", "---------"),
            ("工程与主题", [(f"p{one.pk}", one.name) for one in Programme.objects.all()]),
            ("主题活动", [(f"c{one.pk}", f"{one.name}（{one.area}）") for one in campaigns]),
        ]
        self.share_errors: dict[str, str] = {}

    @cached_property
    def picked(self) -> set[str]:
        """Codes of the ticked units."""
        return set(self.sent.getlist("pick")) if self.sent is not None else set()

    def typed(self, area: Area) -> str:
        return self.sent.get(f"planned_{area.code}", "").strip() if self.sent is not None else ""

    @property
    def rows(self) -> list[tuple[Area, bool, str, str]]:
        """(unit, ticked, quantity as typed, what is wrong with it)."""
        return [
            (area, area.code in self.picked, self.typed(area), self.share_errors.get(area.code, ""))
            for area in self.units
        ]

    def clean(self):
        data = super().clean()
        if bool(data.get("outcome_measure")) != (data.get("outcome_stated") is not None):
            field = "outcome_stated" if data.get("outcome_measure") else "outcome_measure"
            if field not in self.errors:
                self.add_error(field, "成效指标和成效目标值须一并填写，不考核成效的都不填。")
        self.shares = {}
        for area in self.units:
            if area.code in self.picked:
                self.shares[area] = self.share(area, data.get("everyone"))
        if self.share_errors:
            raise ValidationError("有的单位计划量填得不对，请看下面的名单。")
        if not self.shares:
            raise ValidationError("还没有选定责任单位，请在下面的名单里勾选。")
        return data

    def share(self, area: Area, everyone: int | None) -> int | None:
        text = self.typed(area)
        if not text:
            return everyone
        if not text.isdecimal() or int(text) > LARGEST:
            self.share_errors[area.code] = "应为不小于0的整数"
            return None
        return int(text)

    @property
    def facts(self) -> dict:
        """The fields of a Task but for the unit and its quantity."""
        names = ("title", "requirement", "document_number", "arranged_on", "due_on", "unit")
        outcome = ("outcome_measure", "outcome_stated")
        facts = {name: self.cleaned_data[name] for name in (*names, *outcome)}
        kind, key = self.cleaned_data["under"][0], int(self.cleaned_data["under"][1:])
        facts["outcome_aim"] = self.cleaned_data["outcome_aim"] or Aim.AT_LEAST
        facts["programme"] = Programme.objects.get(pk=key) if kind == "p" else None
        facts["campaign"] = next(one for one in self.campaigns if one.pk == key) if kind == "c" else None
        return facts
