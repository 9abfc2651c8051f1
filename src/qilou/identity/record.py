"""What the record tells of the registers of people and bodies."""

from qilou.ledger.told import Table, not_told, told

SECRET = "nobody keeps it but as its hash, and no act tells it"  # noqa: S105  # a reason, no password
COUNTED = "counts failed sign-ins and letters: no act"

told(Table("identity_jurisdiction", rows_untold="the city and its districts came with the tables"))
told(Table("identity_organisation"))
told(Table("identity_post"))
told(Table("identity_appointment"))
told(Table("identity_functionholding"))
told(Table("identity_delegation"))
told(
    Table(
        "identity_person",
        untold={
            "password": SECRET,
            "password_until": SECRET,
            "last_login": COUNTED,
            "failed_sign_ins": COUNTED,
            "locked_until": COUNTED,
            "reset_sent_at": COUNTED,
        },
    )
)
not_told("the search's index, computed by the database", "identity_organisationwords")
not_told(
    "Django's own, which no act of the product writes",
    "django_session",
    "django_migrations",
    "django_content_type",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
)
