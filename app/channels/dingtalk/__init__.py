"""DingTalk (钉钉): a robot that is spoken to in, messages to the agents' group out."""
