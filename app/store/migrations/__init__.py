"""How the database came to its shape: one file a revision, forward only, never changed once released."""
