"""eBay: signed notifications of new messages in, a reply only when an agent sends it."""
