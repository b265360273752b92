"""Forms of certifying, reviewing and revoking."""

from django import forms

from .act_forms import MOST_WORDS, ActForm, day_field, day_input
from .certifying import certify, review, revoke
from .clock import today
from .models import CertificationReview, DoubleStrongCertification, DoubleStrongStandard, Level, Person, Track
from .scope import Scope


class CertifyForm(ActForm, forms.ModelForm):
    title, button, done = "双强认定", "确认认定", "已认定"
    hint = "按认定当日执行的标准认定。以前取消过的，重新认定后另成一条记录。"

    class Meta:
        model = DoubleStrongCertification
        fields = [
            "track", "standard", "certified_on", "certified_by", "households_led", "valid_until", "evidence",
        ]  # fmt: skip
        widgets = {"certified_on": day_input(), "valid_until": day_input()}

    def __init__(self, data, *, person: Person, scope: Scope, row=None):
        initial = {
            "track": track_of(person),
            "standard": DoubleStrongStandard.objects.in_force_on(today()).first(),
            "certified_on": today(),
            "certified_by": department(scope),
        }
        super().__init__(data, instance=DoubleStrongCertification(person=person), initial=initial)
        self.take_person(person, scope, row)
        self.fields["evidence"].required = True

    def act(self):
        certify(self.instance, self.scope.user, self.version)

    def is_done(self) -> bool:
        made = self.instance
        same = DoubleStrongCertification.objects.filter(person=made.person, certified_on=made.certified_on)
        return same.filter(track=made.track, standard=made.standard).exists()


class ReviewForm(ActForm, forms.ModelForm):
    title, button, done = "双强复核", "确认复核", "已复核"
    hint = "复核不合格的，自复核之日起取消认定。"

    revoked_reason = forms.CharField(
        label="不合格的原因", required=False, max_length=MOST_WORDS, help_text="复核合格的不填。"
    )

    class Meta:
        model = CertificationReview
        fields = ["reviewed_on", "passed", "households_led", "evidence"]
        widgets = {
            "reviewed_on": day_input(),
            "passed": forms.RadioSelect(choices=[(True, "合格"), (False, "不合格")]),
        }

    def __init__(self, data, *, person: Person, scope: Scope, row: DoubleStrongCertification):
        initial = {"reviewed_on": today(), "households_led": row.households_led}
        super().__init__(data, instance=CertificationReview(certification=row), initial=initial)
        self.take_person(person, scope, row)
        self.fields["evidence"].required = True

    def act(self):
        review(self.instance, self.scope.user, self.version, self.cleaned_data["revoked_reason"])

    def is_done(self) -> bool:
        return self.row.reviews.filter(reviewed_on=self.instance.reviewed_on).exists()


class RevokeForm(ActForm, forms.Form):
    title, button, done = "取消双强认定", "确认取消", "已取消认定"
    hint = "取消后不能恢复；以后符合条件的，重新认定。"

    revoked_on = day_field("取消日期", "自该日起不再是双强。")
    revoked_reason = forms.CharField(label="取消原因", max_length=MOST_WORDS)

    def __init__(self, data, *, person: Person, scope: Scope, row: DoubleStrongCertification):
        super().__init__(data)
        self.take_person(person, scope, row)

    def act(self):
        told = self.cleaned_data
        revoke(self.row, told["revoked_on"], told["revoked_reason"], self.scope.user, self.version)

    def is_done(self) -> bool:
        return type(self.row).objects.filter(pk=self.row.pk, revoked_on=self.cleaned_data["revoked_on"]).exists()


def track_of(person: Person) -> str:
    """As what somebody would be certified today."""
    serving = person.tenures.serving_on(today())
    if serving.secretaries().exists():
        return Track.SECRETARY
    return Track.CADRE if serving.village_cadres().exists() else Track.MEMBER


def department(scope: Scope) -> str:
    """The organisation department of the user's own county or city."""
    area = scope.area
    return f"{area}委组织部" if area and area.level in (Level.COUNTY, Level.CITY) else ""
