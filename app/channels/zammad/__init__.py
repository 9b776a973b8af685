"""Zammad: triggers in, internal articles out."""
