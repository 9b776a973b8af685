"""The pure core: no file, clock, network or environment. Everything it needs is passed in."""
