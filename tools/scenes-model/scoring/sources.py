"""Sources of images: a running service, a model folder on this machine, or a checkpoint of the training."""

import io
import json
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image

CALLERS = 4  # enough for the service to share its passes, too few to fill its queue
TIMEOUT_SECONDS = 600
TOGETHER = 20


class Service:
    def __init__(self, url):
        self.url = url.rstrip("/") + "/generate"

    def draw(self, prompts, steps, guidance):
        """Images, uint8 [128, 128, 3], in the prompts' order. guidance None: the service's own default."""
        with ThreadPoolExecutor(CALLERS) as callers:
            yield from callers.map(lambda prompt: self._ask(prompt, steps, guidance), prompts)

    def _ask(self, prompt, steps, guidance):
        wish = {"prompt": prompt.text, "seed": prompt.seed, "steps": steps, "width": 128, "height": 128}
        if guidance is not None:
            wish["guidance_scale"] = guidance
        headers = {"Content-Type": "application/json", "Accept": "image/png"}
        request = urllib.request.Request(self.url, json.dumps(wish).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
                return np.asarray(Image.open(io.BytesIO(answer.read())).convert("RGB"))
        except urllib.error.HTTPError as problem:
            raise SystemExit(f"{self.url} answered {problem.code} to {wish}: {problem.read().decode()}") from problem
        except urllib.error.URLError as problem:
            raise SystemExit(f"{self.url} does not answer: {problem.reason}") from problem


class Folder:
    """Needs onnxruntime and tokenizers. Its noise differs from the service's, its score does not."""

    DEFAULT_GUIDANCE = 3.5

    def __init__(self, folder):
        from release.onnx_pipeline import OnnxPipeline

        self.pipeline = OnnxPipeline(folder)

    def draw(self, prompts, steps, guidance):
        for i in range(0, len(prompts), TOGETHER):
            some = prompts[i : i + TOGETHER]
            scale = self.DEFAULT_GUIDANCE if guidance is None else guidance
            yield from self.pipeline([p.text for p in some], steps, scale, [p.seed for p in some])


class Checkpoint:
    """The averaged weights, as for the export. Needs torch. Uses the same noise as Folder."""

    TOGETHER = 10

    def __init__(self, file):
        from network import lab
        from network.autoencoder import Decoder
        from network.model import Model, prepare_for_training
        from network.text import Tokenizers

        checkpoint = lab.load(file)
        self.tokenizers, self.decoder = Tokenizers(), Decoder()
        self.model = prepare_for_training(Model(self.tokenizers))
        self.model.load_state_dict(checkpoint["ema"])
        self.decoder.load_state_dict(lab.load(lab.AUTOENCODER)["dec"])
        print(f"{file}: {checkpoint['seen']} samples seen")

    def draw(self, prompts, steps, guidance):
        import torch

        from network.sampler import sample

        scale = Folder.DEFAULT_GUIDANCE if guidance is None else guidance
        for i in range(0, len(prompts), self.TOGETHER):
            some = prompts[i : i + self.TOGETHER]
            noise = np.stack([np.random.RandomState(p.seed).randn(64, 64) for p in some]).astype(np.float32)
            texts = [p.text for p in some]
            yield from sample(self.model, self.decoder, self.tokenizers, texts, torch.from_numpy(noise), steps, scale)
