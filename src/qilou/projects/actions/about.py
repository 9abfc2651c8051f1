"""Opening a case about a project of the unit's own: who its parties are and what the case is called."""

from qilou.casework.act import Act
from qilou.kernel.actor import PLATFORM, function_key, organisation_key
from qilou.kernel.errors import Invalid, NotPermitted
from qilou.law import AUTHORITY, DEVELOPMENT_REFORM, say
from qilou.projects.models import Project
from qilou.projects.models.project import Route
from qilou.projects.parties import APPROVER, DECLARER


def about_own_project(act: Act, project_id: int) -> Project:
    """Lock the project, let its own unit alone open the case, and name the case after it."""
    seen = Project.objects.all() if act.actor is PLATFORM else Project.objects.visible_to(act.actor)
    project = seen.select_for_update(of=("self",)).filter(pk=project_id).first()
    if project is None or project.jurisdiction_id != act.case.jurisdiction or project.unit_id is None:
        raise Invalid({"project": say("没有这个项目，或者不属于本辖区。", "There is no such project here.")})
    unit = organisation_key(project.unit_id)
    if act.actor is not PLATFORM and unit not in act.actor.keys:
        raise NotPermitted(
            "not_own_project",
            say(
                "只能办理本单位的项目。请选择本单位的项目。",
                "Only the project's own unit opens this. Choose a project of your own unit.",
            ),
            cites=(act.procedure.cites,),
        )
    act.case.parties[DECLARER.role] = [unit]
    act.case.thing = project.thing
    act.case.title = project.name
    return project


def enter_approver(act: Act, project: Project) -> None:
    """From now on the body that approves the project is a party: it reads the case and receives its papers."""
    works = project.route == Route.CONSTRUCTION if project.route else project.includes_construction
    body = DEVELOPMENT_REFORM if works else AUTHORITY
    act.case.parties[APPROVER.role] = [function_key(body.code, project.jurisdiction_id)]
