"""Economic projects that village cadres and members lead."""

from django import forms

from branches.clock import today
from branches.registry import Column, Register, register

from ..models import EconomicProject


class ProjectForm(forms.ModelForm):
    def clean(self):
        data = super().clean()
        for name in ("started_on", "ended_on"):
            if data.get(name) and data[name] > today():
                self.add_error(name, f"{data[name]}还没有到，请在当日或之后登记。")
        return data


@register
class EconomicProjects(Register):
    key = "economic-projects"
    model = EconomicProject
    title = "领办经济项目"
    group = "人员与干部"
    programme = "cadre_selection"
    unit = "个"
    description = "村干部、党员领办的经济项目。一人领办几个登记几条，统计时按人计一次；不登记金额。"
    empty = "没有符合条件的项目。请放宽或清除筛选条件，或登记一个项目。"
    states = ("正在领办", "已结束")
    to_area = "village"
    to_person = "person"
    columns = ("name", "village", Column("person", "领办人"), "kind", "started_on", "ended_on", "evidence")
    fields = ("person", "village", "name", "kind", "started_on", "ended_on", "evidence")
    filters = ("kind", "started_on")
    search = ("name",)
    ordering = ("village__path", "name")
    start = "started_on"
    end = "ended_on"
    same = ("person", "village", "name", "started_on")
    form = ProjectForm
