"""What the record tells of the registers of people and bodies."""

from qilou.ledger.told import Table, not_told, told

SECRET = "nobody keeps it but as its hash, and no act tells it"  # noqa: S105  # a reason, no password
COUNTED = "counts failed sign-ins and letters: no act"
USED = "notes when something was last used: no act"

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
told(Table("identity_apitoken", untold={"last_used_at": USED}))
told(Table("identity_totp", untold={"secret": SECRET, "last_step": USED}))
told(Table("identity_recoverycode"))
told(Table("identity_passkey", untold={"sign_count": USED, "last_used_at": USED}))
told(Table("identity_ssolink"))
told(Table("identity_certificate"))
not_told("where somebody is signed in: the acts that begin and end it are told", "identity_session")
not_told("the search's index, computed by the database", "identity_organisationwords")
not_told(
    "Django's own, which no act of the product writes",
    "django_migrations",
    "django_content_type",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
)
