"""Measures how often a model follows its prompt, on compositions outside its training data."""
