"""The small city with an audit office and its auditor, for the tests of supervision and of filing."""

from tests.projects.city import CITY, SINCE, City, build

from qilou.identity.models import Appointment, FunctionHolding, Jurisdiction, Organisation, Person, Post


def with_auditor(area: str = CITY) -> City:
    """The city of projects, and `audit.auditor`, `audit.handler` in the audit office of an area."""
    city = build()
    place = Jurisdiction.objects.get(code=area)
    office = Organisation.objects.create(
        name_zh="市审计局", name_en="City Audit Bureau", jurisdiction=place, kind="government", since=SINCE
    )
    FunctionHolding.objects.create(
        function="AUDIT", jurisdiction=place, organisation=office, since=SINCE, document="汕编〔2019〕1号"
    )
    city.bodies["audit"] = office
    for kind in ("auditor", "handler"):
        person = Person.objects.create(
            username=f"audit-{kind}", name_zh=f"audit.{kind}", name_en=f"audit.{kind}", jurisdiction=place
        )
        post = Post.objects.create(organisation=office, kind=kind, title_zh=kind, title_en=kind, since=SINCE)
        Appointment.objects.create(post=post, person=person, since=SINCE)
        city.people[f"audit.{kind}"] = person
    return city
