"""Certifying double-strong people, reviewing and revoking: the acts, and what the records refuse."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from .acts import Faults, fault, keep, refuse, settle, take_up
from .clock import today
from .models import (
    GOOD_ENOUGH,
    CertificationReview,
    DoubleStrongCertification,
    DoubleStrongStandard,
    Person,
    Track,
    User,
)
from .scope import Scope


@transaction.atomic
def certify(certification: DoubleStrongCertification, who: User, version: int | None = None):
    """Somebody is certified under the standard in force on that day."""
    certification.person = person = take_up_to_certify(certification.person, who, version)
    faults = certification_faults(certification)
    if not certification.evidence.strip():
        fault(faults, "evidence", "请写明认定依据。")
    refuse(faults)
    keep(certification, who, "认定")
    settle(person)
    return certification


@transaction.atomic
def review(look: CertificationReview, who: User, version: int | None = None, reason: str = ""):
    """A certification is looked at again; one that does not hold is revoked on the same day."""
    certification = look.certification
    person = take_up_to_certify(certification.person, who, version)
    certification.refresh_from_db()
    faults = review_faults(look)
    if not look.evidence.strip():
        fault(faults, "evidence", "请写明复核依据。")
    if not look.passed and not reason.strip():
        fault(faults, "revoked_reason", "复核不合格的即取消认定，请写明原因。")
    refuse(faults)
    keep(look, who, "复核")
    if look.passed:
        certification.households_led = look.households_led
    else:
        certification.revoked_on, certification.revoked_reason = look.reviewed_on, reason.strip()
    keep(certification, who, "复核")
    settle(person)
    return look


@transaction.atomic
def revoke(certification: DoubleStrongCertification, on: date, reason: str, who: User, version: int | None = None):
    """The title is taken away; `on` is the first day without it."""
    person = take_up_to_certify(certification.person, who, version)
    certification.refresh_from_db()
    faults: Faults = {}
    check_standing(certification, on, "取消", faults)
    check_not_ahead(on, "revoked_on", faults)
    if on < certification.certified_on:
        fault(faults, "revoked_on", f"取消日期不能早于认定日期{certification.certified_on}。")
    if later := certification.reviews.filter(passed=True, reviewed_on__gte=on).first():
        fault(faults, "revoked_on", f"{later.reviewed_on}复核合格，取消日期须晚于该日。")
    if not reason.strip():
        fault(faults, "revoked_reason", "请写明取消原因。")
    refuse(faults)
    certification.revoked_on, certification.revoked_reason = on, reason.strip()
    keep(certification, who, "取消认定")
    settle(person)
    return certification


def take_up_to_certify(person: Person, who: User, version: int | None) -> Person:
    if not Scope(who).may_certify(person):
        raise PermissionDenied("双强认定、复核、取消由县级以上审核人员或管理员办理。")
    return take_up(person, [], who, version)


# what the records refuse ---------------------------------------------------------------
def certification_faults(certification: DoubleStrongCertification) -> Faults:
    """Everything that speaks against a certification on its day, by field."""
    faults: Faults = {}
    person, day = certification.person, certification.certified_on
    check_not_ahead(day, "certified_on", faults)
    check_standard(certification.standard, day, faults)
    check_track(certification, faults)
    least = certification.standard.least_households(certification.track)
    if certification.households_led < least:
        words = f"“{certification.standard}”要求{certification.get_track_display()}至少带动{least}户。"
        fault(faults, "households_led", words)
    if certification.valid_until and certification.valid_until < day:
        fault(faults, "valid_until", f"有效期不能早于认定日期{day}。")
    if person.has_left(day):
        fault(faults, "", f"{person}已于{person.left_on}{person.get_left_how_display()}，不能再认定。")
    check_appraisal(person, day, faults)
    check_repeated(certification, faults)
    return faults


def check_standard(standard: DoubleStrongStandard, day: date, faults: Faults) -> None:
    if DoubleStrongStandard.objects.in_force_on(day).filter(pk=standard.pk).exists():
        return
    right = "、".join(f"“{other}”" for other in DoubleStrongStandard.objects.in_force_on(day))
    should = f"应选{right}" if right else "当日没有执行中的标准，请核对日期"
    fault(faults, "standard", f"“{standard}”在{day}不在执行期内，{should}。")


def check_track(certification: DoubleStrongCertification, faults: Faults) -> None:
    """A secretary's or cadre's title asks for the post, a member's for membership."""
    person, day, track = certification.person, certification.certified_on, Track(certification.track)
    serving = person.tenures.serving_on(day)
    if track == Track.SECRETARY and not serving.secretaries().exists():
        fault(faults, "track", f"{day}此人没有担任村党组织书记，请核对任职或改选类别。")
    elif track == Track.CADRE and not serving.village_cadres().exists():
        fault(faults, "track", f"{day}此人没有担任村干部，请核对任职或改选类别。")
    elif track == Track.MEMBER and not person.is_member:
        fault(faults, "track", f"此人的政治面貌是{person.get_political_status_display()}，不能认定为双强党员。")


def check_appraisal(person: Person, day: date, faults: Faults) -> None:
    last = person.appraisals.filter(year__lte=day.year).order_by("-year").first()
    if last and last.grade not in GOOD_ENOUGH:
        words = f"{last.year}年度考核为“{last.get_grade_display()}”，称职以上的才能认定。"
        fault(faults, "", words)


def check_repeated(certification: DoubleStrongCertification, faults: Faults) -> None:
    """The same title under the same standard is given again only when the last one is over."""
    same = DoubleStrongCertification.objects.filter(
        person=certification.person, track=certification.track, standard=certification.standard
    ).exclude(pk=certification.pk)
    last = same.valid_on(certification.certified_on).first()
    if last and last.revoked_on:
        words = f"上一次认定到{last.revoked_on}才取消，新的认定日期不能早于该日。"
        fault(faults, "certified_on", words)
    elif last:
        words = f"{last.certified_on}已按“{last.standard}”认定且仍有效，不必重复认定；可办理复核。"
        fault(faults, "certified_on", words)


def review_faults(look: CertificationReview) -> Faults:
    """Everything that speaks against a review on its day, by field."""
    faults: Faults = {}
    certification, day = look.certification, look.reviewed_on
    check_standing(certification, day, "复核", faults)
    check_not_ahead(day, "reviewed_on", faults)
    if day <= certification.certified_on:
        fault(faults, "reviewed_on", f"复核日期须晚于认定日期{certification.certified_on}。")
    last = certification.reviews.exclude(pk=look.pk).order_by("-reviewed_on").first()
    if last and day <= last.reviewed_on:
        fault(faults, "reviewed_on", f"{last.reviewed_on}已有复核，复核日期须晚于该日。")
    least = certification.standard.least_households(certification.track)
    if look.passed and look.households_led < least:
        words = f"“{certification.standard}”要求至少带动{least}户；达不到的请选“不合格”。"
        fault(faults, "households_led", words)
    return faults


def check_standing(certification: DoubleStrongCertification, day: date, act: str, faults: Faults) -> None:
    if certification.revoked_on:
        fault(faults, "", f"该认定已于{certification.revoked_on}取消，不能再{act}；符合条件的请重新认定。")
    elif certification.valid_until and certification.valid_until < day:
        fault(faults, "", f"该认定已于{certification.valid_until}到期，不能再{act}；符合条件的请重新认定。")


def check_not_ahead(day: date, field: str, faults: Faults) -> None:
    if day > today():
        fault(faults, field, f"{day}还没有到，请在当日或之后办理。")
