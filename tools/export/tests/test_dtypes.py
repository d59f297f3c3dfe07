"""Half precision: file names, types of the edges, and the parts that stay float32."""

import unittest

import numpy as np
import onnx
import torch
from onnx import TensorProto

from exporter.checkpoint import Checkpoint, CheckpointError
from exporter.export import export, plans
from exporter.families import FAMILIES
from tests.checkpoints import FIXTURES
from tests.exported import ROOT, checkpoint, exported, session, signature

FLUX, Z_IMAGE = "tiny-random-flux-schnell", "tiny-random-z-image-turbo"


class DtypesTest(unittest.TestCase):
    def test_a_float16_folder_has_the_inputs_and_outputs_of_the_fixture(self):
        folder = exported(FLUX, torch.float16)
        for component in FAMILIES["FluxPipeline"].components:
            with self.subTest(component):
                fixture = FIXTURES / (FLUX + "-fp16") / component / "model.onnx"
                self.assertEqual(signature(folder / component / "model.onnx"), signature(fixture))

    def test_t5_in_float16_stays_near_float32_over_long_prompts(self):
        roots = (exported(FLUX, torch.float16), FIXTURES / FLUX)
        half, full = (session(root / "text_encoder_2" / "model.onnx") for root in roots)
        ids = np.random.default_rng(1).integers(3, 110, (2, 300))
        difference = np.abs(half.run(None, {"input_ids": ids})[0] - full.run(None, {"input_ids": ids})[0])
        # Position buckets from a logarithm in float16 are off by 1.3 here.
        self.assertLess(difference.max(), 0.05)

    def test_a_float32_decoder_lies_beside_a_half_one(self):
        decoder = exported(FLUX, torch.float16) / "vae_decoder"
        self.assertEqual(_input_types(decoder / "model.onnx"), {"latent_sample": TensorProto.FLOAT16})
        self.assertEqual(_input_types(decoder / "model_fp32.onnx"), {"latent_sample": TensorProto.FLOAT})

    def test_the_first_dtype_is_the_model_and_others_lie_beside_it(self):
        family = FAMILIES["StableDiffusionPipeline"]
        planned = plans(family, (torch.float32, torch.float16), ["unet", "vae_decoder"])
        self.assertEqual(
            [(plan.component, plan.file_name) for plan in planned],
            [
                ("unet", "model.onnx"),
                ("unet", "model_fp16.onnx"),
                ("vae_decoder", "model.onnx"),
                ("vae_decoder", "model_fp16.onnx"),
            ],
        )

    def test_every_family_in_float16(self):
        for name in ("tiny-random-sdxl-turbo", "tiny-random-lcm", Z_IMAGE):
            with self.subTest(name):
                exported(name, torch.float16)

    def test_u_nets_keep_their_timestep_in_float32(self):
        types = _input_types(exported("tiny-random-lcm", torch.float16) / "unet" / "model.onnx")
        self.assertEqual((types["sample"], types["timestep"]), (TensorProto.FLOAT16, TensorProto.FLOAT))

    def test_z_image_keeps_its_timestep_in_float32(self):
        for dtype, element in ((torch.float16, TensorProto.FLOAT16), (torch.bfloat16, TensorProto.BFLOAT16)):
            types = _input_types(exported(Z_IMAGE, dtype) / "transformer" / "model.onnx")
            self.assertEqual((types["hidden_states"], types["timestep"]), (element, TensorProto.FLOAT))

    def test_bfloat16_is_bfloat16_at_the_edges_and_in_the_weights(self):
        folder = exported(FLUX, torch.bfloat16)
        for component in FAMILIES["FluxPipeline"].components:
            types = _input_types(folder / component / "model.onnx")
            self.assertLessEqual(set(types.values()), {TensorProto.BFLOAT16, TensorProto.INT64}, component)
        weights = onnx.load(str(folder / "transformer" / "model.onnx")).graph.initializer
        self.assertEqual({tensor.data_type for tensor in weights}, {TensorProto.BFLOAT16})

    def test_sinusoids_are_float32(self):
        for name, component in ((FLUX, "transformer"), ("tiny-random-lcm", "unet"), (Z_IMAGE, "transformer")):
            model = onnx.load(str(exported(name, torch.float16) / component / "model.onnx"))
            graph = onnx.shape_inference.infer_shapes(model).graph
            types = {value.name: value.type.tensor_type.elem_type for value in graph.value_info}
            found = [node for node in graph.node if node.op_type in ("Sin", "Cos")]
            self.assertTrue(found, name)
            for node in found:
                self.assertIn(types.get(node.input[0]), (TensorProto.FLOAT, TensorProto.DOUBLE), node.name)

    def test_a_u_net_in_bfloat16_is_refused(self):
        with self.assertRaisesRegex(CheckpointError, "use float16"):
            export(Checkpoint(checkpoint("tiny-random-lcm")), ROOT / "refused", (torch.bfloat16,))
        self.assertFalse((ROOT / "refused").exists())


def _input_types(file):
    return {name: element for name, (element, _) in signature(file)[0].items()}


if __name__ == "__main__":
    unittest.main()
