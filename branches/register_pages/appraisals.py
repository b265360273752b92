"""Yearly appraisals of people in post."""

from django import forms

from ..clock import today
from ..models import AppraisalResult, Level
from ..registry import Column, Register, register


class AppraisalForm(forms.ModelForm):
    """A year is judged when it is over, or in its last weeks."""

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year > today().year:
            raise forms.ValidationError(f"{year}年还没有到，请核对年度。")
        return year


@register
class Appraisals(Register):
    key = "appraisals"
    model = AppraisalResult
    title = "年度考核"
    group = "人员与干部"
    programme = "cadre_selection"
    description = "村干部等人员的年度考核等次，每人每年一条。称职以上的才能认定双强。"
    empty = "没有符合条件的考核结果。请放宽或清除筛选条件，或登记一条。"
    to_area = "person__area"
    to_person = "person"
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    columns = (Column("person", "姓名"), "year", "grade", "evidence")
    fields = ("person", "year", "grade", "evidence")
    filters = ("year", "grade")
    ordering = ("-year", "person__area__path")
    same = ("person", "year")
    form = AppraisalForm
