"""Chatwoot: account webhooks and agent bots in, private notes out."""
