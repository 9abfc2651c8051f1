"""The words and readers of projects, kept by the database for the search."""

from django.db import migrations

CREATE = """
CREATE TABLE projects_projectwords (
    id bigint PRIMARY KEY REFERENCES projects_project ON DELETE CASCADE,
    readers text[] NOT NULL,
    words tsvector NOT NULL
);
CREATE FUNCTION projects_keep_projectwords() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO projects_projectwords (id, readers, words)
    VALUES (NEW.id, NEW.readers, search_words(NEW.source_id, concat_ws(' ', NEW.name, NEW.unit_name)))
    ON CONFLICT (id) DO UPDATE SET readers = EXCLUDED.readers, words = EXCLUDED.words;
    RETURN NULL;
END $$;
CREATE TRIGGER projects_project_is_found AFTER INSERT ON projects_project
    FOR EACH ROW EXECUTE FUNCTION projects_keep_projectwords();
CREATE TRIGGER projects_project_is_found_as_changed
    AFTER UPDATE OF source_id, name, unit_name, readers ON projects_project FOR EACH ROW
    WHEN ((OLD.source_id, OLD.name, OLD.unit_name, OLD.readers)
        IS DISTINCT FROM (NEW.source_id, NEW.name, NEW.unit_name, NEW.readers))
    EXECUTE FUNCTION projects_keep_projectwords();
INSERT INTO projects_projectwords (id, readers, words)
    SELECT id, readers, search_words(source_id, concat_ws(' ', name, unit_name)) FROM projects_project;
CREATE INDEX project_words ON projects_projectwords USING gin (readers, words) WITH (fastupdate = off);
"""
DROP = """
DROP TRIGGER projects_project_is_found ON projects_project;
DROP TRIGGER projects_project_is_found_as_changed ON projects_project;
DROP FUNCTION projects_keep_projectwords();
DROP TABLE projects_projectwords;
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_appended_accounts"), ("kernel", "0001_search")]

    operations = [migrations.RunSQL(CREATE, DROP)]
