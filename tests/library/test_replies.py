"""A reply's lines: what they quote, when they are left out, and that values never become syntax."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, TemplateSyntaxError

from app.core.definitions import ReplyHeader
from app.core.replies import Reply, render_block, tidy
from app.core.reply_lines import BadLine, Line, read_line
from app.core.reply_syntax import read_body

from .conftest import STEADY

VALUES = {"amount": "¥40.00", "item": "亚麻衬衫", "carrier_name": "SF"}


def make_reply(zh: str, en: str = "Hello.") -> Reply:
    """Return a reply with these two blocks."""
    text = f"{{% block zh %}}\n{zh}\n{{% endblock %}}\n{{% block en %}}\n{en}\n{{% endblock %}}\n"
    body = read_body(text)
    assert body.faults == ()
    header = ReplyHeader.model_validate({"id": "a.b", "intent": "a", "title": {"zh": "甲", "en": "A"}})
    return Reply(header, body.blocks, "a.b.j2")


def make_line(text: str) -> Line:
    """Return the line of `text`, which is sound."""
    line = read_line(1, text)
    assert isinstance(line, Line)
    return line


def test_a_line_with_all_its_values_is_written_whole() -> None:
    rendered = render_block(make_reply("差额 {{ amount }} 可以退。"), "zh", VALUES)
    assert (rendered.paragraphs, rendered.missing) == ((("差额 ¥40.00 可以退。",),), ())


@pytest.mark.parametrize("values", [{}, {"amount": ""}, {"amount": "  \n"}])
def test_a_line_is_left_out_whole_and_its_value_named_when_it_is_not_known(values: dict[str, str]) -> None:
    rendered = render_block(make_reply("先看一下。\n差额 {{ amount }} 可以退。"), "zh", values)
    assert (rendered.paragraphs, rendered.missing) == ((("先看一下。",),), ("amount",))


def test_each_missing_value_is_named_once_in_the_order_of_the_text() -> None:
    reply = make_reply("{{ b }}和{{ a }}。\n{{ a }}又{{ b }}。")
    assert render_block(reply, "zh", {}).missing == ("b", "a")


def test_empty_lines_part_paragraphs_and_an_empty_paragraph_is_left_out() -> None:
    reply = make_reply("一。\n二。\n\n{{ amount }}。\n\n\n三。")
    assert render_block(reply, "zh", {}).paragraphs == (("一。", "二。"), ("三。",))


@pytest.mark.parametrize(
    ("line", "known", "written"),
    [
        ("{% if item %}{{ item }}{% else %}宝贝{% endif %}在路上。", {}, "宝贝在路上。"),
        ("{% if item %}{{ item }}{% else %}宝贝{% endif %}在路上。", {"item": "衬衫"}, "衬衫在路上。"),
        ("{% if not item %}宝贝{% endif %}在路上。", {"item": "衬衫"}, "在路上。"),
        ("{% if not item %}宝贝{% else %}{{ item }}{% endif %}好。", {"item": "衬衫"}, "衬衫好。"),
        ("{% if a %}{% if b %}{{ a }}{{ b }}{% endif %}{% endif %}好。", {"a": "甲"}, "好。"),
        # What is quoted on the way not taken is not needed.
        ("{% if a %}{{ a }}{% else %}{{ b }}{% endif %}好。", {"a": "甲"}, "甲好。"),
        ("{% if a %}{{ a }}{{ b }}{% endif %}好。", {}, "好。"),
        ("{%- if a -%}{{- a -}}{%- endif -%}好。", {"a": "甲"}, "甲好。"),
    ],
)
def test_if_makes_a_part_of_a_line_optional(line: str, known: dict[str, str], written: str) -> None:
    rendered = render_block(make_reply(line), "zh", known)
    assert (rendered.paragraphs, rendered.missing) == (((written,),), ())


@pytest.mark.parametrize(
    ("line", "known", "missing"),
    [
        ("{% if a %}{{ a }}{{ b }}{% endif %}好。", {"a": "甲"}, ("b",)),
        ("{% if a %}好{% else %}{{ a }}{% endif %}。", {}, ("a",)),
        ("{% if not a %}{{ a }}{% endif %}好。", {}, ("a",)),
    ],
)
def test_a_value_quoted_on_the_way_taken_is_needed(line: str, known: dict[str, str], missing: tuple[str, ...]) -> None:
    rendered = render_block(make_reply(line), "zh", known)
    assert (rendered.paragraphs, rendered.missing) == ((), missing)


def test_a_line_tells_which_values_it_always_needs() -> None:
    line = make_line("{{ a }}{% if b %}{{ b }}{% else %}{{ c }}{% endif %}{% if d %}x{% endif %}{{ a }}")
    assert line.required == ("a",)
    assert line.names == {"a", "b", "c", "d"}


@pytest.mark.parametrize(
    "text",
    [
        "{{ a.b }}", "{{ a['b'] }}", "{{ a | upper }}", "{{ a() }}", "{{ 7*7 }}", "{{ 'x' }}", "{{ a ~ b }}", "{{ }}",
        "{{ true }}", "{{ none }}", "{{ self }}", "{{ a, b }}", "{% if self %}x{% endif %}",
        "{% if true %}x{% endif %}",
        "{% if a and b %}x{% endif %}", "{% if a == b %}x{% endif %}", "{% if a %}x{% elif b %}y{% endif %}",
        "{% if a.b %}x{% endif %}", "{% for x in a %}{% endfor %}", "{% set a = b %}", "{% include a %}",
        "{% raw %}{{ a }}{% endraw %}", "{# note #}", "{% else %}", "{% endif %}{% if a %}", "{% if %}x{% endif %}",
        "{% import 'os' as os %}", "{% macro m() %}{% endmacro %}", "{{ a if b else c }}", "{% print(a) %}",
    ],
)  # fmt: skip
def test_any_other_jinja_is_refused(text: str) -> None:
    found = read_line(3, f"您好{text}。")
    assert isinstance(found, BadLine)
    assert (found.number, found.why) == (3, "not_allowed")


@pytest.mark.parametrize(
    "text", ["｛｛ a ｝｝", "{ { a } }", "{a}", "{{ a }", "{{ a", "a }}", "{ % if a % }", "{{{ a }}}", "｛{ a }}"]
)
def test_braces_that_a_buyer_would_read_are_refused(text: str) -> None:
    found = read_line(1, f"您好{text}。")
    assert isinstance(found, BadLine)
    assert found.why == "braces"


@pytest.mark.parametrize(
    "source", ["{{ a.b }}", "{{ a() }}", "{% for x in a %}{% endfor %}", "{{ 7*7 }}", "{% set b = a %}"]
)
def test_a_line_that_slipped_through_is_still_not_compiled(source: str) -> None:
    line = Line(1, source, "", frozenset({"a"}), ())
    with pytest.raises(ValueError, match="may not hold"):
        line.write({"a": "x"})


@STEADY
@given(
    st.lists(st.sampled_from(["{{ a }}", "{% if a %}", "{% if not b %}", "{% else %}", "{% endif %}", "x"]), max_size=9)
)
def test_a_line_is_accepted_exactly_when_jinja_can_compile_it(parts: list[str]) -> None:
    source = "".join(["好", *parts])
    try:
        compiled = bool(Environment().parse(source))
    except TemplateSyntaxError:
        compiled = False
    assert isinstance(read_line(1, source), Line) is compiled


@pytest.mark.parametrize("block", ["zh_short", "en_open", "none"])
def test_a_block_that_is_not_there_renders_to_nothing(block: str) -> None:
    rendered = render_block(make_reply("好。"), block, VALUES)
    assert (rendered.paragraphs, rendered.missing) == ((), ())


def test_only_strings_are_quoted() -> None:
    with pytest.raises(TypeError, match="strings only, not int"):
        render_block(make_reply("{{ amount }}"), "zh", {"amount": 40})  # type: ignore[dict-item]


def test_values_may_be_any_mapping() -> None:
    rendered = render_block(make_reply("{{ item }}。"), "zh", MappingProxyType(VALUES))
    assert rendered.paragraphs == (("亚麻衬衫。",),)


@pytest.mark.parametrize(
    ("text", "chinese", "tidied"),
    [
        ("a  b\n c\t d ", False, "a b c d"),
        ("Thanks , all is well !", False, "Thanks, all is well!"),
        ("see http://a.b/c?d=1 . Done", False, "see http://a.b/c?d=1. Done"),
        ("just .5 kg", False, "just .5 kg"),
        ("差额 40.00 美元 可以退 ，请看。 好", True, "差额 40.00 美元可以退，请看。好"),
        ("订单 69202 已发 SF 快递", True, "订单 69202 已发 SF 快递"),
    ],
)
def test_tidy_leaves_no_hole_where_a_place_stayed_empty(text: str, chinese: bool, tidied: str) -> None:
    assert tidy(text, chinese=chinese) == tidied


def test_variants_and_openings_are_looked_up_by_language() -> None:
    text = "".join(
        f"{{% block {name} %}}{name}{{% endblock %}}"
        for name in ("zh", "en", "zh_open", "en_open", "zh_warm", "en_warm")
    )
    reply = Reply(make_reply("好。").header, read_body(text).blocks, "x")
    assert reply.variants == ("standard", "warm")
    assert [reply.matter("en", variant=one).name for one in ("standard", "short", "warm")] == ["en", "en", "en_warm"]  # type: ignore[arg-type]
    opening = reply.opening("zh")
    assert opening is not None
    assert opening.name == "zh_open"
    assert make_reply("好。").opening("zh") is None


def test_a_reply_without_when_is_the_fallback() -> None:
    reply = make_reply("好。")
    special = ReplyHeader.model_validate({**reply.header.model_dump(), "when": {"platform": ["ebay"]}})
    assert reply.is_fallback
    assert not Reply(special, reply.blocks, "x").is_fallback


HOSTILE = st.one_of(
    st.text(st.sampled_from("甲 \n{}%#<&ab"), max_size=30),
    st.sampled_from(
        ["{{ 7*7 }}", "{% if item %}", "{{ item }}", "{#", "{% endblock %}", "{% raw %}", "}}", "<b>&amp;</b>"]
    ),
)
TEMPLATE = "甲{{ amount }}乙。\n{% if item %}丙{{ item }}丁{% endif %}戊。"


@STEADY
@given(st.dictionaries(st.sampled_from(["amount", "item"]), HOSTILE))
def test_values_never_become_syntax(values: dict[str, str]) -> None:
    rendered = render_block(make_reply(TEMPLATE), "zh", values)
    known = {name: value for name, value in values.items() if value.strip()}
    expected = [f"甲{known['amount']}乙。"] if "amount" in known else []
    expected.append(f"丙{known['item']}丁戊。" if "item" in known else "戊。")
    assert rendered.paragraphs == (tuple(tidy(line, chinese=True) for line in expected),)


PARTS = [
    "您好。",
    "{{ a }}到了。",
    "{% if b %}{{ b }}{% else %}宝贝{% endif %} {{ a }} 。",
    "",
    "{% if a %}{{ a }}{% endif %}",
]
LINES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=8)
WORDS = st.text(st.sampled_from("甲乙 \nab,.。"), max_size=6)


@STEADY
@given(LINES, st.dictionaries(st.sampled_from(["a", "b"]), WORDS))
def test_no_rendered_line_has_a_hole(lines: list[str], values: dict[str, str]) -> None:
    rendered = render_block(make_reply("\n".join(["好。", *lines])), "zh", values)
    for line in (line for paragraph in rendered.paragraphs for line in paragraph):
        assert line == line.strip() != ""
        assert not {"  ", "\n", "{", "}", " 。"} & {
            line[at : at + width] for width in (1, 2) for at in range(len(line))
        }
    assert not {name for name in rendered.missing if values.get(name, "").strip()}
