"""What was kept in columns that the registers now keep in rows of their own.

Read before the columns change, written back after: `remember` fills KEPT in the same run.
"""

KEPT: dict[str, list] = {"reviews": [], "work": []}
STANDARD_BEGAN = "2000-01-01"  # when an old standard came into force was never recorded
UNKNOWN = "登记时未写明"


def rows_of(apps, schema_editor, name: str):
    """The rows of a model in the database that is being migrated, which need not be the first one."""
    return apps.get_model("branches", name)._default_manager.using(schema_editor.connection.alias)


def settle(schema_editor):
    """PostgreSQL alters no table while checks of changed rows are still to come."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def remember(apps, schema_editor):
    certifications = rows_of(apps, schema_editor, "DoubleStrongCertification")
    units = rows_of(apps, schema_editor, "NewOrgUnit")
    KEPT["reviews"] = list(certifications.exclude(reviewed_on=None).values_list("pk", "reviewed_on"))
    KEPT["work"] = list(units.filter(work_covered=True, branch=None).values_list("pk", flat=True))


def standards(apps, schema_editor):
    """A row for every standard that was named; the column holds its number until it becomes a link."""
    rows = rows_of(apps, schema_editor, "DoubleStrongStandard")
    old = [
        rows_of(apps, schema_editor, name)
        for name in ("DoubleStrongCertification", "HistoricalDoubleStrongCertification")
    ]
    named = {text for table in old for text in table.order_by().values_list("standard", flat=True).distinct()}
    for text in sorted(named):
        row = rows.create(version=text, in_force_from=STANDARD_BEGAN, criteria=UNKNOWN)
        for table in old:
            table.filter(standard=text).update(standard=str(row.pk))
    settle(schema_editor)


def units(apps, schema_editor):
    """The new rules of enterprises hold for what stands already."""
    for name in ("NewOrgUnit", "HistoricalNewOrgUnit"):
        table = rows_of(apps, schema_editor, name)
        table.exclude(operation="operating").filter(exclusion_reason="").update(exclusion_reason=UNKNOWN)
        table.exclude(branch=None).exclude(reason_for_none="").update(reason_for_none="")
    carried = rows_of(apps, schema_editor, "NewOrgUnit").filter(pk__in=KEPT["work"])
    carried.update(work_carrier="instructor")
    settle(schema_editor)


def reviews(apps, schema_editor):
    model = apps.get_model("branches", "CertificationReview")
    rows_of(apps, schema_editor, "CertificationReview").bulk_create(
        [model(certification_id=pk, reviewed_on=day, passed=True, evidence=UNKNOWN) for pk, day in KEPT["reviews"]],
        batch_size=500,
    )
