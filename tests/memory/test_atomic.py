from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from edge.memory.atomic import backup_of, read_whole, write_atomically


def whole(content: bytes) -> bytes:
    if not content.endswith(b"."):
        raise ValueError
    return content


def test_new_content_replaces_old_which_stays_as_backup(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"one.")
    assert not backup_of(path).exists()
    write_atomically(path, b"two.")
    assert (path.read_bytes(), backup_of(path).read_bytes()) == (b"two.", b"one.")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "file.bak"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_damaged_content_is_read_from_the_backup(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"one.")
    write_atomically(path, b"two.")
    assert read_whole(path, whole) == b"two."
    path.write_bytes(b"")
    assert read_whole(path, whole) == b"one."
    backup_of(path).unlink()
    assert read_whole(path, whole) is None


def test_a_write_that_fails_leaves_the_old_content(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"one.")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            write_atomically(path, b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_bytes() == b"one."
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_killed_at_any_moment_the_content_is_old_or_new(tmp_path: Path) -> None:
    path = tmp_path / "file"
    program = """
import sys
from pathlib import Path
from edge.memory.atomic import write_atomically
number = 0
while True:
    number += 1
    write_atomically(Path(sys.argv[1]), (b"%08d" % number) * 5000 + b".")
    print(number, flush=True)
"""
    newest = 0
    for _ in range(5):
        with subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            for _ in range(3):
                newest = int(writer.stdout.readline())
            writer.kill()
        content = path.read_bytes()
        assert content == content[:8] * 5000 + b"."
        assert int(content[:8]) >= newest
