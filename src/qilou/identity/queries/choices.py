"""What the reference fields of a form offer: never more than the actor may choose."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from qilou.identity.inputs import HOLDABLE
from qilou.identity.models import Appointment, Jurisdiction, Organisation, Person, in_force, kept_by, within
from qilou.kernel.actor import Actor
from qilou.kernel.forms import Options
from qilou.kernel.templatetags.words import say
from qilou.law import Text

MOST_PEOPLE = 100


def offered(actor: Actor, on: date, people: QuerySet[Person] | None = None) -> Options:
    """The choices of every reference field; `people` are those who may be chosen on this page."""
    kept = kept_by(actor)

    def choices(refers: str) -> Iterable[tuple[str, str]]:
        match refers:
            case "jurisdictions":
                found = Jurisdiction.objects.filter(Q(code__in=kept) | Q(parent__in=kept)).order_by("code")
                return [(one.code, say(one.name)) for one in found]
            case "organisations":
                bodies = Organisation.objects.visible_to(actor).filter(in_force(on), within(kept, "jurisdiction"))
                return [(str(one.pk), say(one.name)) for one in bodies.order_by("jurisdiction", "name_en", "pk")]
            case "functions":
                return [(code, say(function.label)) for code, function in HOLDABLE.items()]
            case "people" if people is not None:
                return [(str(one.pk), say(_called(one))) for one in people]
        return []

    return choices


def _called(person: Person) -> Text:
    return Text(f"{person.name_zh}（{person.username}）", f"{person.name_en} ({person.username})")


def candidates(actor: Actor, words: str, chosen: str = "") -> QuerySet[Person]:
    """People who may be appointed: those whom the words find, at most a hundred, and whoever was chosen already."""
    named = Q(name_zh__icontains=words) | Q(name_en__icontains=words) | Q(username__istartswith=words)
    already = Q(pk=int(chosen)) if chosen.isdecimal() else Q(pk__in=[])
    found = Person.objects.visible_to(actor).filter(named | already, is_active=True)
    return found.order_by("name_en", "pk")[:MOST_PEOPLE]


def colleagues(actor: Actor, organisation: int, on: date, besides: int) -> QuerySet[Person]:
    """Who may stand in for a holder: the others who hold a post in the organisation on that day."""
    posts = Appointment.objects.filter(in_force(on), post__organisation=organisation)
    found = Person.objects.visible_to(actor).filter(pk__in=posts.values("person"), is_active=True)
    return found.exclude(pk=besides).order_by("name_en", "pk")
