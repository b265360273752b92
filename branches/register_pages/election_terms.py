"""Terms between general elections."""

from django import forms
from django.db.models import Q

from ..models import ElectionTerm
from ..registry import Register, register


class TermForm(forms.ModelForm):
    """A day lies in one term."""

    def clean(self):
        data = super().clean()
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts:
            others = ElectionTerm.objects.exclude(pk=self.instance.pk)
            late = others.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts))
            if other := (late.filter(starts_on__lt=ends) if ends else late).first():
                self.add_error("starts_on", f"与“{other}”的起止日期重叠，请先核对那一届的截止日期。")
        return data


@register
class ElectionTerms(Register):
    key = "election-terms"
    model = ElectionTerm
    title = "换届届次"
    group = "人员与干部"
    programme = "cadre_selection"
    unit = "届"
    description = "村级组织换届的届次。“本届产生”“本届新进”按期末所在的届次计算。"
    empty = "还没有届次，请先登记；没有届次时，本届的指标不计算。"
    states = ("本届", "往届")
    to_area = ""
    columns = ("name", "starts_on", "ends_on")
    fields = ("name", "starts_on", "ends_on")
    search = ("name",)
    ordering = ("-starts_on",)
    start = "starts_on"
    end = "ends_on"
    same = ("name",)
    form = TermForm
