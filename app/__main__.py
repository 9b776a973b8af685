"""`python -m app` is `shouhou`."""

from app.cli import main

main()
