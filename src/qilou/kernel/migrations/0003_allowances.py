"""How often something was tried of late: a table that may be lost with a crash, since it counts minutes."""

from django.db import migrations

CREATE = """
CREATE UNLOGGED TABLE kernel_allowance (
    key text PRIMARY KEY,
    ends_at timestamptz NOT NULL,
    used integer NOT NULL
);
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_words_in_one_pass")]

    operations = [migrations.RunSQL(CREATE, "DROP TABLE kernel_allowance")]
