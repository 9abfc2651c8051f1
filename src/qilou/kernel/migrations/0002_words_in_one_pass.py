"""The search's cut of a text in one pass over its runs: every paper served is cut, so it counts in each step."""

from django.db import migrations

CREATE = """
CREATE OR REPLACE FUNCTION search_words(number text, says text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    grams text[] := '{}';
    run text;
    size int;
    whole text;
BEGIN
    FOR run IN SELECT search_runs(number || ' ' || says) LOOP
        size := length(run);
        IF run ~ '^[a-z0-9\u00df-\u024f]' THEN
            grams := grams || ARRAY['=' || run, '^' || left(run, 1)];
            run := '^' || run;
            FOR at IN 1 .. greatest(size - 1, 1) LOOP
                grams := grams || substr(run, at, 3);
            END LOOP;
        ELSE
            FOR at IN 1 .. size - 1 LOOP
                grams := grams || ARRAY[substr(run, at, 1), substr(run, at, 2)];
            END LOOP;
            grams := grams || right(run, 1);
        END IF;
    END LOOP;
    SELECT regexp_replace(string_agg(part, ''), '号$', '') INTO whole FROM search_runs(number) AS part;
    IF whole <> '' THEN
        grams := grams || ('#' || whole);
    END IF;
    RETURN array_to_tsvector(grams);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_search")]

    operations = [migrations.RunSQL(CREATE, migrations.RunSQL.noop)]
