"""The contract edge, for the web and the command line alike: strict requests in, exact answers out."""

from __future__ import annotations

from app.contract.reading import Asked, read_classify, read_context, read_inquiry, read_json, read_lint
from app.contract.requests import ClassifyRequest, DraftRequest, LintRequest
from app.contract.responses import ClassifyResponse, DraftResponse, LintResponse
from app.contract.writing import write_answer, write_classification, write_findings, write_moment, write_money

__all__ = [
    "Asked",
    "ClassifyRequest",
    "ClassifyResponse",
    "DraftRequest",
    "DraftResponse",
    "LintRequest",
    "LintResponse",
    "read_classify",
    "read_context",
    "read_inquiry",
    "read_json",
    "read_lint",
    "write_answer",
    "write_classification",
    "write_findings",
    "write_moment",
    "write_money",
]
