"""Zendesk: ticket events in, private comments out."""
