"""`comptoir evaluate encoders|nearest|peers|scale`: what the search costs, and how it stands beside others."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import wiring
from bot.cli.results import Json, finish
from bot.settings import PROJECT, Settings
from catalog_index.encoder import PACKAGED, encoder_named

Data = Annotated[
    Path | None,
    typer.Option(
        help="A folder with products.csv, queries*.csv, qrels*.csv; without: queries made from the demo shop."
    ),
]
Part = Annotated[int | None, typer.Option(min=100, help="Only about so many of the folder's products.")]


def encoders(data: Data = None, products: Part = None, json_file: Json = None) -> None:
    """The sentence model in 8-bit integers beside the same in floats: speed, agreement, quality of the search."""
    from bot.evaluation import encoders as evaluation

    result = evaluation.run(_corpus(data, products), wiring.QUANTISED)
    finish("encoder", result, evaluation.table(result), json_file)


def peers(data: Data = None, products: Part = None, json_file: Json = None) -> None:
    """Ours beside tantivy, bm25s, MiniLM + FAISS, LanceDB and txtai, in one run; `make bench-search` installs them."""
    from bot.evaluation import peers as evaluation

    result = evaluation.run(
        _corpus(data, products), PROJECT / "build" / "peers", _encoder(), lambda line: typer.echo(line, err=True)
    )
    finish("peers", result, evaluation.table(result), json_file)


def nearest(
    data: Data = None,
    products: Part = None,
    kept: Annotated[Path | None, typer.Option(help="Keep the encoded titles in this folder for the next run.")] = None,
    generated: Annotated[
        int | None, typer.Option(min=1000, help="So many generated vectors instead of a folder's titles.")
    ] = None,
    json_file: Json = None,
) -> None:
    """Ways to find the nearest vectors: all read, inverted lists, a graph; recall, speed, size, search quality."""
    from bot.evaluation import nearest as evaluation

    corpus = None if generated else _corpus(data, products)
    result = evaluation.run(corpus, _encoder()(), kept) if corpus else evaluation.run_generated(int(generated or 0))
    finish("nearest", result, evaluation.table(result), json_file)


def scale(
    products: Annotated[int, typer.Option(min=1000, help="How many products are generated.")] = 100_000,
    json_file: Json = None,
) -> None:
    """A large generated catalogue: import, opening, memory, milliseconds. Its vectors are generated, not encoded."""
    from bot.evaluation import scale as evaluation

    with tempfile.TemporaryDirectory() as folder:
        result = evaluation.run(products, Path(folder), _encoder())
    finish("scale", result, evaluation.table(result), json_file)


def _encoder() -> Any:
    return partial(encoder_named, Settings().encoder or PACKAGED, wiring.QUANTISED)


def _corpus(data: Path | None, products: int | None) -> Any:
    from bot.connectors import registry
    from bot.evaluation import corpus

    if data is None:
        return corpus.of_shop(registry.read(PROJECT / "data" / "shop" / "foulee" / "catalogue.jsonl"))
    whole = corpus.read(data)
    return whole.part(products) if products else whole
