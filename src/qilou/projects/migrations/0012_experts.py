"""The pool of experts, sessions with their draw and seats, what was necessary; what was frozen stays as it was."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEEP = """
CREATE TRIGGER projects_expertsession_is_frozen BEFORE UPDATE ON projects_expertsession
    FOR EACH ROW WHEN (
        OLD.frozen <> '' AND (OLD.frozen, OLD.frozen_hash) IS DISTINCT FROM (NEW.frozen, NEW.frozen_hash)
        OR OLD.seed <> '' AND OLD.seed IS DISTINCT FROM NEW.seed
    ) EXECUTE FUNCTION projects_refuse_change();
CREATE TRIGGER projects_seat_is_drawn BEFORE UPDATE ON projects_seat
    FOR EACH ROW WHEN (
        (OLD.session_id, OLD.place, OLD.expert_id, OLD.digest)
        IS DISTINCT FROM (NEW.session_id, NEW.place, NEW.expert_id, NEW.digest)
    ) EXECUTE FUNCTION projects_refuse_change();
CREATE TRIGGER projects_seat_stays BEFORE DELETE ON projects_seat
    FOR EACH ROW EXECUTE FUNCTION projects_refuse_change();
"""
LOOSE = """
DROP TRIGGER projects_seat_stays ON projects_seat;
DROP TRIGGER projects_seat_is_drawn ON projects_seat;
DROP TRIGGER projects_expertsession_is_frozen ON projects_expertsession;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0015_duty_acts"),
        ("identity", "0004_signing_in"),
        ("projects", "0011_estimate_codes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Expert",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                ("title", models.CharField(max_length=100)),
                ("employer", models.CharField(max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("status", models.CharField(default="active", max_length=12)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="expert_term_in_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ground", models.CharField(max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="InvitedDepartment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("ground", models.TextField()),
                ("opinion", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.IntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("called_on", models.DateField(null=True)),
                ("called_for", models.CharField(blank=True, default="", max_length=300)),
                ("undertaken_at", models.DateTimeField(null=True)),
                ("excused", models.TextField(blank=True, default="")),
                ("attended", models.BooleanField(null=True)),
                ("fee", models.DecimalField(decimal_places=2, max_digits=10, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SiteVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ground", models.TextField()),
                ("visited_on", models.DateField()),
                ("place", models.CharField(max_length=200)),
                ("participants", models.CharField(max_length=300)),
                ("record", models.TextField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="expertsession",
            name="one_session_a_number",
        ),
        migrations.RemoveField(
            model_name="evaluation",
            name="invited",
        ),
        migrations.RemoveField(
            model_name="evaluation",
            name="site_visit",
        ),
        migrations.RemoveField(
            model_name="expertsession",
            name="members",
        ),
        migrations.AddField(
            model_name="bidder",
            name="no_interest",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="bidder",
            name="price",
            field=models.DecimalField(decimal_places=2, max_digits=14, null=True),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="agenda",
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="panel_discussion",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="scoring",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="cancelled",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="case",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
            ),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="closed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="drawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="fields",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="frozen",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="frozen_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="frozen_hash",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="half_days",
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="minutes",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="minutes_text",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="named_before",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="seat_count",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="seed",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="seed_due",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="seed_published_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="seed_reference",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.AddField(
            model_name="expertsession",
            name="seed_source",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AlterField(
            model_name="expertsession",
            name="lead",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="expertsession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled", "")), fields=("jurisdiction", "number"), name="one_session_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="expertsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("seed", ""), models.Q(("frozen_hash", ""), _negated=True), _connector="OR"),
                name="frozen_before_the_seed",
            ),
        ),
        migrations.AddField(
            model_name="expert",
            name="body",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.organisation"
            ),
        ),
        migrations.AddField(
            model_name="expert",
            name="jurisdiction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.jurisdiction"
            ),
        ),
        migrations.AddField(
            model_name="expert",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="interest",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.organisation"
            ),
        ),
        migrations.AddField(
            model_name="interest",
            name="expert",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="projects.expert"
            ),
        ),
        migrations.AddField(
            model_name="inviteddepartment",
            name="department",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.organisation"
            ),
        ),
        migrations.AddField(
            model_name="inviteddepartment",
            name="evaluation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="departments", to="projects.evaluation"
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="case",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="expert",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="projects.expert"
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="projects.expertsession"
            ),
        ),
        migrations.AddField(
            model_name="sitevisit",
            name="evaluation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="projects.evaluation"
            ),
        ),
        migrations.AddConstraint(
            model_name="expert",
            constraint=models.UniqueConstraint(fields=("jurisdiction", "code"), name="one_expert_a_code"),
        ),
        migrations.AddConstraint(
            model_name="expert",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "ended"), _negated=True),
                fields=("jurisdiction", "person"),
                name="once_in_the_pool",
            ),
        ),
        migrations.AddConstraint(
            model_name="interest",
            constraint=models.UniqueConstraint(fields=("expert", "body"), name="one_interest_a_body"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("session", "place"), name="one_expert_a_place"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("session", "expert"), name="drawn_once_a_session"),
        ),
        migrations.RunSQL(KEEP, LOOSE),
    ]
