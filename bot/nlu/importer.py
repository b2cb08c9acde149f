"""Where Rasa finds the project: domain.yml with the responses beside it; config.yml names this for every command."""

from __future__ import annotations

from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method

RESPONSES = Path("data") / "responses"


class ProjectImporter(RasaFileImporter):
    """The default importer, with `data/responses/` merged into the domain; reads each file once (Rasa asks twice)."""

    @cached_method
    def get_domain(self) -> Domain:
        if not self._domain_path:
            return Domain.empty()
        responses = Path(self._domain_path).resolve().parent / RESPONSES
        return Domain.load([self._domain_path, *([str(responses)] if responses.is_dir() else [])])

    @cached_method
    def get_nlu_data(self, language: str = "en") -> TrainingData:
        return super().get_nlu_data(language)
