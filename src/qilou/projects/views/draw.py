"""The data of a draw, to be taken away and recomputed."""

from django.http import JsonResponse
from django.views.decorators.http import require_GET

from qilou.casework.actions.perform import look
from qilou.kernel.errors import Missing
from qilou.kernel.request import Asked
from qilou.projects.queries.session import draw_data, session_of


@require_GET
def draw(request: Asked, number: str) -> JsonResponse:
    """List, seed and order of a session that the viewer may see, once its list is frozen."""
    act = look("projects.session", number, actor=request.actor, now=request.now)
    session = session_of(act)
    if not session.frozen:
        raise Missing
    answer = JsonResponse(draw_data(session), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="draw-{number}.json"'
    return answer
