"""The pre-send check: what must not leave the desk, where it stands, and how to put it better."""

from app.core.lint.checker import Checker, build_checker
from app.core.lint.says import SAYS
from app.core.lint.shape import EBAY_LONGEST, find_limit
from app.core.lint.terms import Terms, read_terms

__all__ = ["EBAY_LONGEST", "SAYS", "Checker", "Terms", "build_checker", "find_limit", "read_terms"]
