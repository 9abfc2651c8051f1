"""What the API says of itself: every schema says what is sent and answered, also where two share a name."""

from typing import Any

import pytest

from qilou.site.api import api


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return api.get_openapi_schema(path_prefix="/api/v1/")


def columns(described: dict[str, Any], path: str) -> set[str]:
    """The members of what a list answers with."""
    content = described["paths"][path]["get"]["responses"][200]["content"]["application/json"]["schema"]
    return set(described["components"]["schemas"][content["items"]["$ref"].rpartition("/")[2]]["properties"])


def test_schemas_of_one_name_are_each_described(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    assert {"function", "organisation"} <= columns(described, "/api/v1/identity/functions")
    assert {"function", "organisation"} <= set(schemas["HoldingOut"]["properties"])
    assert {"block", "address"} <= set(schemas["HoldingOut2"]["properties"])


def test_what_leads_to_a_schema_of_a_shared_name_leads_to_its_own(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    whose = [name for name, one in schemas.items() if "#/components/schemas/HoldingOut2" in str(one)]
    assert len(whose) == 1
    assert {"then", "ever"} <= set(schemas[whose[0]]["properties"])


def test_every_schema_that_is_led_to_is_there(described: dict[str, Any]) -> None:
    def led(one: Any) -> set[str]:
        if isinstance(one, dict):
            return {one["$ref"]} if isinstance(one.get("$ref"), str) else set().union(*map(led, one.values()))
        return set().union(*map(led, one)) if isinstance(one, list) else set()

    assert led(described) <= {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}


def test_the_read_only_answer_is_described_everywhere(described: dict[str, Any]) -> None:
    operations = [one for path in described["paths"].values() for one in path.values()]
    assert all(503 in one["responses"] for one in operations)
