"""What `qilou verify` checks beside the tables: stored files, each once, whoever names it."""

from pathlib import Path
from typing import Any

import pytest

from qilou.casework.models import StoredFile
from qilou.casework.record import NAMING, files, named_files
from qilou.kernel.moment import now

HASH = "ab" * 32


@pytest.mark.django_db
def test_a_file_that_several_name_is_named_once(settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    StoredFile.objects.create(hash=HASH, name="合同.pdf", media_type="application/pdf", size=1, stored_at=now())
    assert list(files()) == []
    for what in ("one", "another"):
        monkeypatch.setitem(NAMING, what, lambda: {HASH})
    assert [(one.what, one.where) for one in files()] == [("file", f"{HASH} (合同.pdf)")]


def test_a_module_names_its_files_under_a_name_of_its_own() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        named_files("acts on cases", set)
