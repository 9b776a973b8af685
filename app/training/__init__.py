"""Learning from phrases. scikit-learn is imported only when something is learned."""
