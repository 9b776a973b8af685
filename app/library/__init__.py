"""The only reader of what a shop writes: intents, policies and replies, and the check of them."""
