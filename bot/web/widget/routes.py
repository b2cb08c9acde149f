"""Serves the widget's files under /w/1/: the loader by a stable name, the rest below the name of their build.

A page that loaded yesterday's loader keeps yesterday's modules as long as a cache has them, and never mixes two builds.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

from bot.errors import NotFound

router = APIRouter(include_in_schema=False)

FOLDER = Path(__file__).parent / "static"
TYPES = {".js": "text/javascript; charset=utf-8", ".txt": "text/plain; charset=utf-8"}
A_FEW_MINUTES = "public, max-age=300, stale-while-revalidate=86400"
A_YEAR = "public, max-age=31536000, immutable"
BUILD_MARK = b"__BUILD__"
INLINED = (
    ("core.js", "line.js"),
    ("core.js", "bubble.js"),
    ("parts.js", "wording.js"),
    ("panel.js", "parts.js"),
    ("panel.js", "style.js"),
)
"""(module, part): what only that module uses is sent within it: five requests and a kilobyte less. Of the library
a part imports what its module imports as well.
"""
LIBRARY = ("panel.js", "vendor/htm-preact.js")
"""The module and the library it alone uses: sent as one, the panel need not wait for a second answer."""


@dataclass(frozen=True, slots=True)
class Served:
    """One file, ready to send: plain, gzipped, and the tag of its content."""

    body: bytes
    zipped: bytes
    etag: str
    media_type: str


@lru_cache(maxsize=1)
def files() -> dict[str, Served]:
    """Every file of the widget by its path below /w/1/<build>/; the loader knows the build."""
    raw, mark = _joined(_raw()), build().encode()
    return {name: _served(_lean(name, body).replace(BUILD_MARK, mark), Path(name).suffix) for name, body in raw.items()}


def _joined(raw: dict[str, bytes]) -> dict[str, bytes]:
    """Each part of `INLINED` in the place of the line that imports it."""
    for name, part in INLINED:
        own = re.sub(rb'^import .* from "\./vendor/.*\n', b"", raw.pop(part), flags=re.MULTILINE)
        own = re.sub(rb"^export ", b"", own, flags=re.MULTILINE)
        line = re.compile(rb'^import \{[^}]*\} from "\./' + re.escape(part.encode()) + rb'";$', re.MULTILINE)
        before, after = line.split(raw[name], maxsplit=1)
        raw[name] = before + own + after
    module, library = LIBRARY
    raw[module] = _with_library(raw[module], raw.pop(library))
    return raw


def _with_library(module: bytes, library: bytes) -> bytes:
    """`module` with `library` in a function of its own, whose short names meet none of ours.

    The library is one minified file that ends in its exports, and `module` imports it in one line.
    """
    body, _, exports = library.strip().rstrip(b";}").rpartition(b"export{")
    own = {outside: inside for inside, _, outside in (pair.partition(b" as ") for pair in exports.split(b","))}
    line = re.compile(rb'^import \{([^}]*)\} from "\./vendor/.*";$', re.MULTILINE)
    before, names, after = line.split(module, maxsplit=1)
    wanted = [name.strip() for name in names.split(b",")]
    given = b",".join(name + b":" + own[name] for name in wanted)
    return before + b"const{" + b",".join(wanted) + b"}=(()=>{" + body + b"return{" + given + b"}})();" + after


@lru_cache(maxsize=1)
def build() -> str:
    """The build that is served now."""
    return build_name(_raw())


def _raw() -> dict[str, bytes]:
    return {
        path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in sorted(FOLDER.rglob("*")) if path.is_file()
    }


def _lean(name: str, body: bytes) -> bytes:
    """Our own scripts without indentation and whole-line comments: a tenth less to send, the same lines."""
    if not name.endswith(".js") or name.startswith("vendor/"):
        return body
    lines = (line.strip() for line in body.splitlines())
    return b"\n".join(line for line in lines if line and not line.startswith(b"//")) + b"\n"


def build_name(raw: dict[str, bytes]) -> str:
    """Twelve hex digits that change when any file does."""
    digest = hashlib.sha256()
    for name in sorted(raw):
        digest.update(name.encode() + b"\0" + raw[name] + b"\0")
    return digest.hexdigest()[:12]


def _served(body: bytes, suffix: str) -> Served:
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    return Served(body, gzip.compress(body, 9, mtime=0), etag, TYPES.get(suffix, "application/octet-stream"))


@router.api_route("/w/1/{name:path}", methods=["GET", "HEAD"])
def widget_file(name: str, request: Request) -> Response:
    """`loader.js` and any file by its plain name (minutes in a cache), or below a build's name (a year)."""
    known = files()
    if name in known:
        return send(known[name], A_FEW_MINUTES, request)
    wanted, _, below = name.partition("/")
    if below not in known:
        raise NotFound("the widget has no such file")
    return send(known[below], A_YEAR if wanted == build() else A_FEW_MINUTES, request)


def send(file: Served, cache: str, request: Request) -> Response:
    """200 with the file, gzipped where the client reads it, or 304 when it has this very content."""
    headers = {
        "Cache-Control": cache,
        "ETag": file.etag,
        "Vary": "Accept-Encoding",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    if file.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.zipped, media_type=file.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(file.body, media_type=file.media_type, headers=headers)
