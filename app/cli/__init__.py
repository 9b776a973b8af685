"""The command line: `shouhou COMMAND`. Exit status 0 done, 1 the input has faults, 2 wrong usage."""

from app.cli.main import main

__all__ = ["main"]
