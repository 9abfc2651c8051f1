"""GET /healthz."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_healthz_names_the_database_and_the_version(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["database"].startswith("PostgreSQL ")
    assert answer.json()["version"]
