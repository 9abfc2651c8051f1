"""Packages of open data, written piece by piece: whose they are, where the next one is, and what they hold."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from . import oc4ids, ocds
from .open_data import Site, Subject, moment, without_gaps


def oc4ids_package(
    subjects: Iterable[Subject], site: Site, *, at: str, now: datetime, following: str = ""
) -> Iterator[str]:
    """Projects as an OC4IDS package: its text in pieces."""
    head = _head(site, at, oc4ids.VERSION, now, following)
    return _written(head, "projects", (oc4ids.project(one, site) for one in subjects))


def ocds_package(
    subjects: Iterable[Subject], site: Site, *, at: str, now: datetime, following: str = ""
) -> Iterator[str]:
    """The releases of projects' contracting processes as an OCDS release package: its text in pieces."""
    head = _head(site, at, ocds.VERSION, now, following)
    return _written(head, "releases", (one for subject in subjects for one in ocds.releases(subject, site)))


def _head(site: Site, at: str, version: str, now: datetime, following: str) -> dict[str, object]:
    told = {
        "uri": f"{site.address}{at}",
        "version": version,
        "publishedDate": moment(now),
        "publisher": {"name": site.publisher},
        "license": site.licence,
        "publicationPolicy": f"{site.address}/open/data/",
        "links": {"next": f"{site.address}{following}"} if following else {},
    }
    return without_gaps(told)


def _written(head: dict[str, object], name: str, rows: Iterable[dict[str, object]]) -> Iterator[str]:
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "{name}": ['
    for place, one in enumerate(rows):
        yield f"{',' if place else ''}\n{json.dumps(one, ensure_ascii=False)}"
    yield "\n]}\n"
