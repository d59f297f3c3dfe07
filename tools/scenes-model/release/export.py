"""Exports the averaged weights in the layout of Optimum's FLUX pipelines: `python -m release.export [FOLDER]`.

Every component is compared with torch, also at batch sizes, lengths and image sizes that it was not traced with."""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from network import lab
from network.model import load_trained
from network.text import POOLED_WIDTH, SEQUENCE_WIDTH, T5_LENGTH, Tokenizers
from network.transformer import image_ids
from release.configs import MODEL_INDEX, SCHEDULER, autoencoder_config, text_encoder_config, transformer_config
from release.exportable import ClipText, T5Text, Transformer, load_autoencoder, make_diffusers_exportable
from scenes.vocabulary import FILE as VOCABULARY

OPSET = 18
# Names of the dynamic axes.
BATCH, TOKENS, LENGTH, H, W = "batch_size", "packed_height_width", "sequence_length", "latent_height", "latent_width"
IMAGE_H, IMAGE_W = "sample_height", "sample_width"
TOLERANCE = 1e-5  # of the largest output


class Exporter:
    def __init__(self, folder):
        self.folder = folder
        self.random = torch.Generator().manual_seed(0)

    def components(self, checkpoint):
        tokenizers = Tokenizers()
        model = load_trained(tokenizers, checkpoint["ema"])
        self._text_encoders(model, tokenizers)
        self._transformer(model)
        self._autoencoder()

    def _text_encoders(self, model, tokenizers):
        texts = ["a cat on the left and a dog on the right", "", "pixel art of a robot, blue background"]
        clip_ids, t5_ids = tokenizers(texts)
        ids = {"input_ids": {0: BATCH, 1: LENGTH}}
        states = {"last_hidden_state": {0: BATCH, 1: LENGTH}}
        clip, t5 = ClipText(model.clip).eval(), T5Text(model.t5).eval()
        session = self._traced(
            clip, {"input_ids": clip_ids[:2]}, {**ids, **states, "pooler_output": {0: BATCH}}, "text_encoder"
        )
        self._config("text_encoder", text_encoder_config(model.clip, "CLIPTextModel"))
        _compare(session, clip, {"input_ids": clip_ids})
        _compare(session, clip, {"input_ids": clip_ids[:1, :20]})
        session = self._traced(t5, {"input_ids": t5_ids[:2]}, {**ids, **states}, "text_encoder_2")
        self._config("text_encoder_2", text_encoder_config(model.t5, "T5EncoderModel"))
        _compare(session, t5, {"input_ids": t5_ids})
        _compare(session, t5, {"input_ids": nn.functional.pad(t5_ids[:1], (0, 16))})

    def _transformer(self, model):
        transformer = Transformer(model.dit).eval()
        inputs = self._transformer_inputs(2, 8, 8, T5_LENGTH)
        session = self._exported(transformer, inputs, "transformer")
        self._config("transformer", transformer_config(model.dit))
        for batch, h, w, length in ((1, 8, 8, T5_LENGTH), (5, 8, 8, T5_LENGTH), (3, 10, 12, 40)):
            _compare(session, transformer, self._transformer_inputs(batch, h, w, length))
        self._compare_rows_alone(session)

    def _transformer_inputs(self, batch, h, w, length):
        def normal(*shape):
            return torch.randn(*shape, generator=self.random)

        return {
            "hidden_states": normal(batch, h * w, 64),
            "encoder_hidden_states": normal(batch, length, SEQUENCE_WIDTH) * 0.5,
            "pooled_projections": normal(batch, POOLED_WIDTH),
            "timestep": torch.rand(batch, generator=self.random),
            "img_ids": image_ids(h, w),
            "txt_ids": torch.zeros(length, 3),
            "guidance": 1 + 4 * torch.rand(batch, generator=self.random),
        }

    def _compare_rows_alone(self, session):
        """Requests share passes of the transformer, so a row must not depend on its neighbours."""
        inputs = {name: value.numpy() for name, value in self._transformer_inputs(7, 8, 8, T5_LENGTH).items()}
        together = session.run(None, inputs)[0]
        for row in range(len(together)):
            alone = {name: x if name.endswith("_ids") else x[row : row + 1] for name, x in inputs.items()}
            _check("a row alone", session.run(None, alone)[0], together[row : row + 1])

    def _autoencoder(self):
        encoder, decoder, scaling, shift = load_autoencoder()
        config = autoencoder_config(scaling, shift)
        image, latents = {0: BATCH, 2: IMAGE_H, 3: IMAGE_W}, {0: BATCH, 2: H, 3: W}
        x = torch.rand(3, 3, 192, 96, generator=self.random) * 2 - 1
        axes = {"sample": image, "latent_parameters": latents}
        session = self._traced(encoder, {"sample": x[:2, :, :128]}, axes, "vae_encoder")
        self._config("vae_encoder", config)
        _compare(session, encoder, {"sample": x})
        z = torch.randn(2, 16, 24, 12, generator=self.random)
        axes = {"latent_sample": latents, "sample": image}
        session = self._traced(decoder, {"latent_sample": z[:, :, :16]}, axes, "vae_decoder")
        self._config("vae_decoder", config)
        _compare(session, decoder, {"latent_sample": z[:1]})

    def _traced(self, module, inputs, axes, component):
        """axes: of every input and output, in order."""
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            self._file(component),
            input_names=list(inputs),
            output_names=[name for name in axes if name not in inputs],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        return self._session(component)

    def _exported(self, module, inputs, component):
        """Tracing would fix sequence lengths in the attention's reshapes."""
        batch = torch.export.Dim(BATCH, min=1, max=4096)
        tokens, length = (torch.export.Dim(name, min=2, max=4096) for name in (TOKENS, LENGTH))
        dimensions = {name: {0: batch} for name in inputs}
        dimensions["hidden_states"][1] = tokens
        dimensions["encoder_hidden_states"][1] = length
        dimensions["img_ids"], dimensions["txt_ids"] = {0: tokens}, {0: length}
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            self._file(component),
            input_names=list(inputs),
            output_names=["out_hidden_states"],
            dynamic_shapes=tuple(dimensions.values()),
            opset_version=OPSET,
            dynamo=True,
            external_data=False,
        )
        return self._session(component)

    def _file(self, component):
        (self.folder / component).mkdir(parents=True, exist_ok=True)
        return str(self.folder / component / "model.onnx")

    def _session(self, component):
        onnx.checker.check_model(self._file(component))
        print(f"{component}: {Path(self._file(component)).stat().st_size / 1e6:.2f} MB")
        return onnxruntime.InferenceSession(self._file(component), providers=["CPUExecutionProvider"])

    def _config(self, component, config, file="config.json"):
        (self.folder / component).mkdir(parents=True, exist_ok=True)
        (self.folder / component / file).write_text(json.dumps(config, indent=2))

    def everything_else(self):
        for component in ("tokenizer", "tokenizer_2"):
            shutil.copytree(lab.TOKENIZERS / component, self.folder / component, dirs_exist_ok=True)
        self._config("scheduler", SCHEDULER, "scheduler_config.json")
        self._config("", MODEL_INDEX, "model_index.json")
        shutil.copy(VOCABULARY, self.folder / "vocabulary.json")


@torch.no_grad()
def _compare(session, module, inputs):
    expected = module(**inputs)
    expected = expected if isinstance(expected, tuple) else (expected,)
    actual = session.run(None, {name: value.numpy() for name, value in inputs.items()})
    for want, got in zip(expected, actual):
        _check(str([tuple(value.shape) for value in inputs.values()]), want.numpy(), got)


def _check(what, expected, actual):
    difference = float(np.abs(expected - actual).max() / np.abs(expected).max())
    print(f"  {what}: at most {difference:.1e} of the largest number from torch")
    if difference > TOLERANCE:
        raise SystemExit(f"The exported component differs by {difference:.1e}, more than {TOLERANCE:.0e}")


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else lab.EXPORT
    make_diffusers_exportable()
    checkpoint = lab.load(lab.FLUX)
    exporter = Exporter(folder)
    exporter.components(checkpoint)
    exporter.everything_else()
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"{folder}: {checkpoint['seen']} samples, {checkpoint['step']} steps, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
