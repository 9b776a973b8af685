from __future__ import annotations

import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.errors import BadSetting
from app.settings import SECRETS, Settings, find_unknown, list_settings, read_settings

DOCS = Path(__file__).parent.parent / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def clean_environ(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.upper().startswith("SHOUHOU_")]:
        monkeypatch.delenv(name)


def test_without_any_setting_the_defaults_hold() -> None:
    settings = read_settings()
    assert settings.data_dir.name == "shouhou"
    assert (settings.library, settings.api_keys) == ((), ())
    assert settings.timezone == ZoneInfo("Asia/Shanghai")
    assert (settings.log_level, settings.log_format) == ("info", "console")


def test_every_setting_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    monkeypatch.setenv("SHOUHOU_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SHOUHOU_LIBRARY", f"{tmp_path / 'a'}{os.pathsep}{tmp_path / 'b'}{os.pathsep}")
    monkeypatch.setenv("SHOUHOU_API_KEYS", "one, two,")
    monkeypatch.setenv("SHOUHOU_TIMEZONE", "Europe/London")
    monkeypatch.setenv("SHOUHOU_LOG_LEVEL", "WARNING")
    monkeypatch.setenv("SHOUHOU_LOG_FORMAT", "json")
    settings = read_settings()
    assert settings.data_dir == tmp_path / "data"
    assert settings.library == (tmp_path / "a", tmp_path / "b")
    assert [key.get_secret_value() for key in settings.api_keys] == ["one", "two"]
    assert settings.timezone == ZoneInfo("Europe/London")
    assert (settings.log_level, settings.log_format) == ("warning", "json")


@pytest.mark.parametrize("name", ["API_KEYS", "TIMEZONE", "LOG_LEVEL", "LIBRARY", "DATA_DIR"])
def test_an_empty_setting_counts_as_not_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"SHOUHOU_{name}", "")
    assert read_settings() == Settings()


BAD = [
    ("SHOUHOU_TIMEZONE", "Mars/Phobos", "Asia/Shanghai"),
    ("SHOUHOU_TIMEZONE", "../../etc/passwd", "not a time zone"),
    ("SHOUHOU_LOG_LEVEL", "loud", "'debug', 'info'"),
    ("SHOUHOU_LOG_FORMAT", "xml", "'console' or 'json'"),
    ("SHOUHOU_LIBRARY", "/no/such/folder", "is not a folder"),
    ("SHOUHOU_DATA_DIR", __file__, "is a file"),
    ("SHOUHOU_DATA_DIR", "  ", "is blank"),
    ("SHOUHOU_API_KEYS", "with blank", "holds a key with a blank"),
    ("SHOUHOU_API_KEYS", "钥匙", "outside of ASCII"),
    ("SHOUHOU_API_KEYS_FILE", "/no/such/file", "cannot be read"),
]


@pytest.mark.parametrize(("name", "value", "say"), BAD)
def test_a_bad_value_names_the_setting_and_the_mend(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, say: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=name) as caught:
        read_settings()
    assert say in str(caught.value)


def test_all_bad_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUHOU_TIMEZONE", "x")
    monkeypatch.setenv("SHOUHOU_LOG_LEVEL", "x")
    with pytest.raises(BadSetting, match=r"SHOUHOU_TIMEZONE.*SHOUHOU_LOG_LEVEL"):
        read_settings()


def test_a_secret_is_read_from_its_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("one\ntwo,three\n", encoding="utf-8")
    monkeypatch.setenv("SHOUHOU_API_KEYS_FILE", str(tmp_path / "keys"))
    assert [key.get_secret_value() for key in read_settings().api_keys] == ["one", "two", "three"]


def test_a_secret_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("one", encoding="utf-8")
    monkeypatch.setenv("SHOUHOU_API_KEYS_FILE", str(tmp_path / "keys"))
    monkeypatch.setenv("SHOUHOU_API_KEYS", "two")
    with pytest.raises(BadSetting, match="both set"):
        read_settings()


def test_secrets_are_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUHOU_API_KEYS", "topsecret")
    settings = read_settings()
    assert "topsecret" not in f"{settings!r} {settings} {settings.model_dump_json(exclude={'timezone'})}"
    monkeypatch.setenv("SHOUHOU_API_KEYS", "topsecret x")
    with pytest.raises(BadSetting) as caught:
        read_settings()
    assert "topsecret" not in str(caught.value)


def test_unknown_settings_are_told_with_what_was_meant() -> None:
    environ = {"SHOUHOU_TIMEZON": "x", "SHOUHOU_COLOUR": "x", "SHOUHOU_API_KEYS_FILE": "x", "PATH": "x"}
    meant, strange = find_unknown(environ)[1], find_unknown(environ)[0]
    assert meant == "SHOUHOU_TIMEZON is not a setting; did you mean SHOUHOU_TIMEZONE?"
    assert strange.startswith("SHOUHOU_COLOUR is not a setting; known are SHOUHOU_DATA_DIR")
    assert len(find_unknown(environ)) == 2


def test_the_page_on_settings_lists_exactly_these() -> None:
    rows = re.findall(r"^\| `(SHOUHOU_[A-Z_]+)` \| (.+?) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name, _ in rows] == list(list_settings())
    told = dict(rows)
    for name, field in Settings.model_fields.items():
        assert told[f"SHOUHOU_{name.upper()}"] == field.description


def test_every_secret_hides_its_value() -> None:
    for name in SECRETS:
        assert "SecretStr" in str(Settings.model_fields[name].annotation)


def test_a_channels_file_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SHOUHOU_CHANNELS", str(tmp_path / "none.yaml"))
    with pytest.raises(BadSetting, match=r"SHOUHOU_CHANNELS: .* is not a file"):
        read_settings()
