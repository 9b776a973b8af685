"""A graph gives each name its number as a dict would, and notices that it was damaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library.graph import build_graph, pack_graph, unpack_graph

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8)


@given(numbers=st.dictionaries(NAMES, st.integers(0, 2**31 - 1)), others=st.lists(NAMES))
def test_it_knows_what_a_dict_knows(numbers: dict[str, int], others: list[str]) -> None:
    graph = unpack_graph(pack_graph(build_graph(numbers)))
    for name in (*numbers, *others):
        assert (graph.get(name), name in graph) == (numbers.get(name), name in numbers)


@pytest.mark.parametrize("place", [0, 3, 4, 400, -1])
def test_a_flipped_bit_is_noticed(place: int) -> None:
    packed = bytearray(pack_graph(build_graph({f"name {number}": number for number in range(1000)})))
    packed[place] ^= 1
    with pytest.raises(ValueError, match="damaged"):
        unpack_graph(bytes(packed))
