"""The search's cut of a text, as `qilou.kernel.search.words` makes it, so that triggers can keep it."""

from django.db import migrations

CREATE = """
CREATE FUNCTION search_runs(says text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN found[1] ~ '^[0-9]' THEN coalesce(nullif(ltrim(found[1], '0'), ''), '0') ELSE found[1] END
    FROM regexp_matches(
        lower(normalize(says, NFKC)), '[\u3007\u3400-\u4dbf\u4e00-\u9fff]+|[a-z\u00df-\u024f]+|[0-9]+', 'g'
    ) AS found
$$;
CREATE FUNCTION search_words(number text, says text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT gram)), ''::tsvector) FROM (
        SELECT substr(run, at, size) AS gram
        FROM search_runs(number || ' ' || says) AS run, generate_series(1, length(run)) AS at, (VALUES (1), (2)) AS s (size)
        WHERE run !~ '^[a-z0-9\u00df-\u024f]' AND at + size <= length(run) + 1
        UNION ALL
        SELECT substr('^' || run, at, 3)
        FROM search_runs(number || ' ' || says) AS run, generate_series(1, greatest(length(run) - 1, 1)) AS at
        WHERE run ~ '^[a-z0-9\u00df-\u024f]'
        UNION ALL
        SELECT unnest(ARRAY['=' || run, '^' || left(run, 1)])
        FROM search_runs(number || ' ' || says) AS run WHERE run ~ '^[a-z0-9\u00df-\u024f]'
        UNION ALL
        SELECT '#' || regexp_replace(string_agg(run, ''), '号$', '') FROM search_runs(number) AS run
    ) AS cut WHERE gram <> '#'
$$;
"""
DROP = "DROP FUNCTION search_words(text, text); DROP FUNCTION search_runs(text);"


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [migrations.RunSQL(CREATE, DROP)]
