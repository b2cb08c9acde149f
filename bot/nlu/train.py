"""Training in a process of its own: `python -m bot.nlu.train --config … --domain … --data DIR… --out DIR --name NAME`.

Says where it is on lines that begin with "@ "; ends with 0 when the model is there.
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
from pathlib import Path

from bot.nlu.parent import end_with_parent
from bot.nlu.serve import quieten

STEPS = re.compile(r"Starting to train component '(\w+)'|Restored component '(\w+)' from cache")


class Steps(logging.Handler):
    """Turns Rasa's own notices of a component's training into one line each."""

    def emit(self, record: logging.LogRecord) -> None:
        found = STEPS.search(record.getMessage())
        if found:
            say(f"training {found[1]}" if found[1] else f"{found[2]} is unchanged")


def say(what: str) -> None:
    print(f"@ {what}", flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--config", "--domain", "--out", "--name"):
        parser.add_argument(name, required=True)
    parser.add_argument("--data", nargs="+", required=True)
    return parser.parse_args()


def main() -> None:
    end_with_parent()
    args = arguments()
    quieten()
    say("loading Rasa")
    from rasa.engine.training import hooks
    from rasa.model_training import train
    from rasa.utils.log_utils import configure_structlog

    from bot.nlu import shortcuts

    shortcuts.install_for_training()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    configure_structlog(logging.WARNING)
    hooks.logger.setLevel(logging.INFO)
    hooks.logger.addHandler(Steps())
    hooks.logger.propagate = False
    say("reading the examples and the rules")
    result = train(args.domain, args.config, args.data, output=args.out, fixed_model_name=args.name)
    if result.code != 0 or not result.model or not Path(result.model).exists():
        sys.exit(result.code or 1)
    say("the model is written")


if __name__ == "__main__":
    main()
