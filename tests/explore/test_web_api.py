"""The API keeps what its description promises, whatever it is asked."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
    unsupported_method,
)

from graph.explore.web.app import application
from graph.explore.web.deciding import ACTS
from graph.explore.web.views import VIEWS
from tests.explore import affair_case
from tests.explore.deciding import small_case

HOST = "127.0.0.1:8417"
HEADERS = {"Authorization": "Bearer t", "Host": HOST, "Origin": f"http://{HOST}"}


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    path = tmp_path_factory.mktemp("api") / "harbour.whence"
    affair_case.make(path).close()
    app = application(path, token="t", hosts={HOST})
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HEADERS)


@pytest.mark.parametrize("path", [f"/api{view.path}" for view in VIEWS])
def test_answers_are_as_described(described, path):
    """No failure of the server, and every answer of the described shape.

    What is not described is passed over, not refused, and a well-formed id may name nothing:
    the checks on those two are left out.
    """
    operation = described[path]["GET"]

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def asked(case):
        case.call_and_validate(
            headers=HEADERS,
            excluded_checks=[negative_data_rejection, positive_data_acceptance, unsupported_method],
        )

    asked()


@pytest.fixture(scope="module")
def changing(tmp_path_factory):
    path = small_case(tmp_path_factory.mktemp("api") / "small.whence")
    app = application(path, token="t", hosts={HOST})
    yield schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HEADERS)
    app.state.close()


@pytest.mark.parametrize(
    "path", [*(f"/api{act.path}" for act in ACTS), "/api/documents", "/api/reading"]
)
def test_changes_are_answered_as_described(changing, path):
    """Whatever is sent: recorded or refused in the described shape, and never a failure."""
    operation = changing[path]["POST"]

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def asked(case):
        case.call_and_validate(
            headers=HEADERS,
            excluded_checks=[negative_data_rejection, positive_data_acceptance, unsupported_method],
        )

    asked()
