"""Slack: an app's message events in, messages to the agents' channel out."""
