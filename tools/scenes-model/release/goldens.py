"""Records diffusers' FluxPipeline with the exported model: `python -m release.goldens MODEL_FOLDER GOLDEN_FOLDER`.

Float32 torch weights, given packed noise; token ids, embeddings, sigmas, latents after every step, and the image."""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from diffusers import FlowMatchEulerDiscreteScheduler, FluxPipeline
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from transformers import PreTrainedTokenizerFast

from network import lab
from network.model import load_trained
from network.text import CLIP_LENGTH, T5_LENGTH, Tokenizers
from release.configs import SCHEDULER
from release.exportable import load_autoencoder
from release.onnx_pipeline import OnnxPipeline

SIDE, TOKENS_A_SIDE = 128, 8
CASES = [
    ("a woman on the left, a cat on the right and a glowing crystal ball in the middle", 20, 3.5, 1),
    ("a rocket above a castle, starry night background", 8, 3.0, 2),
    ("pixel art of a robot in the center, blue background", 4, 2.0, 3),
]  # prompt, steps, guidance, seed of the noise


class PipelineAutoencoder(ModelMixin, ConfigMixin):
    """Adapts the decoder to the part of AutoencoderKL's interface that FluxPipeline uses."""

    config_name = "config.json"

    @register_to_config
    def __init__(self, block_out_channels=(48, 64, 128, 128), latent_channels=16, scaling_factor=1.0, shift_factor=0.0):
        super().__init__()
        self.decoder = load_autoencoder()[1]

    def decode(self, z, return_dict=False):
        return (self.decoder(z),)


def diffusers_pipeline(folder, checkpoint):
    model = load_trained(Tokenizers(), checkpoint["ema"])
    config = json.loads((folder / "vae_decoder" / "config.json").read_text())
    factors = {key: config[key] for key in ("scaling_factor", "shift_factor")}
    scheduler = {key: value for key, value in SCHEDULER.items() if not key.startswith("_")}
    pipeline = FluxPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler.from_config(scheduler),
        vae=PipelineAutoencoder(**factors).eval(),
        text_encoder=model.clip,
        tokenizer=_tokenizer(folder / "tokenizer"),
        text_encoder_2=model.t5,
        tokenizer_2=_tokenizer(folder / "tokenizer_2"),
        transformer=model.dit,
    )
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def _tokenizer(folder):
    config = json.loads((folder / "tokenizer_config.json").read_text())
    special = {key: value for key, value in config.items() if key.endswith("_token")}
    file = str(folder / "tokenizer.json")
    return PreTrainedTokenizerFast(tokenizer_file=file, model_max_length=config["model_max_length"], **special)


@torch.no_grad()
def record(pipeline, onnx_pipeline, out, number, case):
    prompt, steps, guidance, seed = case
    noise = np.random.RandomState(seed).randn(1, TOKENS_A_SIDE**2, 64).astype(np.float32)
    trace = []

    def keep(_pipeline, _step, _timestep, tensors):
        trace.append(tensors["latents"].numpy().copy())
        return tensors

    wish = {
        "height": SIDE,
        "width": SIDE,
        "num_inference_steps": steps,
        "guidance_scale": guidance,
        "max_sequence_length": T5_LENGTH,
    }
    latents = torch.from_numpy(noise)
    final = pipeline(prompt, latents=latents, output_type="latent", callback_on_step_end=keep, **wish).images.numpy()
    image = pipeline(prompt, latents=latents, output_type="pil", **wish).images[0]
    image.save(out / f"p{number}.png")
    clip_ids, t5_ids = _ids(pipeline.tokenizer, prompt, CLIP_LENGTH), _ids(pipeline.tokenizer_2, prompt, T5_LENGTH)
    arrays = {
        "clip_ids": clip_ids,
        "t5_ids": t5_ids,
        "pooled": pipeline.text_encoder(input_ids=torch.from_numpy(clip_ids)).pooler_output.numpy(),
        "t5_hidden": pipeline.text_encoder_2(input_ids=torch.from_numpy(t5_ids)).last_hidden_state.numpy(),
        "initial_latents": noise,
        "final_latents": final,
        "latents_per_step": np.stack(trace),
        "sigmas": pipeline.scheduler.sigmas.numpy(),
        "timesteps": pipeline.scheduler.timesteps.numpy(),
        "image": np.asarray(image),
    }
    for name, array in arrays.items():
        np.save(out / f"p{number}_{name}.npy", array)
    return {
        "prompt": prompt,
        "steps": steps,
        "guidance": guidance,
        "width": SIDE,
        "height": SIDE,
        "clip_ids": clip_ids[0].tolist(),
        "t5_ids": t5_ids[0].tolist(),
        **_compare_with_onnx(onnx_pipeline, case, arrays),
    }


def _ids(tokenizer, prompt, length):
    padded = tokenizer(prompt, padding="max_length", max_length=length, truncation=True, return_tensors="np")
    return padded.input_ids.astype(np.int64)


def _compare_with_onnx(onnx_pipeline, case, golden):
    prompt, steps, guidance, _ = case
    ids = onnx_pipeline.token_ids([prompt])
    noise = golden["initial_latents"]
    latents = onnx_pipeline.denoise([prompt], steps, guidance, noise, TOKENS_A_SIDE, TOKENS_A_SIDE)
    image = onnx_pipeline.decode(latents, TOKENS_A_SIDE, TOKENS_A_SIDE)[0].astype(int)
    sigmas = onnx_pipeline.sigmas(steps, TOKENS_A_SIDE**2)
    return {
        "onnx_ids_equal": all(np.array_equal(golden[name], i) for name, i in zip(("clip_ids", "t5_ids"), ids)),
        "onnx_vs_torch_final_latents_max_abs": float(np.abs(latents - golden["final_latents"]).max()),
        "onnx_vs_torch_pixels_max_abs": int(np.abs(image - golden["image"]).max()),
        "sigma_max_abs_diff_reference": float(np.abs(sigmas - golden["sigmas"]).max()),
    }


def main():
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    checkpoint = lab.load(lab.FLUX)
    pipeline, onnx_pipeline = diffusers_pipeline(folder, checkpoint), OnnxPipeline(folder)
    cases = [record(pipeline, onnx_pipeline, out, number, case) for number, case in enumerate(CASES)]
    golden = {"checkpoint_steps": checkpoint["step"], "prompts": cases}
    (out / "golden.json").write_text(json.dumps(golden, indent=1))
    for case in cases:
        print({key: value for key, value in case.items() if "onnx" in key or "sigma" in key})


if __name__ == "__main__":
    main()
