"""What was submitted stays as it was submitted: versions of a declaration, and sheets once they are filed."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION projects_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: what was submitted is frozen', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER projects_declarationversion_is_frozen BEFORE UPDATE OR DELETE ON projects_declarationversion
    FOR EACH ROW EXECUTE FUNCTION projects_refuse_change();
CREATE TRIGGER projects_expertsheet_is_frozen BEFORE UPDATE OR DELETE ON projects_expertsheet
    FOR EACH ROW WHEN (OLD.filed_at IS NOT NULL) EXECUTE FUNCTION projects_refuse_change();
"""
THAW = """
DROP TRIGGER projects_expertsheet_is_frozen ON projects_expertsheet;
DROP TRIGGER projects_declarationversion_is_frozen ON projects_declarationversion;
DROP FUNCTION projects_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]

    operations = [migrations.RunSQL(FREEZE, THAW)]
