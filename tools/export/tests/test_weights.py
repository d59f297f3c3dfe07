"""Weights: the file beside the graph, the names that LoRA files use, and a check that detects errors."""

import subprocess
import sys
import unittest
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import nn

from exporter import flux, unet
from exporter.check import Row, check
from exporter.checkpoint import Checkpoint, CheckpointError
from exporter.export import export
from exporter.families import family_of
from exporter.tracing import trace
from exporter.weights import PAGE, write
from tests import checkpoints
from tests.exported import ROOT, checkpoint, exported


class WeightsTest(unittest.TestCase):
    def setUp(self):
        self.folder = ROOT / self.id()
        self.folder.mkdir()

    def test_large_weights_go_into_a_file_beside_the_graph(self):
        for dtype in (torch.float32, torch.float16):
            differences, file = self._flux(dtype, one_file=1000)
            self.assertGreater(file.with_name("model.onnx_data").stat().st_size, file.stat().st_size)
            for tensor in onnx.load(str(file), load_external_data=False).graph.initializer:
                where = {entry.key: entry.value for entry in tensor.external_data}
                if where:
                    self.assertEqual((where["location"], int(where["offset"]) % PAGE), ("model.onnx_data", 0))
            self.assertTrue(all(row.passed() for row in differences()))

    def test_exporting_again_leaves_no_old_weights(self):
        self._flux(torch.float32, one_file=1000)
        self._flux(torch.float32)
        self.assertEqual([file.name for file in self.folder.iterdir()], ["model.onnx"])

    def test_the_check_notices_one_wrong_weight(self):
        differences, file = self._flux(torch.float32)
        self.assertTrue(all(row.passed() for row in differences()))
        model = onnx.load(str(file))
        weight = next(t for t in model.graph.initializer if t.name == "transformer_blocks.0.attn.to_q.weight")
        values = numpy_helper.to_array(weight).copy()
        values[0, 0] += 0.5
        weight.CopyFrom(numpy_helper.from_array(values, weight.name))
        onnx.save(model, str(file))
        self.assertFalse(all(row.passed() for row in differences()))

    def test_a_nan_is_a_failure(self):
        self.assertFalse(Row("sample", "", float("nan"), 1.0, 1e-4).passed())

    def test_linear_layers_are_found_by_the_path_of_their_module(self):
        for name, part, build in (
            ("tiny-random-flux-dev", "transformer", lambda: checkpoints.flux(True)),
            ("tiny-random-z-image-turbo", "transformer", checkpoints.z_image),
            ("tiny-random-sdxl-turbo", "unet", checkpoints.sdxl),
        ):
            linear = _linear_nodes(exported(name) / part / "model.onnx")
            for path, module in build()[part].named_modules():
                if isinstance(module, nn.Linear):
                    self.assertEqual(linear.get(path), tuple(module.weight.shape), f"{name}: {path}")

    def test_a_merged_weight_is_the_merged_weight_of_torch(self):
        model = checkpoints.flux(True)["transformer"]
        delta = 0.1 * torch.randn(32, 32, generator=torch.Generator().manual_seed(9))
        differences, file = self._flux(torch.float32)
        merged = onnx.load(str(file))
        weight = next(t for t in merged.graph.initializer if t.name == "transformer_blocks.0.attn.to_q.weight")
        values = numpy_helper.to_array(weight) + delta.T.numpy()
        weight.CopyFrom(numpy_helper.from_array(values, weight.name))
        onnx.save(merged, str(file))
        with torch.no_grad():
            model.transformer_blocks[0].attn.to_q.weight += delta
            graph = flux.transformer(model, torch.float32)
            expected = graph.references()
        self.assertTrue(all(row.passed() for row in check(file, graph, expected, torch.float32)))
        self.assertFalse(all(row.passed() for row in differences()))

    def test_the_command(self):
        command = [sys.executable, "-m", "exporter", "--checkpoint", str(checkpoint("tiny-random-lcm"))]
        command += ["--output", str(self.folder), "--components", "vae_encoder"]
        done = _run(command)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("vae_encoder/model.onnx  float32", done.stdout)
        self.assertTrue((self.folder / "vae_encoder" / "model.onnx").is_file())
        done = _run([*command, "--components", "vea"])
        self.assertEqual(done.returncode, 1)
        self.assertIn("error: there is no component vea; there are text_encoder, unet", done.stderr)

    def test_what_is_no_checkpoint_is_refused_by_name(self):
        with self.assertRaisesRegex(CheckpointError, "model_index.json is missing"):
            Checkpoint(self.folder)
        (self.folder / "model_index.json").write_text('{"_class_name": "PixArtPipeline"}')
        with self.assertRaisesRegex(CheckpointError, "_class_name is PixArtPipeline; expected one of FluxPipeline"):
            family_of(Checkpoint(self.folder))
        (self.folder / "model_index.json").write_text('{"_class_name": "FluxPipeline"}')
        with self.assertRaisesRegex(CheckpointError, "has transformer: None"):
            export(Checkpoint(self.folder), self.folder / "out", (torch.float32,), ["transformer"])

    def test_stable_diffusion_without_guidance_embedding(self):
        graph = unet.unet(checkpoints.stable_diffusion()["unet"], torch.float32)
        self.assertEqual(list(graph.inputs), ["sample", "timestep", "encoder_hidden_states"])
        differences, _ = self._written(graph, torch.float32)
        self.assertTrue(all(row.passed() for row in differences()))

    def _flux(self, dtype, **options):
        return self._written(flux.transformer(checkpoints.flux(True)["transformer"], dtype), dtype, **options)

    @torch.no_grad()
    def _written(self, graph, dtype, **options):
        """-> the check that compares the file with torch, the file"""
        file, expected, module = self.folder / "model.onnx", graph.references(), graph.module().to(dtype)
        write(trace(graph, module, dtype, file), module, file, **options)
        return lambda: check(file, graph, expected, dtype), file


def _run(command):
    return subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, timeout=300)


def _linear_nodes(file):
    """Module path -> [out, in] of its weight: input 1 of /path/MatMul, which has it transposed, or of /path/Gemm."""
    graph = onnx.load(str(file)).graph
    shapes = {tensor.name: tuple(tensor.dims) for tensor in graph.initializer}
    found = {}
    for node in graph.node:
        if node.op_type in ("MatMul", "Gemm") and node.input[1] in shapes:
            shape = shapes[node.input[1]]
            path = node.name.rsplit("/", 1)[0].strip("/").replace("/", ".")
            found[path] = shape[::-1] if node.op_type == "MatMul" else shape
    return found


if __name__ == "__main__":
    unittest.main()
