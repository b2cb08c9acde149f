"""What Rasa works out again for every message though it never changes, worked out once.

`install()` mends two things that took a sixth of a message's time: the order in which a graph's components run (asked
of dask each time), and which class an event's name stands for (found by walking through all classes); and one that
took a quarter of a start: a model's domain, checked when it was trained, was parsed five times.
"""

from __future__ import annotations

import hashlib
import json
from itertools import chain
from typing import Any

from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import deep_container_fingerprint, read_yaml_file

_resolve = Event.resolve_by_type
_classes: dict[str, type[Event]] = {}
_PLANS = "_comptoir_plans"


def install() -> None:
    """Make Rasa's own classes use what this module defines. Call once, before the server starts."""
    DaskGraphRunner.run = _run
    Event.resolve_by_type = staticmethod(_class_of)
    DomainProvider.load = classmethod(_domain_of_model)


def install_for_training() -> None:
    """A training's examples are passed on, not copied and compared again, at each of the dozen steps that merge them
    with something (often with nothing): a third of a training's time. Each file's own were compared when it was read.
    What an example is compared by is one digest of it, not one of each of its parts' digests: a tenth.
    """
    TrainingData.merge = _merge
    Message.fingerprint = _fingerprint


def _class_of(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    if type_name not in _classes:
        found = _resolve(type_name, default)
        if found is default or found is None:  # an unknown name: another caller may have another default
            return found
        _classes[type_name] = found
    return _classes[type_name]


def _domain_of_model(
    cls: type[DomainProvider], config: Any, model_storage: ModelStorage, resource: Resource, *_: Any, **__: Any
) -> DomainProvider:
    """The provider of the one file that it wrote in training."""
    with model_storage.read_from(resource) as folder:
        return cls(model_storage, resource, Domain.from_dict(read_yaml_file(folder / "domain.yml")))


def _merge(self: TrainingData, *others: TrainingData | None) -> TrainingData:
    parts = [self, *(other for other in others if other)]
    merged = TrainingData(
        None,
        {word: meant for part in parts for word, meant in part.entity_synonyms.items()},
        [one for part in parts for one in part.regex_features],
        [one for part in parts for one in part.lookup_tables],
        {name: said for part in parts for name, said in part.responses.items()},
    )
    told = [part.training_examples for part in parts if part.training_examples]
    merged.training_examples = told[0] if len(told) == 1 else TrainingData.sanitize_examples(list(chain(*told)))
    return merged


def _fingerprint(self: Message) -> str:
    """As Rasa's own: equal for equal content, the same in every process, kept until the message changes."""
    if self._cached_fingerprint is None:
        told = json.dumps([self.data, self.features], sort_keys=True, default=deep_container_fingerprint)
        self._cached_fingerprint = hashlib.md5(told.encode(), usedforsecurity=False).hexdigest()
    return str(self._cached_fingerprint)


def _run(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """The outputs of `targets` by name, each component run after those it needs."""
    wanted = tuple(targets or self._graph_schema.target_names)
    results: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
    for name, needs in _plan(self, wanted):
        results[name] = self._instantiated_nodes[name](*(results[need] for need in needs))
    return dict(results[target] for target in wanted)


def _plan(runner: DaskGraphRunner, targets: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """(component, what it needs) in an order in which they can run."""
    plans = runner.__dict__.setdefault(_PLANS, {})
    if targets not in plans:
        nodes = runner._graph_schema.minimal_graph_schema(list(targets)).nodes
        plans[targets] = in_order({name: list(node.needs.values()) for name, node in nodes.items()})
    return plans[targets]


def in_order(needs: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    """The entries of `needs`, each after those it names (a name that is no entry is given from outside)."""
    done: dict[str, list[str]] = {}

    def visit(name: str) -> None:
        if name in needs and name not in done:
            for need in needs[name]:
                visit(need)
            done[name] = needs[name]

    for name in needs:
        visit(name)
    return list(done.items())
