"""Rasa as Comptoir runs it: `python -m bot.nlu.serve --model FILE --port N` in Rasa's own environment.

The same server as `rasa run`, with our way of calling actions, no command parser, no telemetry, and logs without
users' words. Ends when its parent ends.
"""

from __future__ import annotations

import argparse
import logging
import os
import warnings
from pathlib import Path

from bot.nlu.parent import end_with_parent

PROJECT = Path(__file__).resolve().parent.parent.parent
THREADS = "1"
"""One message at a time is classified: a second thread only waits for work, and burns a core while it waits (10 ms of
CPU per message, with OpenBLAS)."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--credentials", default=str(PROJECT / "credentials.yml"))
    parser.add_argument("--endpoints", default=str(PROJECT / "endpoints.yml"))
    return parser.parse_args()


def quieten() -> None:
    """Set what must be set before TensorFlow and Rasa are imported."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("SANIC_WORKERS", "1")
    os.environ.setdefault("SANIC_GRACEFUL_SHUTDOWN_TIMEOUT", "1")  # the supervisor lets the last message end first
    os.environ.setdefault("SANIC_ACCESS_LOG", "false")
    os.environ["LOG_LEVEL"] = os.environ["LOG_LEVEL_LIBRARIES"] = "WARNING"
    os.environ["FORCE_JSON_LOGGING"] = "true"  # one plain line each, no colours
    for variable in ("OMP_NUM_THREADS", "TF_INTRA_OP_PARALLELISM_THREADS", "TF_INTER_OP_PARALLELISM_THREADS"):
        os.environ.setdefault(variable, THREADS)
    warnings.filterwarnings("ignore")


def refuse_commands() -> None:
    """Take the parser of `/intent{...}` messages out of the way: nobody sets an intent or a slot by hand."""
    from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler

    RegexMessageHandler.process = lambda self, messages, domain=None: messages


def main() -> None:
    end_with_parent()
    args = arguments()
    quieten()
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.log_utils import configure_structlog

    from bot.nlu import action_call, shortcuts

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    configure_structlog(logging.WARNING)
    action_call.install()
    shortcuts.install()
    refuse_commands()
    serve_application(
        model_path=args.model,
        interface="127.0.0.1",
        port=args.port,
        credentials=args.credentials,
        enable_api=False,
        endpoints=AvailableEndpoints.read_endpoints(args.endpoints),
    )


if __name__ == "__main__":
    main()
