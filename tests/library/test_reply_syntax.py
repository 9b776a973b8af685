"""The body of a reply is cut into blocks, and every fault of it is named at its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.reply_syntax import read_body

from .conftest import STEADY


def test_blocks_may_stand_on_one_line_or_several() -> None:
    body = read_body("{% block zh %}您好{% endblock %} {% block en %}\nHi\n\nBye\n{% endblock en %}\n", first_line=7)
    assert body.faults == ()
    assert {name: [line.source for line in block.lines] for name, block in body.blocks.items()} == {
        "zh": ["您好"],
        "en": ["Hi", "Bye"],
    }
    assert [line.number for line in body.blocks["en"].lines] == [8, 10]


SOUND = "{% block zh %}您好{% endblock %}\n{% block en %}Hi{% endblock %}\n"


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        (f"words\n{SOUND}", "text_outside", 1),
        (f"{SOUND}{{% block zh_hot %}}x{{% endblock %}}", "unknown_block", 3),
        (f"{SOUND}{{% block zh %}}x{{% endblock %}}", "repeated_block", 3),
        ("{% block zh %}\n您好\n{% block en %}\nHi\n{% endblock %}", "nested_block", 3),
        ("{% block zh %}您好{% endblock %}\n{% block en %}\nHi\n", "unclosed_block", 2),
        (f"{SOUND}{{% endblock %}}", "stray_end", 3),
        ("\n\n{% block zh %}您好{% endblock %}\n", "missing_block", 1),
        (f"{SOUND}{{% block en_open %}}x{{% endblock %}}", "unpaired_block", 3),
        ("{% block zh %}\n \n{% endblock %}\n{% block en %}Hi{% endblock %}\n", "empty_block", 1),
        (SOUND.replace("Hi", "\n{% if a %}\nHi\n{% endif %}\n"), "if_over_lines", 3),
        (SOUND.replace("Hi", "\n\n{{ a.b }}"), "not_allowed", 4),
        (SOUND.replace("Hi", "{ { a } }"), "braces", 2),
    ],
)
def test_each_fault_is_named_at_its_line(text: str, kind: str, number: int) -> None:
    assert [(fault.kind, fault.number) for fault in read_body(text).faults] == [(kind, number)]


def test_faults_of_several_lines_are_all_named() -> None:
    text = "{% block zh %}\n{{ a.b }}\n您好\n{c}\n{% endblock %}\n{% block en %}\n{{ d | e }}\n{% endblock %}"
    assert [fault.number for fault in read_body(text).faults] == [2, 4, 7]


@STEADY
@given(st.text(st.sampled_from("{%}# \nabif endblock zh"), max_size=80))
def test_no_body_ends_in_an_exception(text: str) -> None:
    body = read_body(text)
    assert body.faults or {"zh", "en"} <= body.blocks.keys()
