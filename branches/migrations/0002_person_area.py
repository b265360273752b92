import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A person may belong to a township or county as well as to a village."""

    dependencies = [("branches", "0001_initial")]

    operations = [
        migrations.RenameField("person", "village", "area"),
        migrations.RenameField("historicalperson", "village", "area"),
        migrations.AlterModelOptions(
            name='doublestrongcertification',
            options={'ordering': ['person__area__path', '-certified_on'], 'verbose_name': '双强认定', 'verbose_name_plural': '双强认定'},
        ),
        migrations.AlterField(
            model_name='historicalperson',
            name='area',
            field=models.ForeignKey(blank=True, db_constraint=False, limit_choices_to={'level__in': ['village', 'township', 'county']}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='branches.area', verbose_name='所在村（单位）'),
        ),
        migrations.AlterField(
            model_name='person',
            name='area',
            field=models.ForeignKey(limit_choices_to={'level__in': ['village', 'township', 'county']}, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='branches.area', verbose_name='所在村（单位）'),
        ),
    
        migrations.AlterModelOptions(
            name="person",
            options={"ordering": ["area__path", "name", "pk"], "verbose_name": "人员", "verbose_name_plural": "人员"},
        ),
    ]
