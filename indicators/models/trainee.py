"""Classes of trainees, and who belongs to one on a day."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from branches.models import Cadre, Level, PoliticalStatus, TownshipLeader


class TraineeClass(models.TextChoices):
    SECRETARY = "secretary", "村党组织书记"
    CADRE = "cadre", "村干部"
    MEMBER = "member", "农村党员"
    TOWN_LEADER = "town_leader", "乡镇领导干部"
    MIXED = "mixed", "不限"

    def holds_on(self, day) -> Exists | Q:
        """The condition on people of belonging to this class on a day."""
        if self is TraineeClass.SECRETARY:
            return Exists(Cadre.objects.serving_on(day).secretaries().filter(person=OuterRef("pk")))
        if self is TraineeClass.CADRE:
            return Exists(Cadre.objects.serving_on(day).village_cadres().filter(person=OuterRef("pk")))
        if self is TraineeClass.TOWN_LEADER:
            return Exists(TownshipLeader.objects.serving_on(day).filter(person=OuterRef("pk")))
        if self is TraineeClass.MEMBER:
            members = [PoliticalStatus.MEMBER, PoliticalStatus.PROBATIONARY]
            return Q(area__level=Level.VILLAGE, political_status__in=members)
        return Q()

    @property
    def refusal(self) -> str:
        """Why somebody outside the class cannot be enrolled."""
        return {
            "secretary": "开班当日不是在任的村党组织书记",
            "cadre": "开班当日不是在任的村干部",
            "member": "不是农村党员（含预备党员）",
            "town_leader": "开班当日不是在任的乡镇领导干部",
            "mixed": "",
        }[self.value]
