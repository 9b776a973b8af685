"""Every setting of the service: typed, read once from the environment, loud about what cannot be used."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from rapidfuzz import fuzz, process

from app.core.pattern import Pattern
from app.errors import BadSetting

PREFIX = "SHOUHOU_"
SECRETS = ("api_keys", "database_url")
"""Settings that may also be read from the file that `…_FILE` names, and that are never printed."""
DATABASES = ("postgresql", "postgres")
"""What a database's address may begin with."""

_ADDRESS = Pattern(r"https?://[^\s/]+[^\s]*")
_KEY = Pattern(r"[\x21-\x7e]+")


def _refuse(say: str) -> PydanticCustomError:
    return PydanticCustomError("mend", "{say}", {"say": say})


def _read_folder(value: object) -> object:
    folder = Path(str(value)).expanduser()
    if not str(value).strip():
        raise _refuse("is blank; give a folder or leave the setting out")
    if folder.exists() and not folder.is_dir():
        raise _refuse(f"{folder} is a file; give a folder")
    return folder.absolute()


def _read_folders(value: object) -> object:
    if not isinstance(value, str):
        return value
    folders = tuple(Path(part).expanduser().absolute() for part in value.split(os.pathsep) if part.strip())
    for folder in folders:
        if not folder.is_dir():
            raise _refuse(f"{folder} is not a folder; several are separated by {os.pathsep!r}")
    return folders


def _read_file(value: object) -> object:
    if value is None:
        return None
    file = Path(str(value)).expanduser().absolute()
    if not file.is_file():
        raise _refuse(f"{file} is not a file; give the file that lists the channels")
    return file


def _read_address(value: object) -> object:
    if value is None:
        return None
    if not _ADDRESS.fullmatch(str(value).strip()):
        raise _refuse("is not an address; write one that begins with https://, such as https://desk.example")
    return str(value).strip().rstrip("/")


