"""A classifier of four invented matters, learned once; and finding what a message names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from finding import Find

from app.core.classify import Classifier
from app.core.definitions import CarrierList
from app.core.features import Lexicon
from app.core.learned import Learned, assemble
from app.core.slots import CarrierPattern, compile_carriers, find_slots
from app.core.text import clean
from app.model import Platform, Slot
from app.training.fit import learn
from app.training.samples import Sample

ROOT = Path(__file__).parent.parent.parent
PHRASES = {
    "delivery": (
        "快递怎么还没到", "物流三天没动了", "包裹到哪里了", "查一下快递", "我的快递丢了吗", "快递停在半路不动",
        "什么时候能送到", "where is my parcel", "tracking has not moved", "my package never arrived",
        "when will the parcel arrive", "the courier lost my parcel", "no tracking update", "still waiting for delivery",
        "parcel not delivered",
    ),
    "color": (
        "颜色和图片不一样", "色差太大了", "颜色太暗", "实物颜色偏黄", "跟照片颜色差很多", "颜色不对", "这颜色也太浅了",
        "the colour is different", "color does not match the picture", "much darker colour than shown",
        "colour looks nothing like the photo", "the shade is wrong", "color too bright", "colour difference",
        "wrong shade of colour",
    ),
    "invoice": (
        "开一下发票", "发票怎么还没开", "可以开专票吗", "电子发票发我", "发票抬头写错了", "要开公司发票", "税号给你",
        "please send the invoice", "I need an invoice", "invoice with vat number", "where can I download the invoice",
        "the invoice has a wrong name", "receipt for tax please", "can I get a receipt", "company invoice needed",
    ),
    "other": (
        "今天天气真好", "你们老板是谁", "你是机器人吗", "附近有什么好吃的", "我想应聘客服", "给我讲个笑话", "刷单吗",
        "tell me a joke", "do you know the weather", "are you a robot", "I want a job at your company",
        "what is the meaning of life", "buy followers cheap", "nice weather today", "who won the match",
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def samples() -> tuple[Sample, ...]:
    """Fifteen phrases of each matter."""
    return tuple(Sample(text, (label,)) for label, texts in PHRASES.items() for text in texts)


@pytest.fixture(scope="session")
def learned(samples: tuple[Sample, ...], lexicon: Lexicon) -> Learned:
    """What was learned from them."""
    return learn(samples, lexicon)


@pytest.fixture(scope="session")
def classifier(learned: Learned, lexicon: Lexicon) -> Classifier:
    """A classifier that speaks from one half on."""
    return assemble(learned, lexicon, thresholds=dict.fromkeys(learned.model.labels, 0.5))


@pytest.fixture(scope="session")
def couriers() -> tuple[CarrierPattern, ...]:
    """The built-in couriers."""
    written = yaml.safe_load((ROOT / "policy" / "_carriers.yaml").read_text(encoding="utf-8"))
    return compile_carriers(CarrierList.model_validate(written).carriers)


@pytest.fixture(scope="session")
def find(lexicon: Lexicon, couriers: tuple[CarrierPattern, ...], today: date) -> Find:
    """Find what a message names, as of Saturday 2026-11-21."""

    def find_in(text: str, *, platform: Platform = "taobao") -> tuple[Slot, ...]:
        cleaned = clean(text, lexicon.characters)
        return find_slots(cleaned, today=today, platform=platform, carriers=couriers)

    return find_in
