"""Tracked files: nothing of one machine, no address to download from, no file or function beyond its size."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qilou.site import places

LONGEST_FILE = 450
MOST_STATEMENTS = 40
SOURCES = sorted(path for path in places.SOURCE.glob("**/*.py") if path.parent.name != "migrations")
# Written so that this file does not name what it forbids.
MACHINE = re.compile(r"(?<![\w.$}])/(?:work|root|home|Users)/\w")
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "mirror.com", "deb" + ".debian.org"]
REGISTRIES += ["releases/" + "download", "raw.github" + "usercontent"]


def tracked() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=places.CHECKOUT, capture_output=True, check=True)
    for name in listed.stdout.decode().split("\0"):
        path = places.CHECKOUT / name
        if name and path.is_file():
            try:
                yield name, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def test_no_file_names_a_place_of_one_machine() -> None:
    assert [(name, found.group()) for name, text in tracked() if (found := MACHINE.search(text))] == []


def test_no_file_names_a_registry() -> None:
    assert [(name, host) for name, text in tracked() for host in REGISTRIES if host in text] == []


def test_locked_packages_carry_hashes() -> None:
    for lock in places.CHECKOUT.glob("requirements*.lock"):
        pinned = re.split(r"\n(?=\w)", lock.read_text())
        assert [entry.split()[0] for entry in pinned if "==" in entry and "--hash=sha256:" not in entry] == []
    assert "resolved" not in (places.CHECKOUT / "package-lock.json").read_text()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(places.SOURCE)))
def test_files_and_functions_stay_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    assert [one.name for one in functions if _statements(one) > MOST_STATEMENTS] == []


def _statements(function: ast.FunctionDef) -> int:
    return sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1


def test_the_law_needs_the_standard_library_alone() -> None:
    for path in (places.SOURCE / "law").glob("**/*.py"):
        if path.name == "commands.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in _imported(node):
                assert name.split(".")[0] in sys.stdlib_module_names or name.startswith("qilou"), f"{path}: {name}"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return [node.module]
    return []


def test_every_folder_of_the_source_is_a_matter_of_government() -> None:
    techniques = {"utils", "helpers", "common", "core", "base", "data", "info", "services", "manager", "lib", "misc"}
    named_by_django = {places.SOURCE / "kernel/postgresql/base.py"}  # where it looks for a backend's connection
    folders = {path for path in places.SOURCE.glob("**/*") if path.stem in techniques and path.suffix in {"", ".py"}}
    assert folders == named_by_django
