"""The words and readers of cases and papers, kept by the database for the search.

Beside the cases, not in them: every step writes a new version of a case's row, and with it an entry for each gram into
an index that stood there. The triggers' conditions make a step that changes neither words nor readers cost nothing.
"""

from django.db import migrations

CASES = """
CREATE TABLE casework_casewords (
    id bigint PRIMARY KEY REFERENCES casework_case ON DELETE CASCADE,
    readers text[] NOT NULL,
    words tsvector NOT NULL
);
CREATE FUNCTION casework_keep_casewords() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO casework_casewords (id, readers, words)
    VALUES (NEW.id, NEW.readers, search_words(NEW.number, NEW.title))
    ON CONFLICT (id) DO UPDATE SET readers = EXCLUDED.readers, words = EXCLUDED.words;
    RETURN NULL;
END $$;
CREATE TRIGGER casework_case_is_found AFTER INSERT ON casework_case
    FOR EACH ROW EXECUTE FUNCTION casework_keep_casewords();
CREATE TRIGGER casework_case_is_found_as_changed AFTER UPDATE OF number, title, readers ON casework_case
    FOR EACH ROW WHEN ((OLD.number, OLD.title, OLD.readers) IS DISTINCT FROM (NEW.number, NEW.title, NEW.readers))
    EXECUTE FUNCTION casework_keep_casewords();
INSERT INTO casework_casewords (id, readers, words) SELECT id, readers, search_words(number, title) FROM casework_case;
CREATE INDEX case_words ON casework_casewords USING gin (readers, words) WITH (fastupdate = off);
"""
PAPERS = """
CREATE TABLE casework_noticewords (
    id bigint PRIMARY KEY REFERENCES casework_notice ON DELETE CASCADE,
    readers text[] NOT NULL,
    words tsvector NOT NULL
);
CREATE FUNCTION casework_words_of_notice(paper casework_notice) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT search_words(paper.number, concat_ws(' ', paper.title ->> 'zh', paper.title ->> 'en', title))
    FROM casework_case WHERE id = paper.case_id
$$;
CREATE FUNCTION casework_keep_noticewords() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO casework_noticewords (id, readers, words)
    VALUES (NEW.id, NEW.readers, casework_words_of_notice(NEW))
    ON CONFLICT (id) DO UPDATE SET readers = EXCLUDED.readers, words = EXCLUDED.words;
    RETURN NULL;
END $$;
CREATE TRIGGER casework_notice_is_found AFTER INSERT OR UPDATE OF number, title, readers ON casework_notice
    FOR EACH ROW EXECUTE FUNCTION casework_keep_noticewords();
INSERT INTO casework_noticewords (id, readers, words)
    SELECT id, readers, casework_words_of_notice(n) FROM casework_notice AS n;
CREATE INDEX notice_words ON casework_noticewords USING gin (readers, words) WITH (fastupdate = off);
"""
DROP_CASES = """
DROP TRIGGER casework_case_is_found ON casework_case;
DROP TRIGGER casework_case_is_found_as_changed ON casework_case;
DROP FUNCTION casework_keep_casewords();
DROP TABLE casework_casewords;
"""
DROP_PAPERS = """
DROP TRIGGER casework_notice_is_found ON casework_notice;
DROP FUNCTION casework_keep_noticewords();
DROP FUNCTION casework_words_of_notice(casework_notice);
DROP TABLE casework_noticewords;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_desk_without_rows"), ("kernel", "0001_search")]

    operations = [migrations.RunSQL(CASES, DROP_CASES), migrations.RunSQL(PAPERS, DROP_PAPERS)]
