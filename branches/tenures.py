"""Taking a post, leaving it, changing it: the acts, and what the records refuse."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from .acts import Faults, fault, keep, refuse, settle, take_up
from .clock import today
from .models import (
    BRANCH_POSTS,
    CADRE_POSTS,
    AreaChange,
    Cadre,
    ChangeKind,
    LeaveReason,
    Person,
    PoliticalStatus,
    User,
    VillagePost,
)
from .scope import Scope

SINGLE_POSTS = [VillagePost.PARTY_SECRETARY, VillagePost.VILLAGE_HEAD]  # held by one person a village
ADULT = 18


@transaction.atomic
def take_post(tenure: Cadre, who: User, version: int | None = None) -> Cadre:
    """Somebody comes into a post. Who becomes a cadre leaves the reserve list on that day."""
    person = take_up(tenure.person, [tenure.village], who, version)
    check_keeper(tenure, who)
    tenure.person = person
    enter(tenure, who, "任职")
    settle(person)
    return tenure


@transaction.atomic
def leave_post(
    tenure: Cadre, on: date, reason: str, who: User, version: int | None = None, evidence: str = ""
) -> Cadre:
    """Somebody leaves a post; `on` is the first day without it."""
    person = take_up(tenure.person, [tenure.village], who, version)
    check_keeper(tenure, who)
    tenure.refresh_from_db()
    faults: Faults = {}
    if not reason:
        fault(faults, "leave_reason", "请选择离任原因。")
    refuse(faults)
    end(tenure, on, reason, evidence, who, "ended_on")
    settle(person)
    return tenure


@transaction.atomic
def change_post(tenure: Cadre, new: Cadre, who: User, version: int | None = None) -> Cadre:
    """One post is left and another taken on the same day; the same post again is a new election."""
    person = take_up(tenure.person, [tenure.village, new.village], who, version)
    for each in (tenure, new):
        check_keeper(each, who)
    tenure.refresh_from_db()
    new.person = person
    again = (new.village_id, new.post) == (tenure.village_id, tenure.post)
    if new.started_on <= tenure.started_on:
        refuse({"started_on": [f"改任日期须晚于原任职日期{tenure.started_on}。"]})
    end(tenure, new.started_on, LeaveReason.TERM_OVER if again else LeaveReason.MOVED, "", who, "started_on")
    enter(new, who, "连任" if again else "改任")
    settle(person)
    return new


def check_keeper(tenure: Cadre, who: User) -> None:
    if not Scope(who).may_keep(tenure.village):
        raise PermissionDenied(f"您不能办理{tenure.village}的任职。")


def enter(tenure: Cadre, who: User, why: str) -> None:
    faults = tenure_faults(tenure)
    if tenure.post == VillagePost.PARTY_SECRETARY and not tenure.election_mode:
        fault(faults, "election_mode", "请选择书记的产生方式。")
    refuse(faults)
    if tenure.post in CADRE_POSTS:
        listed = tenure.person.tenures.filter(post=VillagePost.RESERVE_CADRE).overlapping(tenure.started_on)
        for reserve in listed.filter(ended_on=None, started_on__lte=tenure.started_on):
            end(reserve, tenure.started_on, LeaveReason.MOVED, "", who, "started_on")
    keep(tenure, who, why)


def end(tenure: Cadre, on: date, reason: str, evidence: str, who: User, field: str) -> None:
    """Close a tenure; a refusal stands at the form's `field`."""
    faults: Faults = {}
    if tenure.ended_on:
        fault(faults, "", f"{tenure.village}{tenure.get_post_display()}已于{tenure.ended_on}离任，不能重复办理。")
    if on < tenure.started_on:
        fault(faults, field, f"免职日期不能早于任职日期{tenure.started_on}。")
    if on > today():
        fault(faults, field, f"{on}还没有到，请在当日或之后办理。")
    refuse(faults)
    tenure.ended_on, tenure.leave_reason, tenure.leave_evidence = on, reason, evidence
    keep(tenure, who, "离任")


# what the records refuse ---------------------------------------------------------------
def tenure_faults(tenure: Cadre) -> Faults:
    """Everything that speaks against a tenure as it stands, new or changed, by field."""
    faults: Faults = {}
    check_days(tenure, faults)
    check_village(tenure, faults)
    check_person(tenure, faults)
    check_same_post(tenure, faults)
    check_single_post(tenure, faults)
    check_shared(tenure, faults)
    return faults


def check_days(tenure: Cadre, faults: Faults) -> None:
    for name in ("started_on", "ended_on", "filed_on"):
        day = getattr(tenure, name)
        if day and day > today():
            fault(faults, name, f"{day}还没有到，请在当日或之后办理。")
    if tenure.ended_on and tenure.ended_on < tenure.started_on:
        fault(faults, "ended_on", f"免职日期不能早于任职日期{tenure.started_on}。")


