"""Forms of the acts on a person: they convert what was typed; the act itself decides and explains."""

from django import forms

from .acts import ActRefused, StaleAct
from .clock import today
from .departures import depart
from .models import (
    Area,
    Cadre,
    Departure,
    LeaveReason,
    Level,
    Person,
)
from .scope import Scope
from .tenures import change_post, leave_post, take_post

MOST_WORDS = 200
UNFIT = "页面不完整，请重新打开后再办理。"
HAPPENED = [choice for choice in LeaveReason.choices if choice[0] not in (LeaveReason.MOVED, LeaveReason.GONE)]


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def day_field(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, initial=today, widget=day_input())


class VillageField(forms.ModelChoiceField):
    """Villages after their township, because villages of one county share names."""

    def label_from_instance(self, village):
        return f"{village.parent} {village}"


class ActForm:
    """Base of the forms: `person` is whom it is about, `row` the tenure or certification if any.

    `title` names the act, `hint` says what it does, `done` what to say afterwards. Subclasses have
    `act()`, which does it or raises ActRefused, and `is_done()`: whether exactly this stands already,
    as after a second click.
    """

    title = button = done = hint = ""
    is_stale = False

    def take_person(self, person: Person, scope: Scope, row=None) -> None:
        self.person, self.scope, self.row = person, scope, row
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=person.version, error_messages={"required": UNFIT, "invalid": UNFIT}
        )

    @property
    def version(self) -> int:
        return self.cleaned_data["version"]

    def validate_constraints(self) -> None:
        """The act checks them, when everything it does is in place."""

    def carry_out(self) -> bool:
        """Do it if the input can be read; False with the errors in place when it is refused."""
        if not self.is_valid():
            return False
        try:
            self.act()
        except ActRefused as refused:
            for field, sentences in refused.faults.items():
                self.add_error(field if field in self.fields else None, sentences)
            if isinstance(refused, StaleAct):
                self.is_stale = True
                self.data = self.data.copy()
                self.data["version"] = refused.person.version
            return False
        return True


class TenureActForm(ActForm, forms.ModelForm):
    """A new tenure of the person: the village is chosen among those of one county within the scope."""

    class Meta:
        model = Cadre
        fields = [
            "village", "post", "started_on", "source", "election_mode", "crossed", "is_shared", "vetted",
            "filed_on", "evidence",
        ]  # fmt: skip
        field_classes = {"village": VillageField}
        widgets = {"started_on": day_input(), "filed_on": day_input(), "vetted": forms.NullBooleanSelect()}

    def __init__(self, data, *, person: Person, scope: Scope, row=None, village: Area | None = None):
        near = village or (row.village if row else person.area)
        initial = {"village": near if near.level == Level.VILLAGE else None, "started_on": today()}
        if row:
            initial |= {"post": row.post, "source": row.source, "election_mode": row.election_mode}
        super().__init__(data, instance=Cadre(person=person), initial=initial)
        self.take_person(person, scope, row)
        self.fields["village"].queryset = villages_beside(near, scope)
        self.fields["vetted"].widget.choices = [("unknown", "未联审"), ("true", "通过"), ("false", "未通过")]

    def is_done(self) -> bool:
        made = self.instance
        same = Cadre.objects.filter(person=made.person, village=made.village, post=made.post)
        return same.filter(started_on=made.started_on).exists()


class TakeForm(TenureActForm):
    title, button, done = "任职", "确认任职", "已办理任职"
    hint = "后备干部任村干部的，自任职之日起自动移出后备名单。"

    def act(self):
        take_post(self.instance, self.scope.user, self.version)


class ChangeForm(TenureActForm):
    title, button, done = "改任、连任", "确认改任、连任", "已办理改任、连任"
    hint = "原职务在新任职之日结束。职务不变的是换届连任，记为新的一届。"

    def act(self):
        change_post(self.row, self.instance, self.scope.user, self.version)


class LeaveForm(ActForm, forms.Form):
    title, button, done = "离任", "确认离任", "已办理离任"
    hint = "改任其他职务或换届连任的，请办理“改任、连任”，不在这里离任。"

    ended_on = day_field("免职日期", "自该日起不再任职。")
    leave_reason = forms.ChoiceField(label="离任原因", choices=[("", "请选择"), *HAPPENED])
    leave_evidence = forms.CharField(label="离任依据", required=False, max_length=MOST_WORDS)

    def __init__(self, data, *, person: Person, scope: Scope, row: Cadre):
        super().__init__(data)
        self.take_person(person, scope, row)

    def act(self):
        told = self.cleaned_data
        leave_post(
            self.row, told["ended_on"], told["leave_reason"], self.scope.user, self.version, told["leave_evidence"]
        )

    def is_done(self) -> bool:
        return Cadre.objects.filter(pk=self.row.pk, ended_on=self.cleaned_data["ended_on"]).exists()


class DepartForm(ActForm, forms.Form):
    title, button, done = "减员", "确认减员", "已办理减员"
    hint = "在任的职务和有效的双强认定自该日起一并结束，此人不再计入任何指标。"

    left_on = day_field("减员日期", "自该日起不再统计。")
    left_how = forms.ChoiceField(label="减员原因", choices=[("", "请选择"), *Departure.choices])

    def __init__(self, data, *, person: Person, scope: Scope, row=None):
        super().__init__(data)
        self.take_person(person, scope, row)

    def act(self):
        depart(
            self.person, self.cleaned_data["left_on"], self.cleaned_data["left_how"], self.scope.user, self.version
        )

    def is_done(self) -> bool:
        return Person.objects.filter(pk=self.person.pk, left_on=self.cleaned_data["left_on"]).exists()


def villages_beside(place: Area, scope: Scope):
    """Villages in the county of a place, as far as the scope reaches: closed ones too, to say why not."""
    county = next((area for area in [*Area.objects.above(place), place] if area.level == Level.COUNTY), place)
    villages = scope.areas().at(Level.VILLAGE).filter(path__gte=county.path, path__lt=county.path_end)
    return villages.select_related("parent").order_by("path")
