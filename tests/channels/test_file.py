"""The channels file: read whole, or every fault of it named with its line in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.channels.catalogue import CATALOGUE
from app.channels.kinds import ROWS
from app.channels.load import ChannelsFile, read_channels
from app.library.problems import write_problem

from .rows import GIVEN

PAGE = Path(__file__).parents[2] / "docs" / "channels.md"
AES = GIVEN["wecom"]["aes_key"]
SOUND = f"""
channels:
  - {{name: helpdesk, kind: chatwoot, secret: "${{CHATWOOT}}", base_url: "https://c.example", token: t, account: 1}}
  - {{name: desk2, kind: zendesk, secret: s, base_url: "https://shop.zendesk.com", user: a@shop.example, token: t}}
  - {{name: desk3, kind: zammad, secret: s, base_url: "https://z.example", token: t, shop: outlet}}
  - {{name: wecom, kind: wecom, token: t, aes_key: {AES}, corp_id: ww1}}
  - {{name: ding, kind: dingtalk, secret_file: ding.txt}}
  - {{name: lark, kind: feishu, token: t, encrypt_key: k}}
  - {{name: slack, kind: slack, secret: s}}
  - {{name: tg, kind: telegram, secret: s}}
  - {{name: ebay, kind: ebay, verification_token: {GIVEN["ebay"]["verification_token"]}, endpoint: "https://s.example/h"}}
  - {{name: any, kind: generic, secret: "whsec_c2VjcmV0", platform: jd}}
"""


def read(tmp_path: Path, text: str, **environ: str) -> ChannelsFile:
    file = tmp_path / "channels.yaml"
    file.write_text(text, "utf-8")
    return read_channels(file, environ=environ)


def test_a_sound_file_gives_its_channels_with_their_secrets_in_place(tmp_path: Path) -> None:
    (tmp_path / "ding.txt").write_text("from a file\n", "utf-8")
    found = read(tmp_path, SOUND, CHATWOOT="from the environment")
    assert found.problems == ()
    assert [row.kind for row in found.rows] == list(GIVEN)
    secrets = {row.name: getattr(row, "secret", None) for row in found.rows}
    assert (secrets["helpdesk"], secrets["ding"]) == ("from the environment", "from a file")
    assert (found.rows[2].shop, found.rows[9].platform) == ("outlet", "jd")


BROKEN = {
    "no list": ("channel: []", ["F104:1"]),
    "a list of words": ("channels: [a]", ["F106:1"]),
    "no YAML": ("channels:\n\t- x", ["F102:2"]),
    "no kind": ("channels:\n  - {name: a}", ["H606:2"]),
    "a kind that is none": ("channels:\n  - {name: a, kind: zendsk}", ["H606:2"]),
    "no secret": ("channels:\n  - name: a\n    kind: slack", ["F106:2"]),
    "a misspelt key": ("channels:\n  - name: a\n    kind: slack\n    secrets: s", ["F104:4"]),
    "a variable that is not set": ('channels:\n  - {name: a, kind: slack, secret: "${NONE}"}', ["H601:2"]),
    "a file that is not there": ("channels:\n  - {name: a, kind: slack, secret_file: none.txt}", ["H602:2"]),
    "both ways": ("channels:\n  - {name: a, kind: slack, secret: s, secret_file: none.txt}", ["H602:2", "H605:2"]),
    "a name twice": (
        "channels:\n  - {name: a, kind: slack, secret: s}\n  - {name: a, kind: slack, secret: s}",
        ["H603:3"],
    ),
    "a name that is no address": ("channels:\n  - {name: 客服, kind: slack, secret: s}", ["H604:2"]),
    "a short AES key": ("channels:\n  - {name: a, kind: wecom, token: t, aes_key: abc}", ["H604:2"]),
    "a secret that is none": ("channels:\n  - {name: a, kind: generic, secret: plain}", ["H604:2"]),
    "half a delivery": ("channels:\n  - {name: a, kind: chatwoot, secret: s, token: t}", ["H604:2", "H604:2"]),
    "no address": ("channels:\n  - {name: a, kind: zammad, secret: s, token: t, base_url: z.example}", ["H604:2"]),
    "a platform that is none": ("channels:\n  - {name: a, kind: slack, secret: s, platform: amazon}", ["F106:2"]),
    "a short token of eBay": (
        "channels:\n  - {name: a, kind: ebay, verification_token: x, endpoint: 'http://s.example'}",
        ["H604:2", "H604:2"],
    ),
    "two faults in two rows": (
        "channels:\n  - {name: a, kind: slack}\n  - {name: b, kind: telegram, secret: 'a b'}",
        ["F106:2", "H604:3"],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_every_fault_is_named_with_its_line(tmp_path: Path, name: str) -> None:
    text, expected = BROKEN[name]
    found = read(tmp_path, text)
    assert found.rows == ()
    assert [f"{problem.code}:{problem.line}" for problem in found.problems] == expected


@pytest.mark.parametrize("name", BROKEN)
def test_every_fault_reads_well_in_both_languages_and_tells_no_secret(tmp_path: Path, name: str) -> None:
    for problem in read(tmp_path, BROKEN[name][0].replace("plain", "p4ssw0rd")).problems:
        line = write_problem(problem)
        assert re.search(r"[\u4e00-\u9fff]", problem.say.zh)
        assert not re.search(r"。。|[^.]\.\.$|  |\bNone\b|p4ssw0rd", line)


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    (problem,) = read_channels(tmp_path / "none.yaml", environ={}).problems
    assert problem.code == "F111"


def test_every_kind_has_a_page_that_tells_how_to_set_it_up_with_its_keys() -> None:
    pages = {page.stem: page.read_text("utf-8") for page in (PAGE.parent / "channels").glob("*.md")}
    assert set(pages) == set(ROWS)
    for kind, text in pages.items():
        row = re.search(rf"\{{name: \w+, kind: {kind}, .*\}}", text)
        assert row, kind
        told = set(re.findall(r"(\w+): ", row[0]))
        assert told <= set(ROWS[kind].model_fields)
        assert "/hooks/" in text


def test_the_page_quotes_and_explains_every_fault() -> None:
    page = PAGE.read_text("utf-8")
    codes = re.findall(r"^\| (H\d{3}) \|", page, re.MULTILINE)
    assert codes == list(CATALOGUE)
