"""WeCom (企业微信): encrypted callbacks in, messages to the agents' group out."""
