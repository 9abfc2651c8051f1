"""What the framework itself finds wrong with models, settings and addresses, as an installation would be told."""

from django.core.checks import run_checks


def test_the_frameworks_own_checks_find_nothing() -> None:
    assert not run_checks()
