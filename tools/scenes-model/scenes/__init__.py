"""The procedural world that the model learns: things, layouts, looks and captions."""