def check_village(tenure: Cadre, faults: Faults) -> None:
    village, day = tenure.village, tenure.started_on
    if village.opened_on and day < village.opened_on:
        fault(faults, "started_on", f"{village}{village.opened_on}才设立，任职日期不能早于该日。")
    last_day = tenure.ended_on or day
    if village.closed_on and (tenure.ended_on is None or last_day > village.closed_on):
        merged = AreaChange.objects.filter(kind=ChangeKind.MERGE, area=village).select_related("other").first()
        into = f"，并入{merged.other}，请在该村办理" if merged and merged.other else ""
        fault(faults, "village", f"{village}已于{village.closed_on}撤销{into}。")


def check_person(tenure: Cadre, faults: Faults) -> None:
    person, post = tenure.person, VillagePost(tenure.post)
    if person.left_on and (tenure.ended_on is None or tenure.ended_on > person.left_on):
        fault(faults, "", f"{person}已于{person.left_on}{person.get_left_how_display()}，不能再任职。")
    if post in BRANCH_POSTS and person.political_status != PoliticalStatus.MEMBER:
        status = person.get_political_status_display()
        fault(faults, "post", f"{post.label}须由正式党员担任，{person}的政治面貌是{status}。")
    elif post in BRANCH_POSTS and person.joined_on and tenure.started_on < person.joined_on:
        fault(faults, "started_on", f"{post.label}的任职日期不能早于其入党日期{person.joined_on}。")
    age = person.age_on(tenure.started_on)
    if age is not None and age < ADULT:
        fault(faults, "started_on", f"任职时{person}不满{ADULT}周岁，请核对任职日期和出生年月。")
    if post in CADRE_POSTS and tenure.vetted is False:
        fault(faults, "vetted", "联审未通过，不能任职。")
    if post == VillagePost.RESERVE_CADRE:
        check_reserve(tenure, faults)


def check_reserve(tenure: Cadre, faults: Faults) -> None:
    held = others(tenure.person, tenure).village_cadres().overlapping(tenure.started_on, tenure.ended_on)
    if other := held.select_related("village").first():
        fault(faults, "post", f"此人在{other.village}任{other.get_post_display()}，不再列为后备干部。")


def check_same_post(tenure: Cadre, faults: Faults) -> None:
    same = others(tenure.person, tenure).filter(village=tenure.village, post=tenure.post)
    if other := same.overlapping(tenure.started_on, tenure.ended_on).order_by("-started_on").first():
        until = f"至{other.ended_on}" if other.ended_on else "起"
        words = f"此人{other.started_on}{until}任{tenure.village}{tenure.get_post_display()}，与所填日期重叠"
        fault(faults, "started_on", words + ("。" if other.ended_on else "；连任的请办理“改任、连任”。"))


def check_single_post(tenure: Cadre, faults: Faults) -> None:
    """One secretary and one head a village on any day."""
    if tenure.post not in SINGLE_POSTS:
        return
    rows = Cadre.objects.filter(village=tenure.village, post=tenure.post).exclude(person=tenure.person)
    other = rows.overlapping(tenure.started_on, tenure.ended_on).select_related("person").first()
    if other is None:
        return
    label, holder = tenure.get_post_display(), f"{other.person}自{other.started_on}"
    if other.ended_on:
        fault(faults, "started_on", f"{tenure.village}的{label}{holder}至{other.ended_on}在任，日期不能重叠。")
    else:
        fault(faults, "post", f"{tenure.village}已有{label}：{holder}起在任，请先办理其离任。")


def check_shared(tenure: Cadre, faults: Faults) -> None:
    """A secretary of another village takes this one as well only where that is stated."""
    secretary = tenure.post == VillagePost.PARTY_SECRETARY
    elsewhere = others(tenure.person, tenure).secretaries().exclude(village=tenure.village)
    other = elsewhere.overlapping(tenure.started_on, tenure.ended_on).select_related("village__parent").first()
    if secretary and other and not tenure.is_shared and not other.is_shared:
        where = f"{other.village.parent or ''}{other.village}"
        fault(faults, "is_shared", f"此人已是{where}的党组织书记；确需兼任的，请勾选“跨村兼任书记”。")
    elif tenure.is_shared and not secretary:
        fault(faults, "is_shared", "“跨村兼任书记”只用于村党组织书记。")
    elif tenure.is_shared and other is None:
        fault(faults, "is_shared", "此人没有在其他村任党组织书记，不必勾选。")


def others(person: Person, tenure: Cadre):
    return Cadre.objects.filter(person=person).exclude(pk=tenure.pk)
