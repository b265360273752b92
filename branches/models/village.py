"""Villages: what a village-level area has beyond its place in the tree."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Coalesce

from .area import Area, Level
from .cadre import Cadre


class VillageQuerySet(models.QuerySet):
    def within(self, area):
        return self.filter(area__path__gte=area.path, area__path__lt=area.path_end)

    def reporting_on(self, day):
        """Rural reporting units that exist on a day."""
        return self.filter(
            models.Q(area__opened_on__isnull=True) | models.Q(area__opened_on__lte=day),
            models.Q(area__closed_on__isnull=True) | models.Q(area__closed_on__gt=day),
            is_rural_unit=True,
        )

    def with_secretary(self, day):
        """Adds `has_secretary`, and `vacant_since`: the first day without the last one, else the day the
        village was set up (null where neither is known). Who is gone serves no longer, whatever the tenure says.
        """
        gone = models.Q(person__left_on__lt=models.F("ended_on")) | models.Q(ended_on__isnull=True)
        held = Cadre.objects.secretaries().filter(village=models.OuterRef("area"))
        ends = models.Case(models.When(gone, then="person__left_on"), default="ended_on")
        left = held.annotate(left=ends).filter(left__lte=day, left__gt=models.F("started_on"))
        last = left.order_by().values("village").annotate(last=models.Max("left")).values("last")
        return self.annotate(
            has_secretary=models.Exists(held.serving_on(day)),
            vacant_since=Coalesce(models.Subquery(last, output_field=models.DateField()), "area__opened_on"),
        )

    def vacant_for_long(self, day, days: int):
        """Of rows with a secretary told of: vacant for more than so many days, or for no one knows how long."""
        since = models.Q(vacant_since__isnull=True) | models.Q(vacant_since__lt=day - timedelta(days=days))
        return self.filter(since, has_secretary=False)


class Village(models.Model):
    """One-to-one with a village-level area. `is_rural_unit` makes it report."""

    area = models.OneToOneField(
        Area,
        models.CASCADE,
        primary_key=True,
        verbose_name="村",
        limit_choices_to={"level": Level.VILLAGE},
    )
    households = models.PositiveIntegerField("户数", null=True, blank=True)
    population = models.PositiveIntegerField("人口", null=True, blank=True)
    arable_mu = models.PositiveIntegerField("耕地面积(亩)", null=True, blank=True)
    main_industry = models.CharField("主导产业", max_length=40, blank=True)
    is_rural_unit = models.BooleanField("农村填报单位", default=False, db_index=True)
    converted = models.BooleanField("村改居", default=False)

    objects = VillageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "村情"
        ordering = ["area__path"]

    def __str__(self) -> str:
        return self.area.name
