"""The archive of the database's write-ahead log: how a server writes it, and how one that is restored reads it."""

import shlex
from pathlib import Path

AT_MOST_LOST = 5  # seconds of acts, when the database's disk is lost


def writing(folder: Path) -> str:
    """Settings of a server that archives: whole, on the disk before it counts, and never over what is there.

    A segment that is there already is well if it is the same: the server asks again when it crashed after archiving.
    """
    place = _shell(folder)
    command = (
        f"f={place}/%f.gz; "
        'if [ -e "$f" ]; then gzip -dc "$f" | cmp -s - %p; '
        'else gzip -1 -c %p > "$f.part" && sync "$f.part" && ln "$f.part" "$f" && rm "$f.part" && '
        f"sync {place}; fi"
    )
    return f"archive_mode = on\narchive_timeout = {AT_MOST_LOST}\narchive_command = {_quoted(command)}\n"


def reading(folder: Path) -> str:
    """Settings of a server that is being restored from the archive; it answers once it is done."""
    command = f"gzip -dc {_shell(folder)}/%f.gz > %p"
    return f"restore_command = {_quoted(command)}\nrecovery_target_action = promote\nhot_standby = off\n"


def drop_before(folder: Path, segment: str) -> int:
    """Remove what was written before a segment, on whatever timeline; says how many."""
    old = [one for one in folder.glob("*.gz") if _is_segment(one.name) and one.name[8:24] < segment[8:24]]
    for one in old:
        one.unlink()
    return len(old)


def _is_segment(name: str) -> bool:
    return len(name.split(".")[0]) == 24


def _shell(folder: Path) -> str:
    return shlex.quote(str(folder.absolute())).replace("%", "%%")


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
