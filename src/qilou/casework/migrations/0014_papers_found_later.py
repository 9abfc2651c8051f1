"""A served paper's words enter the search's index after the act, not within it.

Cutting a text and sorting forty grams cost a third of what the database does for a whole step, while the next paper of
the same word waits. The act only notes that the paper is to be found; a duty, or whoever searches before it, does the
rest (`qilou.casework.actions.finding`).
"""

from django.db import migrations

LATER = """
CREATE TABLE casework_noticetofind (id bigint PRIMARY KEY);
CREATE OR REPLACE FUNCTION casework_keep_noticewords() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO casework_noticetofind VALUES (NEW.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
DROP TRIGGER casework_notice_is_found ON casework_notice;
CREATE TRIGGER casework_notice_to_find AFTER INSERT OR UPDATE OF number, title, readers ON casework_notice
    FOR EACH ROW EXECUTE FUNCTION casework_keep_noticewords();
"""
AT_ONCE = """
INSERT INTO casework_noticewords (id, readers, words)
    SELECT id, readers, casework_words_of_notice(n) FROM casework_notice AS n JOIN casework_noticetofind USING (id)
    ON CONFLICT (id) DO UPDATE SET readers = EXCLUDED.readers, words = EXCLUDED.words;
DROP TABLE casework_noticetofind;
CREATE OR REPLACE FUNCTION casework_keep_noticewords() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO casework_noticewords (id, readers, words)
    VALUES (NEW.id, NEW.readers, casework_words_of_notice(NEW))
    ON CONFLICT (id) DO UPDATE SET readers = EXCLUDED.readers, words = EXCLUDED.words;
    RETURN NULL;
END $$;
DROP TRIGGER casework_notice_to_find ON casework_notice;
CREATE TRIGGER casework_notice_is_found AFTER INSERT OR UPDATE OF number, title, readers ON casework_notice
    FOR EACH ROW EXECUTE FUNCTION casework_keep_noticewords();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0013_duties")]

    operations = [migrations.RunSQL(LATER, AT_ONCE)]
