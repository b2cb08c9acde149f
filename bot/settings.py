"""Every setting, read once from the environment. `COMPTOIR_X_FILE` names a file that holds `COMPTOIR_X`."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from bot.errors import InvalidInput

PREFIX = "COMPTOIR_"
PROJECT = Path(__file__).resolve().parent.parent
"""The checkout: config.yml, domain.yml and data/ live here, the two environments beside them."""


def _secret(variable: str, path: Path) -> str:
    """What the file holds. Raises InvalidInput."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise InvalidInput(f"{variable}: {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InvalidInput(f"{variable}: {path} is not UTF-8 text") from None


class FileSource(EnvSettingsSource):
    """Reads `COMPTOIR_X_FILE` where `COMPTOIR_X` itself is unset (the convention of container secrets)."""

    def __call__(self) -> dict[str, Any]:
        try:
            return super().__call__()
        except SettingsError as error:  # it names neither the variable nor the file; its cause does
            raise error.__cause__ or error from None

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        path = os.environ.get(f"{PREFIX}{field_name.upper()}_FILE")
        if not path or f"{PREFIX}{field_name.upper()}" in os.environ:
            return None, field_name, False
        return _secret(f"{PREFIX}{field_name.upper()}_FILE", Path(path)), field_name, False


class Settings(BaseSettings):
    """The environment's variables, each with its default."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", env_ignore_empty=True)

    home: Path = Field(default=Path("var"), description="All state: database, indexes, models, logs.")
    host: str = Field(default="127.0.0.1", description="The address the app listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="The port the app listens on; no other port is fixed.")
    database_url: str | None = Field(default=None, description="SQLAlchemy URL; unset: SQLite under COMPTOIR_HOME.")
    redis_url: str | None = Field(
        default=None, description="Reserved for several processes; unset: one process, in memory."
    )
    shop_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Origins that may embed the widget, separated by commas."
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas."
    )
    new_conversations_per_minute: int = Field(default=120, ge=1, description="Per client address.")
    shop: str = Field(default="foulee", description="The folder of data/shop/ that holds the shop's facts and pages.")
    encoder: str = Field(
        default="packaged",
        description="`packaged` (all-MiniLM-L6-v2 in 8-bit integers), `packaged-float32` (the same as published, half "
        "as fast) or any sentence-transformers model name or path.",
    )
    public_url: str | None = Field(default=None, description="Where people reach the app, for links it prints.")
    human_eta_minutes: int | None = Field(
        default=None,
        ge=0,
        description="How soon a person answers after a hand-over; unset: what the shop's shop.yml says.",
    )

    @field_validator("shop_origins", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for part in value:
            ipaddress.ip_network(part, strict=False)
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, FileSource(settings_cls)

    @property
    def url(self) -> str:
        """Where this process answers, without a trailing slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.home.resolve() / 'comptoir.db'}"

    @property
    def shop_folder(self) -> Path:
        return PROJECT / "data" / "shop" / self.shop


def setting_at_fault(error: ValidationError) -> str:
    """The variable that could not be read, and why."""
    first = error.errors()[0]
    return (
        f"{PREFIX}{'_'.join(str(part) for part in first['loc']).upper()}: {first['msg'].removeprefix('Value error, ')}"
    )
