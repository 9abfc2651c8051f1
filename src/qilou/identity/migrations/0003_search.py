"""The words of organisations, kept by the database for the search."""

from django.db import migrations

CREATE = """
CREATE TABLE identity_organisationwords (
    id bigint PRIMARY KEY REFERENCES identity_organisation ON DELETE CASCADE,
    words tsvector NOT NULL
);
CREATE FUNCTION identity_keep_organisationwords() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO identity_organisationwords (id, words)
    VALUES (NEW.id, search_words(coalesce(NEW.uscc, ''), concat_ws(' ', NEW.name_zh, NEW.name_en)))
    ON CONFLICT (id) DO UPDATE SET words = EXCLUDED.words;
    RETURN NULL;
END $$;
CREATE TRIGGER identity_organisation_is_found AFTER INSERT OR UPDATE OF uscc, name_zh, name_en ON identity_organisation
    FOR EACH ROW EXECUTE FUNCTION identity_keep_organisationwords();
INSERT INTO identity_organisationwords (id, words)
    SELECT id, search_words(coalesce(uscc, ''), concat_ws(' ', name_zh, name_en)) FROM identity_organisation;
CREATE INDEX organisation_words ON identity_organisationwords USING gin (words);
"""
DROP = """
DROP TRIGGER identity_organisation_is_found ON identity_organisation;
DROP FUNCTION identity_keep_organisationwords();
DROP TABLE identity_organisationwords;
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_shantou"), ("kernel", "0001_search")]

    operations = [migrations.RunSQL(CREATE, DROP)]
