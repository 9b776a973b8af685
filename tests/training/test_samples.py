"""Reading labelled text."""

from __future__ import annotations

import pytest

from app.core.definitions import Intent
from app.errors import BadInput
from app.training.samples import EVAL_HEADER, TRAIN_HEADER, Sample, phrases_of, read_samples

INTENT = Intent.model_validate(
    {
        "id": "late_shipment",
        "title": {"zh": "催发货", "en": "Late"},
        "about": {"zh": "催发货", "en": "Late"},
        "says": {"zh": ["怎么还不发货"], "en": ["ship it"]},
        "together": [{"text": "不发就退款", "also": ["refund_request"]}],
        "words": {"zh": {"strong": ["催发货"], "weak": ["发"]}, "en": {"strong": ["overdue"]}},
        "not_this": [{"text": "快递不动", "is": "parcel_not_received"}],
    }
)


def test_an_intent_teaches_with_phrases_strong_words_company_and_near_misses() -> None:
    assert [(sample.text, sample.labels) for sample in phrases_of([INTENT])] == [
        ("怎么还不发货", ("late_shipment",)),
        ("ship it", ("late_shipment",)),
        ("催发货", ("late_shipment",)),
        ("overdue", ("late_shipment",)),
        ("不发就退款", ("late_shipment", "refund_request")),
        ("快递不动", ("parcel_not_received",)),
    ]


def test_a_training_file_is_read_row_by_row() -> None:
    text = "\ufefflabels\ttext\r\ncolor\t色差\r\n\r\na | b\tboth\r\n"
    assert read_samples(text, header=TRAIN_HEADER, name="t.tsv") == (
        Sample("色差", ("color",)),
        Sample("both", ("a", "b")),
    )


def test_a_measured_file_has_ids() -> None:
    (sample,) = read_samples("id\tlabels\ttext\nm1\tcolor\t色差", header=EVAL_HEADER, name="e.tsv")
    assert sample == Sample("色差", ("color",), "m1")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("color\t色差\n", ["t.tsv:1"]),
        ("", ["t.tsv:1"]),
        ("labels\ttext\n", ["t.tsv"]),
        ("labels\ttext\n色差\n\t色差\na||b\tx\ncolor\t色差\na\tb\tc\n", ["t.tsv:2", "t.tsv:3", "t.tsv:4", "t.tsv:6"]),
    ],
)
def test_every_bad_line_is_named(text: str, places: list[str]) -> None:
    with pytest.raises(BadInput) as caught:
        read_samples(text, header=TRAIN_HEADER, name="t.tsv")
    assert [fault.path for fault in caught.value.errors] == places
