"""Who may act on a date, and on whose behalf."""

from datetime import date

from django.db import connection

from qilou.identity.models import Person
from qilou.kernel.actor import NOBODY, Actor, organisation_key, person_key
from qilou.kernel.errors import Missing
from qilou.law import carries

# The posts somebody holds or, as a colleague, stands in for on a day, with the functions that their organisation holds
# and the bodies that it succeeded, whose unfinished matters are now its own.
POSTS_HELD = """
WITH RECURSIVE held AS (
    SELECT p.kind, p.organisation_id, a.since, '' AS absent
    FROM identity_appointment a
    JOIN identity_post p ON p.id = a.post_id
    WHERE a.person_id = %(person)s AND a.since <= %(on)s AND (a.until IS NULL OR a.until > %(on)s)
    UNION ALL
    SELECT p.kind, p.organisation_id, d.since, f.name_zh
    FROM identity_delegation d
    JOIN identity_post p ON p.id = d.post_id
    JOIN identity_person f ON f.id = d.from_person_id
    JOIN identity_appointment a ON a.post_id = d.post_id AND a.person_id = d.from_person_id
        AND a.since <= %(on)s AND (a.until IS NULL OR a.until > %(on)s)
    WHERE d.to_person_id = %(person)s AND d.since <= %(on)s AND d.until > %(on)s AND EXISTS (
        SELECT FROM identity_appointment own JOIN identity_post q ON q.id = own.post_id
        WHERE own.person_id = %(person)s AND q.organisation_id = p.organisation_id
            AND own.since <= %(on)s AND (own.until IS NULL OR own.until > %(on)s)
    )
), bodies (heir, id) AS (
    SELECT organisation_id, organisation_id FROM held
    UNION
    SELECT b.heir, o.id FROM bodies b
    JOIN identity_organisation o ON o.succeeded_by_id = b.id AND o.until <= %(on)s
)
SELECT h.kind, h.absent, o.id, o.name_zh, o.jurisdiction_id, o.name_en,
    ARRAY(SELECT b.id FROM bodies b WHERE b.heir = o.id ORDER BY b.id),
    ARRAY(
        SELECT f.function || '@' || f.jurisdiction_id FROM identity_functionholding f
        WHERE f.organisation_id = o.id AND f.since <= %(on)s AND (f.until IS NULL OR f.until > %(on)s)
        ORDER BY f.jurisdiction_id, f.function
    )
FROM held h
JOIN identity_organisation o ON o.id = h.organisation_id
ORDER BY h.absent <> '', h.since, o.id, h.kind
"""


@carries("A5.3", "A5.4", "A5.5")
def actor_of(person: Person, on: date) -> Actor:
    """The person with everything they may see and do on that day, by one query.

    An account that is switched off is nobody. One whose password was set by somebody else has no post until it is
    changed.
    """
    if not person.is_active:
        return NOBODY
    own = person_key(person.pk)
    if person.must_change_password:
        return Actor(person.pk, person.name_zh, keys=frozenset({own}), desks=(own,), name_en=person.name_en)
    with connection.cursor() as cursor:
        cursor.execute(POSTS_HELD, {"person": person.pk, "on": on})
        held = cursor.fetchall()
    keys, desks, standing_in = {own}, [own], {}
    for kind, absent, _id, _name, _jurisdiction, _name_en, bodies, functions in held:
        membership = [*functions, *(organisation_key(body) for body in bodies)]
        keys.update(membership)
        for desk in (f"{key}/{kind}" for key in membership):
            if desk not in desks:
                desks.append(desk)
                if absent:
                    standing_in[desk] = absent
    organisation_id, organisation, jurisdiction, organisation_en = held[0][2:6] if held else (None, "", "", "")
    return Actor(
        person.pk,
        person.name_zh,
        organisation_id,
        organisation,
        jurisdiction,
        frozenset(keys),
        tuple(desks),
        standing_in,
        name_en=person.name_en,
        organisation_en=organisation_en,
    )


def actor_named(username: str, on: date) -> Actor:
    """Whoever signs in under a name, as they may act on a date: for the operator's commands; raises Missing."""
    found = Person.objects.filter(username=username).first()
    if found is None:
        raise Missing
    return actor_of(found, on)


def actor_with_id(person_id: int, on: date) -> Actor:
    """A person by number, as they may act on a date; nobody for a number that is no person's."""
    found = Person.objects.filter(pk=person_id).first() if 0 < person_id < 2**63 else None
    return actor_of(found, on) if found else NOBODY
