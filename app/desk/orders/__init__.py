"""Orders: what is known about them, from files of the platforms and from programs."""
