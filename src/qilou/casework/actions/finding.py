"""Papers served since enter the search's index: by a duty, or by whoever searches before it."""

from django.db import connection

BATCH = 500
ENTER = """
WITH waiting AS (
    DELETE FROM casework_noticetofind WHERE id IN (
        SELECT id FROM casework_noticetofind ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED
    ) RETURNING id
)
INSERT INTO casework_noticewords (id, readers, words)
SELECT n.id, n.readers, casework_words_of_notice(n) FROM casework_notice AS n JOIN waiting USING (id)
ON CONFLICT (id) DO UPDATE SET readers = EXCLUDED.readers, words = EXCLUDED.words
"""


def enter_papers() -> int:
    """Enter the papers that wait, at most 500 at a time, those that nobody else is entering; says how many."""
    with connection.cursor() as cursor:
        cursor.execute(ENTER, {"most": BATCH})
        return int(cursor.rowcount)


def enter_all_papers() -> int:
    """Enter all that wait, a batch at a time; says how many."""
    entered = 0
    while batch := enter_papers():
        entered += batch
    return entered
