"""Counting what comes in and goes out, for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from app.store.database import Store
from app.store.hook_events import count_states


class Meter:
    """The numbers of one process; how many events are in which state is read from the database at each asking."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._hooks = Counter(
            "shouhou_hooks",
            "Requests to channels, by what became of them",
            ("channel", "became", "reason"),
            registry=self._registry,
        )
        self._hook_seconds = Histogram(
            "shouhou_hook_seconds",
            "How long a request to a channel took",
            ("channel",),
            registry=self._registry,
        )
        self._steps = Counter(
            "shouhou_steps", "Steps of the work, by how they ended", ("step", "ended"), registry=self._registry
        )
        self._step_seconds = Histogram(
            "shouhou_step_seconds", "How long a step of the work took", ("step",), registry=self._registry
        )
        self._events = Gauge(
            "shouhou_events", "Events of channels, by state", ("channel", "state"), registry=self._registry
        )

    @contextmanager
    def time_hook(self, channel: str) -> Iterator[None]:
        """Measure how long a request takes."""
        with self._hook_seconds.labels(channel).time():
            yield

    def count_hook(self, channel: str, became: str, reason: str = "") -> None:
        """Count a request by what became of it: stored, known, ignored with a reason, greeted or refused."""
        self._hooks.labels(channel, became, reason).inc()

    @contextmanager
    def time_step(self, step: str) -> Iterator[None]:
        """Measure how long a step takes."""
        with self._step_seconds.labels(step).time():
            yield

    def count_step(self, step: str, ended: str) -> None:
        """Count a step by how it ended: done, retried or parked."""
        self._steps.labels(step, ended).inc()

    def write(self, store: Store) -> bytes:
        """Return all numbers in Prometheus' text format."""
        with store.reading() as session:
            counted = count_states(session)
        self._events.clear()
        for (channel, state), count in counted.items():
            self._events.labels(channel, state).set(count)
        return generate_latest(self._registry)
