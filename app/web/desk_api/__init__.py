"""The API of the desk: what the console does, programs can do."""
