"""Jurisdictions, organisations, people, posts, functions held, delegations, with the constraints that keep them."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Jurisdiction",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("name_zh", models.TextField()),
                ("name_en", models.TextField()),
                ("kind", models.TextField()),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="identity.jurisdiction",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("code__regex", "^[0-9]{6}$"),
                            models.Q(("code__regex", "^[A-Z][A-Z0-9-]{1,19}$"), ("kind", "portfolio")),
                            _connector="OR",
                        ),
                        name="jurisdiction_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["city", "district", "portfolio"])), name="jurisdiction_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "city"), ("parent", None)),
                            models.Q(
                                models.Q(("kind", "city"), _negated=True), models.Q(("parent", None), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="jurisdiction_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("username", models.TextField(unique=True)),
                ("name_zh", models.TextField()),
                ("name_en", models.TextField()),
                ("phone", models.TextField(blank=True)),
                ("email", models.TextField(blank=True)),
                ("language", models.TextField(default="zh-hans")),
                ("is_active", models.BooleanField(default=True)),
                ("password_until", models.DateTimeField(null=True)),
                ("failed_sign_ins", models.PositiveSmallIntegerField(default=0)),
                ("locked_until", models.DateTimeField(null=True)),
                ("reset_sent_at", models.DateTimeField(null=True)),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="people", to="identity.jurisdiction"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("username__regex", "^[a-z0-9][a-z0-9._-]{1,59}$")),
                        name="person_username_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["zh-hans", "en"])), name="person_language"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uscc", models.TextField(null=True)),
                ("name_zh", models.TextField()),
                ("name_en", models.TextField()),
                ("kind", models.TextField()),
                ("is_implementing_unit", models.BooleanField(default=False)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="identity.jurisdiction",
                    ),
                ),
                (
                    "succeeded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="identity.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"),
                        name="organisation_period",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("uscc__isnull", False)),
                        expressions=[
                            ("uscc", "="),
                            (
                                models.Func(
                                    models.F("since"),
                                    models.F("until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="organisation_uscc",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("uscc", None), ("uscc__regex", "^[0-9A-Z]{18}$"), _connector="OR"),
                        name="organisation_uscc_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["government", "institution", "bidder", "third_party"])),
                        name="organisation_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_implementing_unit", False),
                            ("kind__in", ["government", "institution"]),
                            _connector="OR",
                        ),
                        name="organisation_unit_is_public",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("succeeded_by", None), ("until__isnull", False), _connector="OR"),
                        name="organisation_succeeded_has_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FunctionHolding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("function", models.TextField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("document", models.TextField()),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="identity.jurisdiction"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="identity.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"),
                        name="holding_period",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("function", "="),
                            ("jurisdiction", "="),
                            (
                                models.Func(
                                    models.F("since"),
                                    models.F("until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="holding_one_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="holding_document"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField()),
                ("title_zh", models.TextField()),
                ("title_en", models.TextField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="identity.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"),
                        name="post_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "handler",
                                    "checker",
                                    "countersigner",
                                    "signer",
                                    "registrar",
                                    "expert",
                                    "auditor",
                                    "administrator",
                                ],
                            )
                        ),
                        name="post_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("reason", models.TextField()),
                (
                    "from_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations_given",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations_taken",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="delegations", to="identity.post"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["to_person"], name="delegation_taken")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))), name="delegation_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_person", models.F("to_person")), _negated=True),
                        name="delegation_to_another",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("post", "="),
                            ("from_person", "="),
                            (
                                models.Func(
                                    models.F("since"),
                                    models.F("until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="delegation_one_delegate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="identity.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"),
                        name="appointment_period",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("post", "="),
                            (
                                models.Func(
                                    models.F("since"),
                                    models.F("until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="appointment_one_holder",
                    ),
                ],
            },
        ),
    ]
