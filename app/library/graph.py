"""Names with a number each as a graph of letters (a DAFSA): small, and there at once where a dict takes its time.

A dict of half a million words takes 0.3 s and 90 MB in each process. The graph gives the same answers as quickly, is
read in a millisecond, and lies close together in memory.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from dawg import IntCompletionDAWG

CHECKSUM = 4
"""Bytes before those of the graph, whose reader would follow a damaged one to anywhere."""


def build_graph(numbers: Mapping[str, int]) -> IntCompletionDAWG:
    """Return the graph that gives these names (without a zero character in them) their numbers, 0 to 2³¹ - 1."""
    return IntCompletionDAWG(numbers.items())


def pack_graph(graph: IntCompletionDAWG) -> bytes:
    """Return a graph as bytes that say whether they are whole."""
    data: bytes = graph.tobytes()
    return zlib.crc32(data).to_bytes(CHECKSUM) + data


def unpack_graph(packed: bytes) -> IntCompletionDAWG:
    """Return the graph of these bytes; ValueError where they are damaged."""
    data = packed[CHECKSUM:]
    if zlib.crc32(data).to_bytes(CHECKSUM) != packed[:CHECKSUM]:
        raise ValueError("the graph is damaged")
    return IntCompletionDAWG().frombytes(data)
