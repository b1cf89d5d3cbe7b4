"""The one place that reads the environment.

Every setting is a field of :class:`Settings` with a local default and a reason; ``.env.example`` lists the same
names and a test compares the two. Nothing else in the project calls ``os.environ`` for a setting.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from dotenv import dotenv_values

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "KRINGWIJZER_"
MOST_KEEP_MAP_DAYS = 30
INSIDE, APART = "binnen", "apart"  # where actions run


class SettingsError(ValueError):
    """A setting cannot be used; the message names the setting and the way out."""


def _setting(default: object, why: str, secret: bool = False):
    return field(default=default, metadata={"why": why}, repr=not secret)


@dataclass(frozen=True)
class Settings:
    """All settings, read once. Ports are TCP ports, times are in the unit that the name says."""

    host: str = _setting("127.0.0.1", "address that both servers listen on; loopback keeps them private")
    port: int = _setting(5005, "port of the conversation server (Rasa)")
    action_port: int = _setting(5055, "port of the action server")
    var_dir: str = _setting("var", "folder for the database, logs and exports; never in git")
    database_url: str = _setting("", "database address; empty means SQLite in the var folder")
    credentials: str = _setting("credentials.yml", "the doors that are open; a public server names the file without the trusted text interface")
    turn_timeout_seconds: int = _setting(20, "after this many seconds the static help text answers")
    max_characters: int = _setting(4000, "longer messages are read up to here, so that one message cannot stall others")
    keep_conversation_days: int = _setting(1, "conversations are deleted this many days after their last message: enough to read back")
    keep_conversation_days_teams: int = _setting(7, "the same in Teams, where a professional comes back in the week")
    keep_feedback_days: int = _setting(90, "ratings of answers are deleted after this many days: time for an editor to read them")
    keep_question_days: int = _setting(30, "questions without an answer are deleted after this many days, for the same reason")
    keep_count_months: int = _setting(13, "counts of danger are deleted after this many months: a year can be compared with the year before")
    keep_log_days: int = _setting(14, "log files are put aside every day, and deleted when nothing was written to them for this many days")
    encryption_keys: str = _setting("", "keys for what is kept about people, newest first, commas between; empty: a file in var_dir", secret=True)
    keep_map_days: int = _setting(7, "network maps are deleted this many days after their last change: a week to come back")
    keep_map_days_professional: int = _setting(1, "the same for professionals: a map belongs in their own records, not here")
    session_minutes: int = _setting(120, "a conversation in the browser ends after this many minutes of silence")
    web_origins: str = _setting("", "sites that may embed the chat, as https://www.example.nl, commas between; the own address always may")
    web_proxies: str = _setting("", "addresses or networks of our own reverse proxies, commas between; only they may say for whom they ask")
    web_messages: int = _setting(20, "messages per minute of one browser session")
    web_messages_per_address: int = _setting(200, "messages per minute from one address, which a whole school may share")
    web_sockets_per_address: int = _setting(5, "open sockets from one address; further visitors use ordinary requests")
    redis_url: str = _setting("", "Redis that several processes share sockets and missed answers through; empty means one process", secret=True)
    teams_app_id: str = _setting("", "id of the app registration in Microsoft Entra; empty means that the Teams channel is off")
    teams_type: str = _setting("single", "single, multi or managed: kind of the app registration; Microsoft makes no new multi-tenant bots")
    teams_tenants: str = _setting("", "ids of the organisations whose people may use it, commas between; single: the first is its own")
    teams_secret: str = _setting("", "client secret of the app registration", secret=True)
    teams_secret_file: str = _setting("", "file that holds the client secret instead")
    teams_certificate_file: str = _setting("", "PEM file with private key and certificate, in place of a client secret")
    teams_public_address: str = _setting("", "https address under which Microsoft reaches this server, as https://kringwijzer.example.nl")
    teams_openid_url: str = _setting("", "for tests only, loopback: where the keys of Microsoft are described")
    teams_login_url: str = _setting("", "for tests only, loopback: where the bot's own token is asked for")
    teams_extra_hosts: str = _setting("", "for tests only, loopback: host:port that answers may go to, commas between")
    log_level: str = _setting("WARNING", "DEBUG is refused, since Rasa's debug log holds message text")
    log_megabytes: int = _setting(10, "a log file is put aside at this size, so that errors cannot fill the disk")
    actions: str = _setting("binnen", "binnen: actions run in the conversation server; apart: in a server of their own")
    action_secret: str = _setting("", "what both servers know when actions run apart; empty means a new one at every start", secret=True)
    monitor_addresses: str = _setting("127.0.0.1,::1", "who may ask /ready and /metrics: addresses or networks, commas between")
    import_megabytes: int = _setting(30, "larger files are not imported; a document of text is seldom over ten")
    import_pages: int = _setting(1000, "a PDF with more pages is not imported, so that one file cannot occupy the machine for long")
    own_topics_dir: str = _setting("", "folder with topic files of the organisation itself; empty means none")
    organisation_name: str = _setting("", "name shown where a person can be reached")
    organisation_phone: str = _setting("", "phone number of the organisation")
    organisation_mail: str = _setting("", "mail address of the organisation")
    organisation_hours: str = _setting("", "when the organisation can be reached, in words")

    @property
    def var_path(self) -> Path:
        """The var folder as an absolute path."""
        return ROOT / self.var_dir

    @property
    def own_topics_path(self) -> Path | None:
        """The folder with the organisation's own topics as an absolute path, or None when there is none."""
        return ROOT / self.own_topics_dir if self.own_topics_dir else None

    @property
    def database(self) -> str:
        """The database address that is really used."""
        return self.database_url or f"sqlite:///{self.var_path / 'kringwijzer.db'}"

    @property
    def key_path(self) -> Path:
        """The file that holds the encryption keys when the setting is empty."""
        return self.var_path / "sleutels"

    def as_environment(self) -> dict[str, str]:
        """The environment variables that give these settings to a child process."""
        return {PREFIX + f.name.upper(): str(getattr(self, f.name)) for f in fields(self) if getattr(self, f.name) != f.default}

    @property
    def rasa_url(self) -> str:
        """Base address of the conversation server."""
        return f"http://{self.host}:{self.port}"

    @property
    def action_url(self) -> str:
        """Webhook address of the action server."""
        return f"http://{self.host}:{self.action_port}/webhook"


