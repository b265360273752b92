"""The form by which a document is asked for: an address can hold all of it."""

import re
from datetime import timedelta

from django import forms

from branches.clock import today
from branches.models import Area

from .briefs.choice import Choice, organ_of, suggested_recipient, suggested_title
from .briefs.place_facts import whole
from .dashboards import Basis, PeriodChoice
from .models import DocumentKind, Publication

AHEAD = timedelta(days=31)  # a document may be dated for a meeting to come
ENDS = "。，、；：.!?！？,;: "
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class OneLine(forms.CharField):
    """A line of text: breaks and what cannot be printed become blanks."""

    def to_python(self, value):
        return super().to_python(UNPRINTABLE.sub(" ", value) if isinstance(value, str) else value).strip()


class BriefForm(forms.Form):
    """Blank title, recipient, unit and date stand for the suggestions. `choice` after validation."""

    kind = forms.ChoiceField(
        label="类型", choices=DocumentKind.choices, error_messages={"invalid_choice": "没有这种材料，请重新选择。"}
    )
    publication = forms.ChoiceField(
        label="数据来源",
        required=False,
        error_messages={"invalid_choice": "本期没有这一次发布，请重新选择数据来源。"},
    )
    title = OneLine(label="标题", required=False, max_length=60)
    recipient = OneLine(label="主送机关", required=False, max_length=60)
    unit = OneLine(label="署名", required=False, max_length=40)
    signed_on = forms.DateField(
        label="成文日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "日期应如 2012-04-08。"},
    )

    def __init__(self, data, area: Area, period: PeriodChoice, basis: Basis, publications: list[Publication]):
        super().__init__(data)
        self.area, self.period, self.basis = area, period, basis
        self.publications = {str(one.number): one for one in publications}
        self.fields["publication"].choices = [
            ("", "随时更新的汇总"),
            *((number, f"第{number}次发布（{one.at:%Y-%m-%d}）") for number, one in self.publications.items()),
        ]
        suggested = self.suggested(self["kind"].value() or DocumentKind.RESEARCH)
        for name, text in suggested.items():
            self.fields[name].widget.attrs["placeholder"] = text

    def suggested(self, kind: str) -> dict[str, str]:
        """What a blank field stands for."""
        return {
            "title": suggested_title(kind, self.area, self.period, whole(self.area)),
            "recipient": suggested_recipient(kind, self.area),
            "unit": organ_of(self.area),
        }

    def clean_title(self) -> str:
        return self.cleaned_data["title"].rstrip(ENDS)

    def clean_signed_on(self):
        day = self.cleaned_data["signed_on"] or today()
        if day < self.period.quarter.last_day:
            raise forms.ValidationError(f"成文日期不能早于数据截止日{self.period.quarter.last_day:%Y-%m-%d}。")
        if day > today() + AHEAD:
            raise forms.ValidationError("成文日期最多比今天晚一个月。")
        return day

    def clean(self):
        data = super().clean()
        kind = data.get("kind")
        if kind:
            suggested = self.suggested(kind)
            data |= {name: data.get(name) or text for name, text in suggested.items()}
            if kind == DocumentKind.REPORT and not data["recipient"] and "recipient" not in self.errors:
                self.add_error("recipient", "情况汇报须写明主送机关。")
        return data

    @property
    def choice(self) -> Choice:
        data = self.cleaned_data
        publication = self.publications.get(data["publication"])
        return Choice(
            kind=DocumentKind(data["kind"]),
            area=self.area,
            period=self.period,
            basis=Basis.APPROVED if publication else self.basis,
            publication=publication,
            title=data["title"],
            recipient=data["recipient"],
            unit=data["unit"],
            signed_on=data["signed_on"],
        )
