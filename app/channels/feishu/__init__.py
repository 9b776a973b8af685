"""Feishu and Lark (飞书): an application's events in, messages to the agents' group out."""
