"""Turns a diffusers checkpoint into a folder of ONNX graphs that Easel serves."""