def read_settings(environment: Mapping[str, str] | None = None, env_file: Path | None = None) -> Settings:
    """Settings from the ``.env`` file, overruled by the environment.

    Raises :class:`SettingsError` for a value that cannot be read, an unknown ``KRINGWIJZER_`` name, a log level
    that would write message text, an unknown place for actions, or maps that would be kept too long.
    """
    path = ROOT / ".env" if env_file is None else env_file
    given = dict(dotenv_values(path)) if path.is_file() else {}
    given.update(os.environ if environment is None else environment)
    known = {PREFIX + f.name.upper(): f for f in fields(Settings)}
    values: dict[str, object] = {}
    for name, raw in given.items():
        if not name.startswith(PREFIX) or raw is None or raw == "":
            continue
        if name not in known:
            raise SettingsError(f"{name} is not a setting; see .env.example for the names that exist")
        values[known[name].name] = _converted(name, raw, known[name].default)
    settings = Settings(**values)  # type: ignore[arg-type]
    if settings.log_level.upper() not in {"INFO", "WARNING", "ERROR"}:
        raise SettingsError(f"{PREFIX}LOG_LEVEL={settings.log_level}: use INFO, WARNING or ERROR")
    if settings.actions not in {INSIDE, APART}:
        raise SettingsError(f"{PREFIX}ACTIONS={settings.actions}: use {INSIDE} or {APART}")
    for name in ("keep_map_days", "keep_map_days_professional"):
        if getattr(settings, name) > MOST_KEEP_MAP_DAYS:
            raise SettingsError(f"{PREFIX}{name.upper()}={getattr(settings, name)}: use 1 to {MOST_KEEP_MAP_DAYS}")
    return settings


def _converted(name: str, raw: str, default: object) -> object:
    if not isinstance(default, int):
        return raw
    try:
        number = int(raw)
    except ValueError:
        raise SettingsError(f"{name}={raw}: this must be a whole number, for example {default}") from None
    if number < 1 or (name.endswith("PORT") and number > 65535):
        raise SettingsError(f"{name}={raw}: this is out of range, for example {default} works")
    return number
