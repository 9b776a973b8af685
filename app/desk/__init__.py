"""What is done at the desk: one module for each use case, one transaction for each call."""
