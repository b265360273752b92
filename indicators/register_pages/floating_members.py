"""Members away from home and the contacts with them."""

from django.db.models import Exists, Max, OuterRef, Q
from django.forms import ModelForm

from branches.dates import refuse_future
from branches.models import PARTY_MEMBERS, Level
from branches.registry import Choice, Column, Register, Tag, register

from ..models import FloatingContact, FloatingMember
from ..quarters import Quarter

GROUP, PROGRAMME = "党员队伍", "member_body"
YES_NO = [("yes", "是"), ("no", "否")]


class FloatingForm(ModelForm):
    """A member who has left; what is known of the place ends with the city."""

    def clean(self):
        data = super().clean()
        refuse_future(self, "left_on", "returned_on", "joined_org_on", "contributed_on")
        person = data.get("person")
        if person and person.political_status not in PARTY_MEMBERS:
            self.add_error("person", "只登记党员，请核对人员台账里的政治面貌。")
        return data


def contacted(member: FloatingMember, day):
    """The last contact, marked when the quarter has none yet."""
    if member.last_contact is None:
        return Tag("没有联系", "bad")
    quarter = Quarter.containing(day)
    if member.last_contact < quarter.first_day:
        return Tag(f"{member.last_contact.isoformat()}（本季未联系）", "near")
    return member.last_contact


def contacts_in_quarter(day):
    quarter = Quarter.containing(day)
    return Exists(
        FloatingContact.objects.filter(floating=OuterRef("pk"), contacted_on__range=(quarter.first_day, day))
    )


def by_contact(rows, value, day):
    return rows.filter(contacts_in_quarter(day) if value == "yes" else ~contacts_in_quarter(day))


def by_organisation(rows, value, day):
    return rows.filter(joined_org_on__isnull=value == "no")


@register
class FloatingMembers(Register):
    key = "floating-members"
    model = FloatingMember
    title = "流动党员"
    group = GROUP
    programme = PROGRAMME
    unit = "人"
    description = "外出而没有转出组织关系的党员。只登记流入的省市，不登记电话和住址；每季度至少联系一次。"
    empty = "没有外出的流动党员。有党员外出时请登记外出日期和流入省市。"
    states = ("外出", "已返回")
    to_area = "person__area"
    to_person = "person"
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    form = FloatingForm
    columns = (
        Column("person", "姓名"),
        "left_on",
        *("province", "city"),
        Column("last_contact", "最近联系", contacted, ("last_contact",)),
        Column("joined_org_on", "纳入流入地组织"),
        Column("contribution", "发挥作用"),
        "returned_on",
    )
    fields = (
        *("person", "left_on", "returned_on", "province", "city", "certificate"),
        *("joined_org_on", "receiving_org", "contribution", "contributed_on", "evidence"),
    )
    filters = (
        Choice("contacted", "本季已联系", YES_NO, by_contact),
        Choice("organised", "纳入流入地组织", YES_NO, by_organisation),
        *("province", "contribution"),
    )
    search = ("province", "city")
    ordering = ("person__area__path", "person__pinyin")
    start, end = "left_on", "returned_on"
    same = ("person", "left_on")

    def rows(self, queryset, day):
        """Adds `last_contact`, the newest by the day."""
        newest = Max("contacts__contacted_on", filter=Q(contacts__contacted_on__lte=day))
        return super().rows(queryset, day).annotate(last_contact=newest)


class ContactForm(ModelForm):
    """Nobody is contacted abroad before leaving."""

    def clean(self):
        data = super().clean()
        refuse_future(self, "contacted_on")
        floating, day = data.get("floating"), data.get("contacted_on")
        if floating and day and day < floating.left_on:
            self.add_error("contacted_on", f"此人{floating.left_on.isoformat()}才外出，联系日期不能更早。")
        return data


@register
class FloatingContacts(Register):
    key = "floating-contacts"
    model = FloatingContact
    title = "流动党员联系"
    group = GROUP
    programme = PROGRAMME
    parent = "floating"
    to_area = "floating__person__area"
    to_person = "floating__person"
    levels = (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY)
    form = ContactForm
    description = "与外出党员的每次联系：日期和方式，不写电话号码。"
    empty = "还没有联系记录。每季度至少联系一次。"
    columns = (Column("floating__person", "姓名"), "contacted_on", "way", "content")
    fields = ("contacted_on", "way", "content")
    filters = ("way", "contacted_on")
    ordering = ("-contacted_on",)
    start = "contacted_on"
    same = ("floating", "contacted_on", "way")
