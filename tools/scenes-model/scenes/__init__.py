"""The procedural world that the model learns: what there is, where it may stand, how it looks, how one says it."""
