"""Shouhou: drafts bilingual after-sales replies for online shops."""

__version__ = "0.1.0"
