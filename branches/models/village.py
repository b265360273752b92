"""Villages: what a village-level area has beyond its place in the tree."""

from django.db import models

from .area import Area, Level


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
