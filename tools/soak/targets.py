"""Somewhere to deploy to in each of the four ways: a folder, over SSH, by SFTP, and S3-compatible storage."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from support import servers


class Targets(NamedTuple):
    """The target of each way, by its name: but for storage it is the folder of that name in `scratch`."""

    by_kind: Mapping[str, str]
    ssh_settings: Path
    scratch: Path


@contextmanager
def targets(bucket: str) -> Iterator[Targets]:
    """All four, with `bucket` (`lager:name`) in the storage, while a proof runs."""
    with (
        servers.shared_folder() as work,
        servers.ssh_server(work) as (_, settings),
        servers.storage(work) as storage,
        tempfile.TemporaryDirectory() as name,
    ):
        os.environ.update(storage)
        subprocess.run(["rclone", "mkdir", bucket], check=True, capture_output=True)
        scratch = Path(name)
        remote = {kind: f"{kind}://prov{scratch / kind}" for kind in ("ssh", "sftp")}
        yield Targets({"folder": str(scratch / "folder"), **remote, "s3": f"s3:{bucket}"}, settings, scratch)
