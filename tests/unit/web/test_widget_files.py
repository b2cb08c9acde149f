"""The widget's files: small, cached by their content, never mixed between two builds."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.web.errors import install
from bot.web.widget.routes import FOLDER, build, build_name, files, router

LOADER_BUDGET, PANEL_BUDGET = 3 * 1024, 20 * 1024


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = FastAPI()
    install(app)
    app.include_router(router)
    with TestClient(app) as started:
        yield started


def weight(name: str) -> int:
    return len(files()[name].zipped)


def test_the_loader_and_the_panel_keep_their_budgets_in_either_language() -> None:
    assert weight("loader.js") <= LOADER_BUDGET
    shared = sum(
        weight(name) for name in files() if name.endswith(".js") and name != "loader.js" and "words." not in name
    )
    for language in ("fr", "en"):
        assert shared + weight(f"words.{language}.js") <= PANEL_BUDGET


def test_comments_stay_at_home() -> None:
    for name, file in files().items():
        if name.endswith(".js"):
            assert re.findall(rb"(?m)^//|[;,{] +// ", file.body) == [], name


def test_the_library_comes_with_the_panel() -> None:
    assert {name for name in files() if name.endswith(".js")} == {
        "loader.js",
        "core.js",
        "panel.js",
        "words.fr.js",
        "words.en.js",
    }
    assert b'from "./vendor' not in files()["panel.js"].body


def test_the_loader_names_the_build_it_loads(client: TestClient) -> None:
    loader = client.get("/w/1/loader.js")
    assert loader.status_code == 200
    assert f"{build()}/core.js" in loader.text
    assert "__BUILD__" not in loader.text
    assert client.get(f"/w/1/{build()}/core.js").headers["cache-control"] == "public, max-age=31536000, immutable"


def test_another_build_s_name_is_served_but_not_for_a_year(client: TestClient) -> None:
    answer = client.get("/w/1/000000000000/panel.js")
    assert answer.status_code == 200
    assert "max-age=300" in answer.headers["cache-control"]


def test_a_file_the_client_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/w/1/panel.js")
    again = client.get("/w/1/panel.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_client_without_gzip_reads_the_same_text(client: TestClient) -> None:
    plain = client.get("/w/1/core.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(files()["core.js"].zipped) == plain.content


def test_what_is_not_a_file_of_the_widget_is_not_found(client: TestClient) -> None:
    for path in ("/w/1/", "/w/1/routes.py", "/w/1/x/../routes.py", f"/w/1/{build()}/none.js", "/w/1/a/b/core.js"):
        assert client.get(path).status_code == 404


def test_the_build_changes_with_any_byte() -> None:
    assert build_name({"a": b"1"}) != build_name({"a": b"2"})
    assert build_name({"a": b"1"}) != build_name({"b": b"1"})


def test_both_languages_say_the_same_things_and_french_marks_keep_their_spaces() -> None:
    texts = {language: (FOLDER / f"words.{language}.js").read_text(encoding="utf-8") for language in ("fr", "en")}
    keys = {language: re.findall(r"^  (\w+):", text, re.MULTILINE) for language, text in texts.items()}
    assert keys["fr"] == keys["en"]
    said = re.findall(r'"([^"]*)"|`([^`]*)`', texts["fr"])
    assert [one for pair in said for one in pair if re.search(r"[^\u202f\u00a0\s]( ?)[;!?]|\w ?:(?= |$)", one)] == []


def test_no_script_writes_markup_and_none_sets_a_cookie() -> None:
    for path in FOLDER.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|document\.cookie", text
        ), path.name
