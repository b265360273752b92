"""Members by layer: pioneer posts and zones of organs and institutions, written schemes of the counties."""

from django.forms import ModelForm

from branches.dates import refuse_future
from branches.models import Level, Role
from branches.registry import Column, Register, register

from ..models import MemberScheme, PioneerPost

GROUP, PROGRAMME = "党员队伍", "member_body"


class PioneerForm(ModelForm):
    """Nobody has two zones: those with one are no more than the members."""

    def clean(self):
        data = super().clean()
        refuse_future(self, "set_on", "ended_on")
        branch, members = data.get("branch"), data.get("members")
        if branch and members and branch.full_members is not None:
            most = branch.full_members + (branch.probationary_members or 0)
            if members > most:
                self.add_error("members", f"该党组织登记的党员只有{most}名，落实到的党员数不能更多。")
        return data


@register
class PioneerPosts(Register):
    key = "pioneer-posts"
    model = PioneerPost
    title = "先锋岗和责任区"
    group = GROUP
    programme = PROGRAMME
    description = "机关、事业单位（含学校、医院）和国有企业党组织设立的党员先锋岗、责任区。两新组织的另行登记。"
    empty = "还没有登记。请先登记本级机关党组织的先锋岗和责任区。"
    states = ("现有", "已撤销")
    to_area = "branch__area"
    levels = tuple(Level)
    form = PioneerForm
    columns = (
        Column("branch", "党组织"),
        *("kind", "number", "members", "set_on", "ended_on", "evidence"),
    )
    fields = ("branch", "kind", "number", "members", "set_on", "ended_on", "evidence")
    filters = ("kind", "branch__sector")
    search = ("branch__name",)
    ordering = ("branch__area__path", "branch__name", "kind")
    start, end = "set_on", "ended_on"
    same = ("branch", "kind", "set_on")


class SchemeForm(ModelForm):
    def clean(self):
        data = super().clean()
        refuse_future(self, "issued_on", "repealed_on")
        return data


@register
class MemberSchemes(Register):
    key = "member-schemes"
    model = MemberScheme
    title = "分层管理办法"
    group = GROUP
    programme = PROGRAMME
    description = "县区对农民、机关、离退休、企业四类党员的书面管理办法，登记名称、文号和施行日期。"
    empty = "还没有登记办法。请按四类党员分别登记。"
    states = ("现行", "已废止")
    levels = (Level.COUNTY,)
    kept_by = (Role.REVIEWER, Role.ADMINISTRATOR)
    form = SchemeForm
    columns = (Column("title", "办法名称"), "area", "group", "document", "issued_on", "repealed_on")
    fields = ("area", "group", "title", "document", "issued_on", "repealed_on")
    filters = ("group",)
    search = ("title", "document")
    ordering = ("area__path", "group", "-issued_on")
    start, end = "issued_on", "repealed_on"
    same = ("area", "document")
