"""Sentence encoders, each an extra of its own: nothing here is imported while the setting is off."""
