"""Telegram: a bot's updates in, messages to the agents' chat out."""
