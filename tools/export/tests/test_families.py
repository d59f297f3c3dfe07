"""Each family is exported, compared with torch (inside), and then with the fixture that has the same weights."""

import unittest

import numpy as np
import onnx
import torch

from exporter.families import FAMILIES
from tests import checkpoints
from tests.checkpoints import CHECKPOINTS, FIXTURES
from tests.exported import exported, session, signature

# Fixture and ours come from different versions of the same operations.
SAME = 3e-5
TRAINED_STEPS = 1000
SIZES = {
    "batch_size": 2,
    "sequence_length": 20,
    "packed_height_width": 16,
    "step": 2,
    "steps": 2,
    "latent_height": 8,
    "latent_width": 8,
    "sample_height": 64,
    "sample_width": 64,
    "height": 8,
    "width": 8,
}


class FamiliesTest(unittest.TestCase):
    def test_inputs_and_outputs_are_those_of_the_fixtures(self):
        for name, component in _components():
            with self.subTest(f"{name}/{component}"):
                ours, theirs = (signature(_graph(root, component)) for root in (exported(name), FIXTURES / name))
                if component == "unet":
                    # The fixtures' count whole steps, and LCM's is a scalar, as Optimum's are. Ours takes any step of
                    # each row.
                    axes = [] if name == "tiny-random-lcm" else ["steps"]
                    self.assertEqual(theirs[0].pop("timestep"), (onnx.TensorProto.INT64, axes))
                    self.assertEqual(ours[0].pop("timestep"), (onnx.TensorProto.FLOAT, ["steps"]))
                self.assertEqual(ours, theirs)

    def test_numbers_are_those_of_the_fixtures(self):
        for name, component in _components():
            with self.subTest(f"{name}/{component}"):
                ours, theirs = (session(_graph(root, component)) for root in (exported(name), FIXTURES / name))
                feed = _feed(ours)
                theirs_feed = dict(feed)
                if component == "unet":
                    whole = np.array(500 if name == "tiny-random-lcm" else [999, 300])
                    feed["timestep"], theirs_feed["timestep"] = whole.astype(np.float32).reshape(-1), whole
                names = [value.name for value in ours.get_outputs()]
                theirs_feed = {value.name: theirs_feed[value.name] for value in theirs.get_inputs()}
                for actual, expected in zip(ours.run(names, feed), theirs.run(names, theirs_feed)):
                    np.testing.assert_allclose(actual, expected, atol=SAME)

    def test_rows_at_different_steps_are_what_they_are_alone(self):
        for name in CHECKPOINTS:
            component = "unet" if "unet" in _family(name).components else "transformer"
            with self.subTest(name):
                denoiser = session(_graph(exported(name), component))
                feed = _feed(denoiser)
                together = denoiser.run(None, feed)[0]
                for row in range(len(together)):
                    alone = {n: x if n in ("img_ids", "txt_ids") else x[row : row + 1] for n, x in feed.items()}
                    np.testing.assert_allclose(denoiser.run(None, alone)[0][0], together[row], atol=SAME)

    def test_a_u_net_sees_fractions_of_a_step(self):
        denoiser = session(_graph(exported("tiny-random-sd"), "unet"))
        feed = _feed(denoiser)
        with torch.no_grad():
            wanted = checkpoints.stable_diffusion()["unet"](*(torch.from_numpy(x) for x in feed.values())).sample
        np.testing.assert_allclose(denoiser.run(None, feed)[0], wanted, atol=SAME)
        truncated = denoiser.run(None, {**feed, "timestep": np.trunc(feed["timestep"])})[0]
        self.assertGreater(np.abs(truncated - wanted.numpy()).max(), 10 * SAME)

    def test_a_u_net_takes_any_size(self):
        denoiser = session(_graph(exported("tiny-random-lcm"), "unet"))
        for height, width in ((8, 8), (9, 15), (13, 8), (1, 2)):
            feed = {**_feed(denoiser), "sample": np.ones((2, 4, height, width), np.float32)}
            self.assertEqual(denoiser.run(None, feed)[0].shape, (2, 4, height, width))

    def test_the_folder_is_one_that_easel_reads(self):
        folder = exported("tiny-random-sdxl-turbo")
        for file in ("model_index.json", "scheduler/scheduler_config.json", "unet/config.json"):
            self.assertTrue((folder / file).is_file(), file)
        for component in ("vae_decoder", "vae_encoder"):
            self.assertIn("0.13025", (folder / component / "config.json").read_text())
        self.assertNotIn("safety_checker", (folder / "model_index.json").read_text())


def _family(name):
    return FAMILIES[CHECKPOINTS[name][0]]


def _components():
    return [(name, component) for name in CHECKPOINTS for component in _family(name).components]


def _graph(root, component):
    return root / component / "model.onnx"


def _feed(graph):
    random = np.random.default_rng(5)
    feed = {}
    inputs = graph.get_inputs()
    # U-Nets count in steps of training, transformers in shares of them.
    steps = TRAINED_STEPS if any(value.name == "sample" for value in inputs) else 1
    for value in inputs:
        shape = [SIZES.get(axis, axis) for axis in value.shape]
        if value.name == "timestep":
            feed[value.name] = np.array([0.9786, 0.4003], np.float32) * steps
        elif value.name.endswith("attention_mask"):
            feed[value.name] = np.ones(shape, np.int64)
        elif "int64" in value.type:
            feed[value.name] = random.integers(3, 100, shape)
        else:
            feed[value.name] = random.standard_normal(shape).astype(np.float32)
    return feed


if __name__ == "__main__":
    unittest.main()
