"""How often a model draws what it was asked for, on compositions that it was never trained on."""
