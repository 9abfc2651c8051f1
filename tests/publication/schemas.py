"""The standards' own schemas, where they lie beside this checkout."""

import json
from pathlib import Path

import pytest
from jsonschema_rs import Draft4Validator

SCHEMAS = Path(__file__).parents[3] / "shared" / "data" / "ocds"
PROJECT, RELEASE = "oc4ids-project-schema.json", "ocds-release-schema-1.2dev.json"
schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the standards' schemas are not beside this checkout")


def faults(name: str, *found: object) -> list[str]:
    """What a schema finds wrong, formats included."""
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    judge = Draft4Validator(schema, validate_formats=True)
    wrong = [fault for one in found for fault in judge.iter_errors(one)]
    return [f"{'/'.join(map(str, fault.instance_path))}: {fault.message}" for fault in wrong]
