"""The examples of a deployment say what the service understands, and fit together."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.settings import list_settings

FOLDER = Path(__file__).parents[1] / "deploy"
LAST_STEPS = 35
"""Seconds that a process which is told to stop may need: what is under way, and requests that are being answered."""


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / "compose.yaml").read_text()))


@pytest.fixture(scope="module")
def kinds() -> dict[str, dict[str, Any]]:
    return {one["kind"]: one for one in yaml.safe_load_all((FOLDER / "kubernetes.yaml").read_text())}


def find_container(kinds: dict[str, dict[str, Any]], kind: str) -> dict[str, Any]:
    return dict(kinds[kind]["spec"]["template"]["spec"]["containers"][0])


def test_every_setting_that_compose_gives_is_one(compose: dict[str, Any]) -> None:
    for name in ("service", "migrate"):
        assert set(compose["services"][name]["environment"]) <= set(list_settings())


def test_every_secret_and_volume_that_compose_uses_is_declared(compose: dict[str, Any]) -> None:
    for one in compose["services"].values():
        assert set(one.get("secrets", ())) <= set(compose["secrets"])
        named = [volume.split(":")[0] for volume in one.get("volumes", ())]
        assert {name for name in named if not name.startswith(".")} <= set(compose["volumes"])
        assert set(one.get("depends_on", ())) <= set(compose["services"])


def test_compose_migrates_first_and_lets_a_step_end(compose: dict[str, Any]) -> None:
    service = compose["services"]["service"]
    assert compose["services"]["migrate"]["command"] == ["shouhou", "migrate"]
    assert service["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert int(service["stop_grace_period"].removesuffix("s")) > LAST_STEPS
    assert service["deploy"]["replicas"] == 2


@pytest.mark.parametrize("kind", ["Job", "Deployment"])
def test_every_setting_that_kubernetes_gives_is_one_and_each_mount_has_its_volume(
    kinds: dict[str, dict[str, Any]], kind: str
) -> None:
    container, pod = find_container(kinds, kind), kinds[kind]["spec"]["template"]["spec"]
    assert {one["name"] for one in container["env"]} <= set(list_settings())
    assert {one["name"] for one in container["volumeMounts"]} == {one["name"] for one in pod["volumes"]}


def test_kubernetes_finds_the_service_by_its_labels_and_asks_it_whether_it_is_ready(
    kinds: dict[str, dict[str, Any]],
) -> None:
    deployment, container = kinds["Deployment"]["spec"], find_container(kinds, "Deployment")
    labels = deployment["template"]["metadata"]["labels"]
    assert kinds["Service"]["spec"]["selector"] == deployment["selector"]["matchLabels"] == labels
    assert kinds["Service"]["spec"]["ports"][0]["targetPort"] == container["ports"][0]["name"]
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert deployment["template"]["spec"]["terminationGracePeriodSeconds"] > LAST_STEPS


def test_all_processes_see_the_same_folder(kinds: dict[str, dict[str, Any]]) -> None:
    assert kinds["PersistentVolumeClaim"]["spec"]["accessModes"] == ["ReadWriteMany"]
    pods = [kinds[kind]["spec"]["template"]["spec"]["volumes"] for kind in ("Job", "Deployment")]
    claims = [one["persistentVolumeClaim"]["claimName"] for one in chain(*pods) if "persistentVolumeClaim" in one]
    assert claims == [kinds["PersistentVolumeClaim"]["metadata"]["name"]] * 2
