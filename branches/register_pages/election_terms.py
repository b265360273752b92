"""Terms between general elections."""

from ..models import ElectionTerm
from ..registry import Register, register


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
    same = ("starts_on",)
