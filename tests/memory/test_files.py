from __future__ import annotations

from pathlib import Path

import pytest

from edge.memory.errors import AlreadyOpenError, NetworkFileSystemError
from edge.memory.files import StoreFiles, WriterLock, file_system, refuse_network
from edge.memory.store import Store

MOUNTS = r"""
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 22 0:35 / /mnt/share rw - nfs4 server:/share rw
41 22 0:36 / /mnt/with\040space rw - cifs //server/share rw
42 40 254:1 / /mnt/share/disk rw - ext4 /dev/vdb rw
43 22 0:37 / /mnt/over rw - nfs server:/over rw
44 22 0:38 / /mnt/over rw - tmpfs tmpfs rw
45 22 0:39 / /mnt/ssh rw - fuse.sshfs me@server:/ rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/hearth", "ext4"),
        ("/mnt/share", "nfs4"),
        ("/mnt/share/deep/er", "nfs4"),
        ("/mnt/shared", "ext4"),
        ("/mnt/with space/x", "cifs"),
        ("/mnt/share/disk/x", "ext4"),
        ("/mnt/over", "tmpfs"),
        ("/mnt/ssh/x", "fuse.sshfs"),
    ],
)
def test_the_deepest_and_latest_mount_decides(path: str, kind: str) -> None:
    assert file_system(Path(path), MOUNTS) == kind


@pytest.mark.parametrize("path", ["/mnt/share/x", "/mnt/with space", "/mnt/ssh"])
def test_network_file_systems_are_refused_with_a_remedy(path: str) -> None:
    with pytest.raises(NetworkFileSystemError, match="choose a local path"):
        refuse_network(Path(path), MOUNTS)


def test_local_and_unknown_file_systems_are_taken(tmp_path: Path) -> None:
    refuse_network(tmp_path)
    refuse_network(Path("/mnt/share/disk"), MOUNTS)
    refuse_network(Path("/x"), "nonsense\n\n1 2")


def test_a_store_on_a_network_share_is_not_created(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = f"1 0 0:1 / / rw - ext4 /dev/vda rw\n2 1 0:2 / {tmp_path} rw - nfs server:/ rw\n"
    monkeypatch.setattr("edge.memory.files._mounts", lambda: mounts)
    with pytest.raises(NetworkFileSystemError):
        Store(tmp_path / "store.db").open()
    assert list(tmp_path.iterdir()) == []


def test_one_lock_at_a_time(tmp_path: Path) -> None:
    first, second = (WriterLock(tmp_path / "lock") for _ in range(2))
    first.take()
    first.take()
    with pytest.raises(AlreadyOpenError):
        second.take()
    first.release()
    second.take()
    second.release()
    second.release()


def test_everything_lies_beside_the_database(tmp_path: Path) -> None:
    files = StoreFiles(tmp_path / "store.db")
    beside = [files.log, files.shared, files.marker, files.running, files.lock]
    beside += [files.ballast, files.small, files.backup(3)]
    assert {path.parent for path in beside} == {tmp_path}
    assert len({path.name for path in beside}) == len(beside)
    assert all(path.name.startswith("store.db") for path in beside)
