"""Import of an external portfolio: choose a file, say which column is what, try, enter."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from qilou.casework.actions.files import path_of, readable_file, store_file
from qilou.kernel.errors import Invalid, Refused
from qilou.kernel.forms import bind, raw_of, read
from qilou.kernel.request import Asked
from qilou.kernel.tables import Table, read_table
from qilou.law import say
from qilou.projects.actions.portfolio import Trial, import_projects, try_import
from qilou.projects.inputs.portfolio import Columns

SHOWN = 200
GUESSES = {
    "name": ("projectname", "name", "项目名称"),
    "unit": ("department", "unit", "单位", "申报单位"),
    "description": ("description", "项目内容", "建设内容"),
    "amount": ("totalbudget", "amount", "budget", "总投资", "投资额", "金额"),
    "source_id": ("uniqueid", "id", "编号", "项目编号"),
    "completion": ("estimatedcompletiondate", "completion", "预计完成"),
}


@require_http_methods(["GET", "POST"])
def choose(request: Asked) -> HttpResponse:
    """Take the file."""
    error = None
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is not None:
            content = file.read()
            try:
                read_table(content, file.name or "")
                stored = store_file(
                    [content],
                    name=file.name or "",
                    actor=request.actor,
                    now=request.now,
                )
                return HttpResponseRedirect(f"/projects/import/{stored.hash}/")
            except Invalid as invalid:
                error = next(iter(invalid.errors.values()))
        else:
            error = say("请选择文件。", "Choose a file.")
    return render(request, "projects/import_file.html", {"error": error}, status=400 if error else 200)


@require_http_methods(["GET", "POST"])
def enter(request: Asked, hash_: str) -> HttpResponse:
    """Map its columns, try, and enter all rows or none."""
    stored = readable_file(hash_, request.actor)
    content = path_of(hash_).read_bytes()
    table = read_table(content, stored.name)
    raw = raw_of(request.POST) if request.method == "POST" else None
    trial: Trial | None = None
    refused: Refused | None = None
    if raw is not None:
        try:
            columns = read(Columns, {name: texts for name, texts in raw.items() if name not in ("enter", "try")})
            assert isinstance(columns, Columns)  # noqa: S101  # read() returns what it was asked for
            trial = try_import(table, columns)
            if "enter" in raw and not trial.faults:
                import_projects(table, columns, actor=request.actor, now=request.now, content=content)
                return HttpResponseRedirect(f"/projects/?jurisdiction={columns.jurisdiction}")
        except Refused as error:
            refused = error
    errors = refused.errors if isinstance(refused, Invalid) else {}
    form = bind(Columns, raw=raw, values=_guessed(table), errors=errors, options=lambda _: _options(table))
    context = {
        "file": stored,
        "table": table,
        "rows": len(table.numbered()),
        "form": form,
        "trial": trial,
        "faults": trial.faults[:SHOWN] if trial else (),
        "refused": refused,
    }
    return render(request, "projects/import_columns.html", context, status=refused.status if refused else 200)


def _options(table: Table) -> list[tuple[str, str]]:
    return [("", "—"), *((one, one) for one in table.header if one)]


def _guessed(table: Table) -> dict[str, object]:
    """The columns that call themselves by a usual name."""
    plain = {one.lower().replace(" ", "").replace("_", ""): one for one in table.header}
    return {field: next((plain[name] for name in names if name in plain), "") for field, names in GUESSES.items()}
