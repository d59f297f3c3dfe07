"""FLUX text to image with ONNX Runtime and numpy only: the shortest way from a model folder to images."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

PIXELS_A_TOKEN = 16


class OnnxPipeline:
    def __init__(self, folder, threads=2):
        self.folder = Path(folder)
        self.options = onnxruntime.SessionOptions()
        self.options.intra_op_num_threads = threads
        self.clip, self.t5 = self._session("text_encoder"), self._session("text_encoder_2")
        self.transformer, self.decoder = self._session("transformer"), self._session("vae_decoder")
        self.scheduler = self._config("scheduler/scheduler_config.json")
        autoencoder = self._config("vae_decoder/config.json")
        self.scaling, self.shift = autoencoder["scaling_factor"], autoencoder["shift_factor"]
        self.tokenizers = [self._tokenizer("tokenizer"), self._tokenizer("tokenizer_2")]

    def __call__(self, prompts, steps, guidance, seeds, width=128, height=128):
        """-> uint8 images [height, width, 3]"""
        h, w = height // PIXELS_A_TOKEN, width // PIXELS_A_TOKEN
        noise = np.stack([np.random.RandomState(seed).randn(h * w, 64) for seed in seeds]).astype(np.float32)
        return list(self.decode(self.denoise(prompts, steps, guidance, noise, h, w), h, w))

    def denoise(self, prompts, steps, guidance, latents, h, w):
        """latents: packed noise [prompts, h*w, 64] -> packed latents."""
        clip_ids, t5_ids = self.token_ids(prompts)
        pooled = self.clip.run(["pooler_output"], {"input_ids": clip_ids})[0]
        sequence = self.t5.run(["last_hidden_state"], {"input_ids": t5_ids})[0]
        constant = {
            "encoder_hidden_states": sequence,
            "pooled_projections": pooled,
            "guidance": np.full(len(prompts), guidance, np.float32),
            "img_ids": _image_ids(h, w),
            "txt_ids": np.zeros((sequence.shape[1], 3), np.float32),
        }
        sigmas = self.sigmas(steps, h * w)
        for now, then in zip(sigmas, sigmas[1:]):
            timestep = np.full(len(prompts), now, np.float32)
            velocity = self.transformer.run(None, {"hidden_states": latents, "timestep": timestep, **constant})[0]
            latents = latents + (then - now) * velocity
        return latents

    def decode(self, latents, h, w):
        z = latents.reshape(-1, h, w, 16, 2, 2).transpose(0, 3, 1, 4, 2, 5).reshape(-1, 16, h * 2, w * 2)
        z = (z / np.float32(self.scaling) + np.float32(self.shift)).astype(np.float32)
        images = self.decoder.run(None, {"latent_sample": z})[0].transpose(0, 2, 3, 1)
        return np.round((images.clip(-1, 1) + 1) * 127.5).astype(np.uint8)

    def token_ids(self, prompts):
        """For CLIP and for T5, [prompts, length]."""
        return [np.array([e.ids for e in each.encode_batch(prompts)], np.int64) for each in self.tokenizers]

    def sigmas(self, steps, tokens):
        """diffusers' FlowMatchEulerDiscreteScheduler with its dynamic shift, rounded to float32 where it rounds."""
        c = self.scheduler
        slope = (c["max_shift"] - c["base_shift"]) / (c["max_image_seq_len"] - c["base_image_seq_len"])
        mu = tokens * slope + c["base_shift"] - slope * c["base_image_seq_len"]
        linear = np.linspace(1.0, 1 / steps, steps).astype(np.float32).astype(np.float64)
        shifted = np.exp(mu) / (np.exp(mu) + (1 / linear - 1))
        return np.append(shifted.astype(np.float32), np.float32(0))

    def _session(self, component):
        file = self.folder / component / "model.onnx"
        return onnxruntime.InferenceSession(str(file), self.options, providers=["CPUExecutionProvider"])

    def _config(self, path):
        return json.loads((self.folder / path).read_text())

    def _tokenizer(self, component):
        config = self._config(f"{component}/tokenizer_config.json")
        tokenizer = Tokenizer.from_file(str(self.folder / component / "tokenizer.json"))
        length, pad = config["model_max_length"], config["pad_token"]
        tokenizer.enable_truncation(length)
        tokenizer.enable_padding(length=length, pad_id=tokenizer.token_to_id(pad), pad_token=pad)
        return tokenizer


def _image_ids(h, w):
    ids = np.zeros((h, w, 3), np.float32)
    ids[..., 1] = np.arange(h)[:, None]
    ids[..., 2] = np.arange(w)[None]
    return ids.reshape(-1, 3)