def _read_networks(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
    except ValueError as error:
        raise _refuse(f"holds what is no network: {error}; separate networks such as 10.1.0.0/16 by commas") from None


def _read_keys(value: object) -> object:
    if not isinstance(value, str):
        return value
    keys = tuple(key for part in value.splitlines() for key in map(str.strip, part.split(",")) if key)
    if not all(_KEY.fullmatch(key) for key in keys):
        raise _refuse("holds a key with a blank or a character outside of ASCII; separate keys by commas")
    return keys


def _read_url(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        parts = urlsplit(value.strip())
        usable = parts.scheme in DATABASES and parts.path.strip("/") and (parts.port or True)
    except ValueError:
        usable = False
    if not usable:
        raise _refuse("is not the address of a PostgreSQL database; write postgresql://USER:PASSWORD@HOST:PORT/NAME")
    return value.strip()


def _read_zone(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return ZoneInfo(value.strip())
    except (ValueError, OSError, KeyError):
        raise _refuse("is not a time zone; give a name such as Asia/Shanghai or Europe/London") from None


def _fold(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


class Settings(BaseSettings):
    """The settings of one run. Every field is the environment variable of the same name behind SHOUHOU_."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        hide_input_in_errors=True,
        env_ignore_empty=True,
    )

    data_dir: Annotated[Path, BeforeValidator(_read_folder)] = Field(
        default_factory=lambda: user_data_path("shouhou", appauthor=False),
        description="folder of what the service keeps: database, caches, evidence",
    )
    database_url: Annotated[SecretStr | None, BeforeValidator(_read_url)] = Field(
        default=None,
        description="the PostgreSQL database; none: an SQLite file in the data folder",
    )
    library: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_read_folders)] = Field(
        default=(),
        description="folders laid over the built-in intents, policy and replies, later ones on top",
    )
    channels: Annotated[Path | None, BeforeValidator(_read_file)] = Field(
        default=None,
        description="the file that lists messengers and helpdesks; none: nothing comes in by hooks",
    )
    event_days: int = Field(
        default=30, ge=1, le=3650, description="days after which what channels brought and was dealt with is cleaned"
    )
    webhook_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_read_networks)] = (
        Field(
            default=(),
            description="networks of your own that outgoing webhooks may go to, by commas; none: public addresses only",
        )
    )
    public_url: Annotated[str | None, BeforeValidator(_read_address)] = Field(
        default=None,
        description="where agents open the console, for the links in delivered drafts; none: no links",
    )
    api_keys: Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_read_keys)] = Field(
        default=(),
        description="keys that open the API, separated by commas; none: this computer alone is answered",
    )
    timezone: Annotated[ZoneInfo, NoDecode, BeforeValidator(_read_zone)] = Field(
        default_factory=lambda: ZoneInfo("Asia/Shanghai"),
        description="the shop's zone: its days and deadlines",
    )
    session_hours: int = Field(
        default=12, ge=1, le=720, description="hours after which somebody who is logged in has to log in again"
    )
    idle_minutes: int = Field(
        default=240, ge=5, le=1440, description="minutes after which somebody who did nothing has to log in again"
    )
    encoder: Annotated[Literal["off", "fuse"], BeforeValidator(_fold)] = Field(
        default="off", description="a sentence encoder that is asked where the classifier is unsure"
    )
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_fold)] = Field(
        default="info", description="how much is logged"
    )
    log_format: Annotated[Literal["console", "json"], BeforeValidator(_fold)] = Field(
        default="console", description="console for a person, json for a collector"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return where values come from, the winner first: arguments, the environment, secret files."""
        return init_settings, env_settings, _SecretFiles(settings_cls)


class _SecretFiles(EnvSettingsSource):
    """Secrets out of the files that `SHOUHOU_…_FILE` names, as container platforms hand them over."""

    def __call__(self) -> dict[str, Any]:
        named = {name: os.environ.get(f"{PREFIX}{name.upper()}_FILE") for name in SECRETS}
        return {name: _read_secret(name, path=path) for name, path in named.items() if path}


def read_settings() -> Settings:
    """Return the settings of the environment, or raise BadSetting naming each bad one and its mend."""
    try:
        return Settings()
    except ValidationError as error:
        raise BadSetting("; ".join(_describe(detail) for detail in error.errors(include_url=False))) from None


def list_settings() -> tuple[str, ...]:
    """Return the name of every environment variable that is read, the `…_FILE` ones too."""
    names = [PREFIX + name.upper() for name in Settings.model_fields]
    return (*names, *(f"{PREFIX}{name.upper()}_FILE" for name in SECRETS))


def find_unknown(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return a sentence for every SHOUHOU_ variable that nothing reads, with what was likely meant."""
    known = list_settings()
    stray = sorted(name for name in environ if name.upper().startswith(PREFIX) and name.upper() not in known)
    return tuple(f"{name} is not a setting{_suggest(name, known=known)}" for name in stray)


def _suggest(name: str, *, known: tuple[str, ...]) -> str:
    # The common prefix would make everything look alike.
    stems = [setting.removeprefix(PREFIX) for setting in known]
    found = process.extractOne(name.upper().removeprefix(PREFIX), stems, scorer=fuzz.ratio, score_cutoff=65)
    return f"; did you mean {PREFIX}{found[0]}?" if found else f"; known are {', '.join(known)}"


def _read_secret(name: str, *, path: str) -> str:
    setting = PREFIX + name.upper()
    if os.environ.get(setting):
        raise BadSetting(f"{setting} and {setting}_FILE are both set; keep one of them")
    try:
        return Path(path).expanduser().read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise BadSetting(f"{setting}_FILE: {path} cannot be read ({reason}); give a readable file") from None


def _describe(detail: Mapping[str, Any]) -> str:
    setting = PREFIX + str(detail["loc"][0]).upper()
    if detail["type"] == "literal_error":
        return f"{setting} must be one of {detail['ctx']['expected']}"
    return (
        f"{setting}: {detail['msg']}"
        if detail["type"] == "mend"
        else f"{setting}: {detail['msg']}; see docs/settings.md"
    )
