"""A step writes fewer index entries, and a paper's words are those of its case with its own number and kind.

New papers wait in the index's list, half a megabyte at most, and are sorted into it together: far less work than one
by one.
Neither cases nor papers are ever deleted, so that the tables of words need no watch over what they refer to.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PAPERS = """
CREATE OR REPLACE FUNCTION casework_words_of_notice(paper casework_notice) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT search_words(paper.number, concat_ws(' ', paper.title ->> 'zh', paper.title ->> 'en'))
        || (SELECT words FROM casework_casewords WHERE id = paper.case_id)
$$;
ALTER TABLE casework_noticewords DROP CONSTRAINT casework_noticewords_id_fkey;
ALTER TABLE casework_casewords DROP CONSTRAINT casework_casewords_id_fkey;
ALTER INDEX notice_words SET (fastupdate = on, gin_pending_list_limit = 512);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0006_working_together"),
        ("identity", "0003_search"),
        ("kernel", "0002_words_in_one_pass"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="number",
            field=models.CharField(max_length=24),
        ),
        migrations.AlterField(
            model_name="case",
            name="parent",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="casework.case",
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="number",
            field=models.CharField(max_length=60),
        ),
        migrations.AlterField(
            model_name="notice",
            name="replaced_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="casework.notice",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("parent__isnull", False)), fields=["parent"], name="case_children"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(fields=("number",), name="case_number"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("number",), name="notice_number"),
        ),
        migrations.RunSQL(PAPERS, migrations.RunSQL.noop),
    ]
