"""The address plan, who holds what of it, and what the database keeps of it by itself."""

import django.contrib.postgres.constraints
import django.contrib.postgres.indexes
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import qilou.network.models.fields
from qilou.network.migrations._promises import DROP, DROP_FUNCTIONS, FUNCTIONS, PROMISES


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0017_awaited_entries"),
        ("identity", "0004_signing_in"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.CreateModel(
            name="AddressRange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.GenericIPAddressField()),
                ("last", models.GenericIPAddressField()),
                ("purpose", models.CharField(max_length=200)),
                ("entered_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("first__lte", models.F("last"))), name="range_in_order")
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network", qilou.network.models.fields.CidrField()),
                ("quota", models.DecimalField(decimal_places=0, max_digits=40)),
                ("shortest", models.PositiveSmallIntegerField()),
                ("longest", models.PositiveSmallIntegerField()),
                ("conditions", models.TextField(blank=True, default="")),
                ("document", models.CharField(max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("revoked_on", models.DateField(null=True)),
                ("ground", models.CharField(blank=True, default="", max_length=300)),
                ("taken", models.DecimalField(decimal_places=0, default=0, editable=False, max_digits=40)),
                (
                    "in_force",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Q(("revoked_on__isnull", True)),
                        output_field=models.BooleanField(),
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.jurisdiction"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("taken__lte", models.F("quota"))), name="delegation_within_quota"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shortest__lte", models.F("longest"))), name="delegation_lengths"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="delegation_by_document"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gt", models.F("since")), _connector="OR"),
                        name="block_delegation_period",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Prefix",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner_id", models.CharField(max_length=20)),
                ("network", qilou.network.models.fields.CidrField()),
                ("parent_network", qilou.network.models.fields.CidrField(null=True)),
                ("kind", models.CharField(max_length=10)),
                ("role", models.CharField(max_length=12)),
                ("standing", models.CharField(default="in_use", max_length=10)),
                ("delegated_network", qilou.network.models.fields.CidrField(null=True)),
                ("description", models.CharField(blank=True, default="", max_length=300)),
                ("site", models.CharField(blank=True, default="", max_length=200)),
                ("gateway", models.GenericIPAddressField(null=True)),
                ("entered_on", models.DateField()),
                (
                    "size",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("network"), function="network_size", output_field=models.DecimalField()
                        ),
                        output_field=models.DecimalField(decimal_places=0, max_digits=40),
                    ),
                ),
                ("used", models.DecimalField(decimal_places=0, default=0, editable=False, max_digits=40)),
                ("held", models.DecimalField(decimal_places=0, default=0, editable=False, max_digits=40)),
                ("cooling", models.DecimalField(decimal_places=0, default=0, editable=False, max_digits=40)),
                ("reserved", models.DecimalField(decimal_places=0, default=0, editable=False, max_digits=40)),
                (
                    "delegation",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prefixes",
                        to="network.delegation",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.jurisdiction"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="network.prefix",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["parent", "network"], name="prefix_children")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("parent", None), ("parent_network", None)),
                            models.Q(("parent__isnull", False), ("parent_network__isnull", False)),
                            _connector="OR",
                        ),
                        name="prefix_within_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("delegated_network", None),
                                ("delegation", None),
                                ("jurisdiction", models.F("owner_id")),
                            ),
                            models.Q(("delegated_network__isnull", False), ("delegation__isnull", False)),
                            _connector="OR",
                        ),
                        name="prefix_of_owner_or_delegated",
                    ),
                    models.CheckConstraint(condition=models.Q(("kind__in", ["container", "pool"])), name="prefix_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["server", "terminal", "video", "sensor", "link", "management", "other"])
                        ),
                        name="prefix_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("standing__in", ["planned", "in_use", "retiring"])), name="prefix_standing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cooling__gte", 0),
                            ("held__gte", 0),
                            ("reserved__gte", 0),
                            ("used__gte", 0),
                            (
                                "size__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("used"), "+", models.F("held")
                                        ),
                                        "+",
                                        models.F("cooling"),
                                    ),
                                    "+",
                                    models.F("reserved"),
                                ),
                            ),
                        ),
                        name="prefix_counts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prefix_network", qilou.network.models.fields.CidrField()),
                ("block", qilou.network.models.fields.CidrField()),
                ("status", models.CharField(max_length=10)),
                ("restores", models.CharField(blank=True, default="", max_length=10)),
                ("role", models.CharField(max_length=12)),
                ("of_record", models.CharField(blank=True, default="", max_length=200)),
                ("held_on", models.DateField(null=True)),
                ("held_until", models.DateField(null=True)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("released_on", models.DateField(null=True)),
                ("cools_until", models.DateField(null=True)),
                ("ground", models.CharField(blank=True, default="", max_length=300)),
                ("purpose", models.CharField(blank=True, default="", max_length=200)),
                ("hostname", models.CharField(blank=True, default="", max_length=100)),
                ("mac", models.CharField(blank=True, default="", max_length=17)),
                ("contact", models.CharField(blank=True, default="", max_length=100)),
                ("held_event", models.UUIDField(null=True)),
                ("granted_event", models.UUIDField(null=True)),
                ("released_event", models.UUIDField(null=True)),
                (
                    "size",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("block"), function="network_size", output_field=models.DecimalField()
                        ),
                        output_field=models.DecimalField(decimal_places=0, max_digits=40),
                    ),
                ),
                (
                    "approval",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.notice",
                        to_field="number",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.organisation",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.jurisdiction",
                    ),
                ),
                (
                    "range",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to="network.addressrange",
                    ),
                ),
                (
                    "prefix",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="network.prefix",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("block"), name="inet_ops"),
                        name="allocation_ever",
                    ),
                    models.Index(fields=["holder", "status"], name="allocation_of_holder"),
                    models.Index(fields=["prefix", "block"], name="allocation_of_prefix"),
                    models.Index(
                        condition=models.Q(("mac", ""), _negated=True), fields=["mac"], name="allocation_by_mac"
                    ),
                    models.Index(
                        condition=models.Q(("status", "held")), fields=["held_until"], name="allocation_hold_ends"
                    ),
                    models.Index(
                        condition=models.Q(("status", "cooling")), fields=["cools_until"], name="allocation_cooled"
                    ),
                    models.Index(condition=models.Q(("status", "active")), fields=["until"], name="allocation_expires"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["reserved", "held", "active", "suspended", "cooling", "released"])
                        ),
                        name="allocation_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["server", "terminal", "video", "sensor", "link", "management", "other"])
                        ),
                        name="allocation_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "active"), ("restores", "active"), _connector="OR", _negated=True),
                            models.Q(("approval__isnull", False), ("case__isnull", False)),
                            models.Q(("of_record", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="nothing_active_without_approval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "reserved"), ("holder__isnull", False), _connector="OR"),
                        name="allocation_has_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "active"), ("restores", "active"), _connector="OR", _negated=True),
                            models.Q(("released_on", None), ("since__isnull", False)),
                            _connector="OR",
                        ),
                        name="allocation_in_use_since",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "held"), _negated=True),
                            models.Q(("held_on__isnull", False), ("held_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="hold_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "cooling"), _negated=True),
                            models.Q(("cools_until__isnull", False), ("released_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="cooling_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("restores__in", ["held", "active"]), ("status", "suspended")),
                            models.Q(models.Q(("status", "suspended"), _negated=True), ("restores", "")),
                            _connector="OR",
                        ),
                        name="suspended_restores",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", None), ("until", None), ("until__gt", models.F("since")), _connector="OR"
                        ),
                        name="allocation_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mac", ""), ("mac__regex", "^([0-9a-f]{2}:){5}[0-9a-f]{2}$"), _connector="OR"
                        ),
                        name="allocation_mac",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="addressrange",
            name="prefix",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="ranges", to="network.prefix"
            ),
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(max_length=60)),
                ("since", models.DateField()),
                ("lifted_on", models.DateField(null=True)),
                (
                    "allocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="suspensions", to="network.allocation"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("lifted_on", None)), fields=["measure"], name="suspension_in_force"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_on", None)),
                        fields=("allocation", "measure"),
                        name="one_suspension_a_measure",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UsageReturn",
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
                ("year", models.IntegerField()),
                ("half", models.IntegerField()),
                ("remarks", models.TextField(blank=True, default="")),
                ("signed_on", models.DateField(null=True)),
                ("accepted_on", models.DateField(null=True)),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.jurisdiction"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("jurisdiction", "year", "half"), name="one_usage_return_a_half"),
                    models.CheckConstraint(
                        condition=models.Q(("half__gte", 1), ("half__lte", 2)), name="usage_return_of_a_half"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UsageLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network", qilou.network.models.fields.CidrField()),
                ("used", models.BigIntegerField()),
                ("held", models.BigIntegerField()),
                ("cooling", models.BigIntegerField()),
                ("accesses", models.IntegerField()),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.delegation"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="network.usagereturn"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("report", "delegation"), name="block_returned_once")],
            },
        ),
        migrations.CreateModel(
            name="Vrf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True)),
                ("title_zh", models.CharField(max_length=100)),
                ("title_en", models.CharField(max_length=100)),
                ("distinguisher", models.CharField(blank=True, default="", max_length=40)),
                ("cooling_days", models.PositiveSmallIntegerField(default=30)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.jurisdiction"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("id", "owner"), name="vrf_of_owner")],
            },
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=200)),
                ("covers", models.JSONField(default=list)),
                ("taken_on", models.DateField()),
                ("hosts", models.IntegerField()),
                ("entered_at", models.DateTimeField()),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.jurisdiction"
                    ),
                ),
                (
                    "vrf",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scans", to="network.vrf"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["jurisdiction", "-id"], name="scan_of_area")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["nmap", "arp", "dhcp", "device"])), name="scan_source"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="prefix",
            name="vrf",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="prefixes", to="network.vrf"
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="vrf",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="delegations", to="network.vrf"
            ),
        ),
        migrations.AddField(
            model_name="allocation",
            name="vrf",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="network.vrf",
            ),
        ),
        migrations.CreateModel(
            name="WireFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("address", models.GenericIPAddressField(null=True)),
                ("mac", models.CharField(blank=True, default="", max_length=17)),
                ("hostname", models.CharField(blank=True, default="", max_length=100)),
                ("says", models.CharField(blank=True, default="", max_length=300)),
                ("found_on", models.DateField()),
                ("seen_on", models.DateField()),
                ("due_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                ("closing", models.CharField(blank=True, default="", max_length=300)),
                (
                    "allocation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="network.allocation",
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="network.delegation",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.jurisdiction"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.organisation"
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="network.scan",
                    ),
                ),
                (
                    "vrf",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.vrf"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_on", None)), fields=["jurisdiction", "due_on"], name="findings_open"
                    ),
                    models.Index(
                        condition=models.Q(("closed_on", None)), fields=["owner", "due_on"], name="findings_of_owner"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["unknown", "silent", "other_device", "cooling", "suspended", "outside", "count"],
                            )
                        ),
                        name="finding_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on", None)),
                        fields=("vrf", "kind", "address"),
                        name="one_open_finding_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", None), _negated=True),
                            models.Q(("delegation", None), _negated=True),
                            _connector="OR",
                        ),
                        name="finding_about_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None), models.Q(("closing", ""), _negated=True), _connector="OR"
                        ),
                        name="finding_closed_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64)),
                ("status", models.SmallIntegerField()),
                ("answer", models.JSONField()),
                ("asked_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["asked_at"], name="asked_by_age")],
                "constraints": [models.UniqueConstraint(fields=("person", "key"), name="one_answer_a_key")],
            },
        ),
        migrations.CreateModel(
            name="OwnRange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network", qilou.network.models.fields.CidrField()),
                ("behind", models.CharField(blank=True, default="", max_length=200)),
                ("entered_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)), fields=("unit", "network"), name="own_range_said_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FreeBlock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("block", qilou.network.models.fields.CidrField()),
                (
                    "length",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("block"), function="masklen", output_field=models.SmallIntegerField()
                        ),
                        output_field=models.SmallIntegerField(),
                    ),
                ),
                (
                    "prefix",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="free_blocks",
                        to="network.prefix",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["prefix", "length", "block"], name="free_block_fits")],
                "constraints": [models.UniqueConstraint(fields=("prefix", "block"), name="one_free_block")],
            },
        ),
        migrations.AddIndex(
            model_name="prefix",
            index=models.Index(
                condition=models.Q(("kind", "pool")), fields=["vrf", "jurisdiction", "role"], name="prefix_pools"
            ),
        ),
        migrations.AddConstraint(
            model_name="prefix",
            constraint=models.UniqueConstraint(fields=("vrf", "network"), name="one_prefix_a_network"),
        ),
        migrations.AddConstraint(
            model_name="prefix",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                expressions=[
                    ("vrf", "="),
                    (django.db.models.functions.comparison.Coalesce("parent_id", 0), "="),
                    (django.contrib.postgres.indexes.OpClass(models.F("network"), name="inet_ops"), "&&"),
                ],
                name="prefixes_nest_or_lie_apart",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("revoked_on__isnull", True)),
                expressions=[
                    ("vrf", "="),
                    (django.contrib.postgres.indexes.OpClass(models.F("network"), name="inet_ops"), "&&"),
                ],
                name="one_delegation_a_block",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.UniqueConstraint(
                fields=("id", "jurisdiction", "network", "vrf", "in_force"), name="delegation_as_referred"
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("status", "released"), _negated=True),
                expressions=[
                    ("vrf", "="),
                    (django.contrib.postgres.indexes.OpClass(models.F("block"), name="inet_ops"), "&&"),
                ],
                name="no_address_twice",
            ),
        ),
        migrations.RunSQL(PROMISES, DROP),
    ]
