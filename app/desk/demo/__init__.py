"""The sample shop: buyers, orders and conversations of our own making, played through the use cases of the desk."""
