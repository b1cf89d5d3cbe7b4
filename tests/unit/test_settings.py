from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from bot.settings import ROOT, Settings, SettingsError, read_settings

NO_FILE = Path("/bestaat/niet/.env")


def from_environment(**given: str) -> Settings:
    return read_settings({f"KRINGWIJZER_{name.upper()}": value for name, value in given.items()}, NO_FILE)


def env_file(folder, *lines: str) -> Path:
    path = folder / ".env"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_without_any_setting_the_defaults_work():
    assert from_environment() == Settings()
    assert Settings().host == "127.0.0.1"


@pytest.mark.parametrize("field", [field.name for field in fields(Settings)])
def test_every_setting_says_why_it_is_there(field):
    assert next(f for f in fields(Settings) if f.name == field).metadata["why"]


def test_settings_are_read_from_the_environment_with_their_type():
    settings = from_environment(port="6005", organisation_name="De Kring")

    assert (settings.port, settings.organisation_name) == (6005, "De Kring")


def test_settings_are_read_from_the_env_file(tmp_path):
    path = env_file(tmp_path, "# uitleg", "KRINGWIJZER_PORT=6005", 'KRINGWIJZER_ORGANISATION_NAME="De Kring"', "ANDERS=1")

    assert read_settings({}, path) == Settings(port=6005, organisation_name="De Kring")


def test_the_environment_overrules_the_env_file(tmp_path):
    path = env_file(tmp_path, "KRINGWIJZER_PORT=6005", "KRINGWIJZER_ACTION_PORT=6055")

    assert read_settings({"KRINGWIJZER_PORT": "7005"}, path) == Settings(port=7005, action_port=6055)


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_an_empty_setting_means_its_default(name):
    assert from_environment(**{name: ""}) == Settings()


def test_a_name_without_a_value_in_the_env_file_means_its_default(tmp_path):
    assert read_settings({}, env_file(tmp_path, "KRINGWIJZER_PORT")) == Settings()


def test_variables_of_other_programs_are_passed_over():
    assert read_settings({"PORT": "1", "XKRINGWIJZER_PORT": "1", "kringwijzer_port": "1"}, NO_FILE) == Settings()


@pytest.mark.parametrize("name", ["poort", "ports", "database"])
def test_an_unknown_name_is_refused_with_the_way_out(name):
    with pytest.raises(SettingsError, match=rf"KRINGWIJZER_{name.upper()} .*\.env\.example"):
        from_environment(**{name: "1"})


def test_an_unknown_name_in_the_env_file_is_refused_too(tmp_path):
    with pytest.raises(SettingsError, match="KRINGWIJZER_POORT"):
        read_settings({}, env_file(tmp_path, "KRINGWIJZER_POORT=1"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "vijfduizend"),
        ("port", "50.5"),
        ("port", "0"),
        ("port", "-1"),
        ("port", "65536"),
        ("action_port", "70000"),
        ("turn_timeout_seconds", "0"),
        ("max_characters", "veel"),
        ("keep_conversation_days", "-30"),
        ("keep_map_days", "0"),
        ("keep_map_days", "31"),
        ("keep_map_days_professional", "365"),
    ],
)
def test_a_number_that_cannot_be_used_is_refused_with_name_and_value(name, value):
    with pytest.raises(SettingsError, match=rf"KRINGWIJZER_{name.upper()}={value}"):
        from_environment(**{name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [("port", "1"), ("port", "65535"), ("max_characters", "70000"), ("keep_conversation_days", "1"), ("keep_map_days", "1"), ("keep_map_days", "30")],
)
def test_numbers_at_the_edge_are_accepted(name, value):
    assert getattr(from_environment(**{name: value}), name) == int(value)


@pytest.mark.parametrize("level", ["DEBUG", "debug", "NOTSET", "luid"])
def test_a_log_level_that_would_write_message_text_is_refused(level):
    with pytest.raises(SettingsError, match="INFO, WARNING or ERROR"):
        from_environment(log_level=level)


@pytest.mark.parametrize("level", ["INFO", "warning", "Error"])
def test_other_log_levels_are_accepted(level):
    assert from_environment(log_level=level).log_level.upper() == level.upper()


def test_the_var_folder_lies_in_the_project_unless_it_is_absolute():
    assert Settings().var_path == ROOT / "var"
    assert Settings(var_dir="/srv/kring").var_path == Path("/srv/kring")


def test_the_database_is_sqlite_in_the_var_folder_unless_an_address_is_given():
    assert Settings(var_dir="/srv/kring").database == "sqlite:////srv/kring/kringwijzer.db"
    assert Settings(database_url="postgresql://db/kring").database == "postgresql://db/kring"


def test_the_key_file_lies_in_the_var_folder():
    assert Settings(var_dir="/srv/kring").key_path == Path("/srv/kring/sleutels")


def test_settings_that_are_shown_do_not_show_the_keys():
    shown = repr(from_environment(encryption_keys="geheime-sleutel", organisation_name="De Kring"))

    assert "De Kring" in shown
    assert "geheim" not in shown


def test_a_professionals_map_is_kept_shorter():
    assert Settings().keep_map_days_professional < Settings().keep_map_days


def test_the_addresses_of_the_servers_follow_host_and_ports():
    settings = Settings(host="10.0.0.1", port=6005, action_port=6055)

    assert (settings.rasa_url, settings.action_url) == ("http://10.0.0.1:6005", "http://10.0.0.1:6055/webhook")


def test_settings_cannot_be_changed_after_reading():
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1
