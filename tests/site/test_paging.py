"""However far on a list is asked for, the answer is a page, if an empty one."""

import pytest
from tests.casework.test_pages import client, town
from tests.casework.town import Town

from qilou.site.api import api

__all__ = ["town"]

FAR = "9" * 30


def lists() -> list[str]:
    """Every address of the API that takes `skip` and asks for nothing else."""
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    asked = {path: methods.get("get", {}).get("parameters", ()) for path, methods in paths.items()}
    found = [
        path
        for path, parameters in asked.items()
        if any(one["name"] == "skip" for one in parameters)
        and not any(one["required"] and one["in"] == "query" for one in parameters)
    ]
    assert len(found) > 5
    return found


@pytest.mark.django_db
def test_no_list_breaks_however_much_is_skipped(town: Town) -> None:
    reader = client(town, "handler")
    broken = {path: reader.get(f"{path}?skip={FAR}").status_code for path in lists()}
    assert {path: status for path, status in broken.items() if status not in (200, 404)} == {}
    for path in ("/notices/", "/urging/", "/entries/", "/registers/papers/"):
        assert reader.get(f"{path}?from={FAR}").status_code == 200
