"""`comptoir evaluate`: what the quality claims of the docs rest on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.results import Json, file_to_write, finish
from bot.settings import PROJECT, Settings
from bot.storage import documents

app = typer.Typer(help="Measure quality; a claim without a result file is not made.", no_args_is_help=True)


@app.command()
def nlu(json_file: Json = None) -> None:
    """The intents on held-out sentences, per language, with the confusions."""
    from bot.evaluation import nlu as evaluation

    result = evaluation.run()
    finish("nlu", result, evaluation.table(result), json_file)


@app.command()
def hesitation(json_file: Json = None) -> None:
    """Precision and recall of the hesitation detector, by evidence, on visits labelled by hand."""
    from bot.evaluation import hesitation as evaluation

    result = evaluation.run(documents.load(PROJECT / "data" / "evaluation" / "hesitation.yml"))
    finish(result["what"], result, evaluation.table(result), json_file)


@app.command()
def nudges(
    json_file: Json = None,
    worlds: Annotated[Path | None, typer.Option(help="A Python file of worlds instead of ours.")] = None,
    seeds: Annotated[int, typer.Option(min=1, help="Draws of shoppers per world.")] = 3,
    visits: Annotated[int, typer.Option(min=100, help="Visits per draw.")] = 2000,
    policy: Annotated[Path | None, typer.Option(help="A policy of your own, to be played beside ours.")] = None,
) -> None:
    """What the nudge rules earn on simulated shoppers, of what could be earned; a learner in their shadow."""
    from bot.cli.catalogue import progress_bar
    from bot.cli.policy import read
    from bot.evaluation import shares as evaluation

    found, own = evaluation.scenes(worlds), read(policy) if policy else None
    with progress_bar() as bar:
        task = bar.add_task("visiting", total=len(found))
        result = evaluation.run(found, seeds, visits, own, lambda done, _: bar.update(task, completed=done))
    finish(result["what"], result, evaluation.table(result), json_file)


@app.command()
def attainable(
    json_file: Json = None,
    worlds: Annotated[Path | None, typer.Option(help="A Python file of worlds instead of ours.")] = None,
    own: Annotated[
        list[str] | None, typer.Option(help="Learn in this world alone, and judge there; may be repeated.")
    ] = None,
    visits: Annotated[int, typer.Option(min=1000, help="Visits that each rule is learnt from.")] = 20_000,
) -> None:
    """What any rule could earn that sees what the nudge rules see: learnt in the world it is judged in."""
    from bot.evaluation import bounds as evaluation
    from bot.evaluation.shares import scenes

    result = evaluation.run(scenes(worlds), own or [], visits, lambda done: typer.echo(done, err=True))
    finish(result["what"], result, evaluation.table(result), json_file)


@app.command()
def foreseen(
    json_file: Json = None,
    worlds: Annotated[Path | None, typer.Option(help="A Python file of worlds instead of ours.")] = None,
    visits: Annotated[int, typer.Option(min=100, help="Visitors for whom every plan is tried.")] = 1_500,
) -> None:
    """What someone would earn who knows what is to come and keeps the nudge rules: no reading beats it."""
    from bot.evaluation import bounds as evaluation
    from bot.evaluation.shares import scenes

    result = evaluation.foreseen(scenes(worlds), visits, lambda done: typer.echo(done, err=True))
    finish(result["what"], result, evaluation.foreseen_table(result), json_file)


@app.command()
def dialogue(
    json_file: Json = None,
    shoppers: Annotated[int, typer.Option(min=1, help="How many talks; languages and manners take turns.")] = 60,
    seed: Annotated[int, typer.Option(help="The same seed gives the same shoppers.")] = 1,
    url: Annotated[
        str | None, typer.Option(help="Talk to the shop that runs there over this home, instead of starting one.")
    ] = None,
    challenge: Annotated[
        Path | None,
        typer.Option(
            help="Instead: say what shoppers open with in other spellings and orders; finds go to this file.",
            callback=file_to_write,
        ),
    ] = None,
) -> None:
    """Simulated shoppers through the HTTP API, over this home's catalogue: success, broken musts, turns."""
    from bot.cli.catalogue import progress_bar
    from bot.evaluation import dialogue as evaluation

    with progress_bar() as bar:
        task = bar.add_task("talking", total=shoppers)
        play = evaluation.run if challenge is None else evaluation.run_challenge
        result = play(Settings(), shoppers, seed, lambda done, _: bar.update(task, completed=done), url)
    if challenge is not None:
        challenge.write_text(documents.dump(result["talks"]), encoding="utf-8")
        return finish("challenge", result, evaluation.challenge_table(result), json_file)
    return finish("dialogue", result, evaluation.table(result), json_file)


@app.command()
def search(
    data: Annotated[
        Path,
        typer.Option(help="A folder with products.csv, queries*.csv, qrels*.csv (or .csv.gz), or a CSV of templates."),
    ],
    catalogue: Annotated[
        Path | None, typer.Option(help="The catalogue that the templates of --data are about.")
    ] = None,
    json_file: Json = None,
) -> None:
    """The search on judged queries, beside plain BM25: nDCG@10, recall@100, milliseconds."""
    from bot import wiring
    from bot.cli.catalogue import progress_bar
    from bot.evaluation import search as judged
    from bot.evaluation import search_templates as templates

    if data.is_file() and catalogue is None:
        raise typer.BadParameter("a CSV of templates needs --catalogue, the catalogue they are about")
    with progress_bar() as bar:
        task = bar.add_task("encoding", total=None)
        encoder = wiring.encoder_of(Settings())

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        if catalogue is not None:
            result = templates.run(data, catalogue, encoder, progress)
            shown = templates.table(result)
        else:
            result = judged.run(data, encoder, progress)
            shown = judged.table(result)
    finish("search", result, shown, json_file)


@app.command()
def holdout(json_file: Json = None, seeds: Annotated[int, typer.Option(min=20, help="Simulated shops.")] = 200) -> None:
    """Whether the report of what nudges earn tells the truth: known effects in, the truth inside its interval."""
    from bot.evaluation import holdout as evaluation

    result = evaluation.run(seeds)
    finish("holdout", result, evaluation.table(result), json_file)
