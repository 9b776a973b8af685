"""Sorting a message: the right matter, with evidence, and silence where nothing is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.classify import SILENT, Classifier
from app.core.features import Lexicon
from app.core.learned import Learned, assemble


@pytest.mark.parametrize(
    ("message", "label", "language"),
    [
        ("我的快递到底到哪里了", "delivery", "zh"),
        ("物流好几天没有动静", "delivery", "zh"),
        ("Where's my parcel???", "delivery", "en"),
        ("颜色跟图片完全不一样", "color", "zh"),
        ("色差也太大了吧😡", "color", "zh"),
        ("顏色和圖片不一樣", "color", "zh"),
        ("the colour is totally different from the picture", "color", "en"),
        ("麻烦开一下发票", "invoice", "zh"),
        ("開一下發票", "invoice", "zh"),
        ("Please send me the invoice", "invoice", "en"),
    ],
)
def test_a_message_is_taken_for_its_matter(message: str, label: str, language: str, classifier: Classifier) -> None:
    found = classifier.classify(message)
    assert [intent.id for intent in found.intents] == [label]
    assert found.candidates[0].id == label
    assert found.language == language
    assert not found.abstained


@pytest.mark.parametrize(
    "message", ["", "   ", "😀", "????", "qqq zzz", "囧囧", "\ud83d", "你是机器人吗", "tell me a joke"]
)
def test_nothing_is_asserted_about_what_is_not_known_or_out_of_scope(message: str, classifier: Classifier) -> None:
    found = classifier.classify(message)
    assert found.intents == ()
    assert found.abstained
    assert found.candidates


def test_a_message_of_which_nothing_is_known_scores_nothing(classifier: Classifier) -> None:
    assert {candidate.score for candidate in classifier.classify("ζζζ").candidates} == {0.0}


def test_candidates_are_the_best_first_and_at_most_five(classifier: Classifier) -> None:
    scores = [candidate.score for candidate in classifier.classify("快递没到，发票也没开").candidates]
    assert len(scores) == len(classifier.labels) == 4
    assert scores == sorted(scores, reverse=True)


def test_unclear_is_never_a_candidate_and_other_never_an_intent(learned: Learned, lexicon: Lexicon) -> None:
    renamed = {"other": "unclear"}
    labels = tuple(renamed.get(label, label) for label in learned.model.labels)
    model = type(learned.model)(
        labels, *(getattr(learned.model, name) for name in ("vocabulary", "idf", "weights", "bias"))
    )
    muted = assemble(Learned(model, learned.phrases, learned.fusion, 0.0), lexicon)
    for message in ("你是机器人吗", "快递到哪里了", "ζζζ"):
        assert "unclear" not in {candidate.id for candidate in muted.classify(message).candidates}
    assert muted.classify("你是机器人吗").intents == ()
    assert {"other", "unclear"} == SILENT


def test_several_matters_of_one_message_are_all_named_and_at_most_three(learned: Learned, lexicon: Lexicon) -> None:
    ready = assemble(learned, lexicon, thresholds=dict.fromkeys(learned.model.labels, 0.2))
    found = ready.classify("颜色和图片不一样，发票怎么还没开")
    assert {intent.id for intent in found.intents} == {"color", "invoice"}
    eager = assemble(learned, lexicon, thresholds=dict.fromkeys(learned.model.labels, 0.0))
    assert len(eager.classify("颜色和图片不一样，发票怎么还没开，快递没到").intents) == 3


def test_evidence_stands_in_the_message(classifier: Classifier) -> None:
    message = "你好😀 這個顏色和圖片不一樣"
    (intent,) = classifier.classify(message).intents
    words = [sign for sign in intent.evidence if sign.kind == "word"]
    assert words
    for sign in words:
        assert sign.span is not None
        assert message[slice(*sign.span)] == sign.text
    assert any("顏色" in sign.text for sign in words)


def test_a_phrase_nearly_the_same_is_named_as_an_example(classifier: Classifier) -> None:
    (intent,) = classifier.classify("颜色和图片不一样啊").intents
    (example,) = [sign for sign in intent.evidence if sign.kind == "example"]
    assert example.text == "颜色和图片不一样"


def test_earlier_turns_help_a_fragment(classifier: Classifier) -> None:
    fragment = "还没有呢"
    alone, told = (
        {one.id: one.score for one in classifier.classify(fragment, history=history).candidates}
        for history in ((), ("发票开了吗", "要开公司发票"))
    )
    assert told["invoice"] > alone["invoice"]


def test_earlier_turns_do_not_move_a_message_that_says_enough(classifier: Classifier) -> None:
    message = "我的快递到底到哪里了呀"
    assert classifier.classify(message, history=["要开公司发票"]) == classifier.classify(message)


def test_a_threshold_of_ones_own_overrides_the_learned_one(learned: Learned, lexicon: Lexicon) -> None:
    strict = assemble(learned, lexicon, thresholds={"color": 1.0})
    lenient = assemble(learned, lexicon, thresholds={"color": 0.0})
    assert strict.classify("颜色和图片不一样").intents == ()
    assert "color" in {intent.id for intent in lenient.classify("颜色和图片不一样").intents}
    assert strict.thresholds["invoice"] == learned.threshold


def test_a_greeting_stands_back_where_a_matter_is_named(learned: Learned, lexicon: Lexicon) -> None:
    labels = tuple("greeting" if label == "invoice" else label for label in learned.model.labels)
    model = type(learned.model)(
        labels, *(getattr(learned.model, name) for name in ("vocabulary", "idf", "weights", "bias"))
    )
    polite = assemble(Learned(model, learned.phrases, learned.fusion, 0.0), lexicon)
    assert "greeting" not in {intent.id for intent in polite.classify("发票 快递怎么还没到").intents}
    only = assemble(
        Learned(model, learned.phrases, learned.fusion, 0.0),
        lexicon,
        thresholds=dict.fromkeys(labels, 1.0) | {"greeting": 0.0},
    )
    assert [intent.id for intent in only.classify("开一下发票").intents] == ["greeting"]


@given(
    message=st.text(max_size=60)
    | st.lists(st.sampled_from(["快递", "发票", "color", " ", "，", "😀", "9", "\ud800"]), max_size=12).map("".join)
)
def test_any_text_gets_an_answer_whose_figures_make_sense(message: str, classifier: Classifier) -> None:
    found = classifier.classify(message)
    assert found.abstained is (found.intents == ())
    assert len(found.candidates) == 4
    assert all(0 <= one.score <= 1 for one in (*found.candidates, *found.intents))
    for intent in found.intents:
        assert intent.id not in SILENT
        for sign in intent.evidence:
            assert sign.span is not None
            assert 0 <= sign.span[0] < sign.span[1] <= len(message)
