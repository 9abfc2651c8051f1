"""The API's description in OpenAPI: schemas that share a name and say different things are each described."""

import json
import re
from typing import Any

from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema

REFERENCE = re.compile(re.escape(json.dumps(REF_TEMPLATE)).replace(re.escape("{model}"), r"([^/\"]+)"))


class Description(OpenAPISchema):
    """As ninja makes it, which lets the last schema of a name stand for all; here the second stands under `Name2`."""

    def __init__(self, *args: Any) -> None:  # Any, here and below: as ninja passes them on, and JSON schemas
        self.meant: dict[str, str] = {}
        self.renamed: dict[str, str] = {}
        super().__init__(*args)

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        """Enter the schemas of one model, those under another name whose own is taken."""
        self.renamed = {name: self._free(name, _meaning(name, definitions)) for name in definitions}
        self.schemas.update({self.renamed[name]: self._followed(one) for name, one in definitions.items()})

    def _create_schema_from_model(self, *args: Any, **options: Any) -> tuple[dict[str, Any], bool]:
        self.renamed = {}
        details, required = super()._create_schema_from_model(*args, **options)
        return self._followed(details), required

    def _free(self, name: str, meaning: str) -> str:
        number, found = 1, name
        while self.meant.setdefault(found, meaning) != meaning:
            number += 1
            found = f"{name}{number}"
        return found

    def _followed(self, told: dict[str, Any]) -> dict[str, Any]:
        def reference(found: re.Match[str]) -> str:
            return json.dumps(REF_TEMPLATE.format(model=self.renamed.get(found[1], found[1])))

        followed: dict[str, Any] = json.loads(REFERENCE.sub(reference, json.dumps(told)))
        return followed


def _meaning(name: str, definitions: dict[str, Any]) -> str:
    """A schema with all those that it leads to."""
    led, waiting = {}, [name]
    while waiting:
        one = waiting.pop()
        if one not in led and one in definitions:
            led[one] = definitions[one]
            waiting += REFERENCE.findall(json.dumps(definitions[one]))
    return json.dumps(led, sort_keys=True)
