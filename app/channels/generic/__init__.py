"""Anything that can send a Standard Webhooks message."""
