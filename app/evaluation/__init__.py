"""Measuring a classifier on labelled messages: figures, pictures, errors."""
