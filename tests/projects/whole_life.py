"""One project from the plan to its last payment, by real acts alone: nothing of it is given by rows."""

from tests.projects import stages
from tests.projects.beginnings import panelled
from tests.projects.city import City
from tests.projects.stages import Story
from tests.projects.test_evaluation import OPINION, PANEL, conclude
from tests.projects.year import Year

from qilou.casework.models import Case
from qilou.projects.models import Listing

WHOLE = {"suggested": "3864000"}


def whole_life(city: City) -> Story:
    """Declared, evaluated, listed, approved, built, accepted, in operation, and paid to the end."""
    (path,) = panelled(city)
    conclude(path, "panel_pass", data=PANEL | WHOLE)
    path.sign("evaluation", "issue", "2026-09-20", OPINION | WHOLE)
    year = Year(city, round=Case.objects.get(procedure="projects.round").number)
    year.close()
    number = Listing.objects.get().case.number
    year.take("listing", number, "prioritise", "authority.handler", "2026-09-22", {"tier": "2", "reason": "急需"})
    year.rank("2026-11-02")
    for concluded in (year.send, year.review, year.confirm):
        concluded()
    story = stages.passed(Story(city, path.project))
    story.take("acceptance", "put_into_operation", "2027-11-20", {"on": "2027-11-20"})
    report = story.project.acceptance.report_number
    for instalment, amount in (("progress", "1000000.00"), ("final", "1500000.00")):
        story.open("disbursement", "2027-12-01")
        typed = stages.payment(story, instalment=instalment, amount=amount, report_number=report)
        story.take("disbursement", "submit", "2027-12-01", typed)
        story.sign("disbursement", "agree", "2027-12-02", {}, body="finance")
        paid = {"paid_on": "2027-12-03", "voucher": f"国库{instalment}"}
        story.take("disbursement", "record_payment", "2027-12-03", paid, who="finance.handler")
    return story
