"""What was kept in columns that the registers now keep in rows of their own.

Read before the columns change, written back after: `remember` fills KEPT in the same run.
"""

KEPT: dict[str, list] = {"reviews": [], "work": []}
STANDARD_BEGAN = "2000-01-01"  # when an old standard came into force was never recorded
UNKNOWN = "登记时未写明"


def remember(apps, schema_editor):
    certifications = apps.get_model("branches", "DoubleStrongCertification").objects
    units = apps.get_model("branches", "NewOrgUnit").objects
    KEPT["reviews"] = list(certifications.exclude(reviewed_on=None).values_list("pk", "reviewed_on"))
    KEPT["work"] = list(units.filter(work_covered=True, branch=None).values_list("pk", flat=True))


def standards(apps, schema_editor):
    """A row for every standard that was named; the column holds its number until it becomes a link."""
    rows = apps.get_model("branches", "DoubleStrongStandard").objects
    old = [
        apps.get_model("branches", name).objects
        for name in ("DoubleStrongCertification", "HistoricalDoubleStrongCertification")
    ]
    named = {text for table in old for text in table.order_by().values_list("standard", flat=True).distinct()}
    for text in sorted(named):
        row = rows.create(version=text, in_force_from=STANDARD_BEGAN, criteria=UNKNOWN)
        for table in old:
            table.filter(standard=text).update(standard=str(row.pk))


def units(apps, schema_editor):
    """The new rules of enterprises hold for what stands already."""
    for name in ("NewOrgUnit", "HistoricalNewOrgUnit"):
        table = apps.get_model("branches", name).objects
        table.exclude(operation="operating").filter(exclusion_reason="").update(exclusion_reason=UNKNOWN)
        table.exclude(branch=None).exclude(reason_for_none="").update(reason_for_none="")
    carried = apps.get_model("branches", "NewOrgUnit").objects.filter(pk__in=KEPT["work"])
    carried.update(work_carrier="instructor")


def reviews(apps, schema_editor):
    model = apps.get_model("branches", "CertificationReview")
    model.objects.bulk_create(
        [model(certification_id=pk, reviewed_on=day, passed=True, evidence=UNKNOWN) for pk, day in KEPT["reviews"]],
        batch_size=500,
    )
