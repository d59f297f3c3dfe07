"""The configuration files of a model folder, as diffusers and Optimum write them."""

import json

VERSION = "0.30.0"
SCHEDULER = {
    "_class_name": "FlowMatchEulerDiscreteScheduler",
    "_diffusers_version": VERSION,
    "base_image_seq_len": 256,
    "base_shift": 0.5,
    "max_image_seq_len": 4096,
    "max_shift": 1.15,
    "num_train_timesteps": 1000,
    "shift": 3.0,
    "use_dynamic_shifting": True,
}
MODEL_INDEX = {
    "_class_name": "FluxPipeline",
    "_diffusers_version": VERSION,
    "scheduler": ["diffusers", "FlowMatchEulerDiscreteScheduler"],
    "text_encoder": ["optimum", "ORTModelTextEncoder"],
    "text_encoder_2": ["optimum", "ORTModelTextEncoder"],
    "tokenizer": ["transformers", "CLIPTokenizer"],
    "tokenizer_2": ["transformers", "T5TokenizerFast"],
    "transformer": ["optimum", "ORTModelTransformer"],
    "vae_decoder": ["optimum", "ORTModelVaeDecoder"],
    "vae_encoder": ["optimum", "ORTModelVaeEncoder"],
}


def text_encoder_config(encoder, architecture):
    return {**json.loads(encoder.config.to_json_string(use_diff=False)), "architectures": [architecture]}


def transformer_config(transformer):
    config = {key: value for key, value in transformer.config.items() if not key.startswith("_")}
    config["axes_dims_rope"] = list(config["axes_dims_rope"])
    return {"_class_name": "FluxTransformer2DModel", "_diffusers_version": VERSION, **config}


def autoencoder_config(scaling, shift):
    return {
        "_class_name": "AutoencoderKL",
        "_diffusers_version": VERSION,
        "in_channels": 3,
        "out_channels": 3,
        "latent_channels": 16,
        "block_out_channels": [48, 64, 128, 128],
        "down_block_types": ["DownEncoderBlock2D"] * 4,
        "up_block_types": ["UpDecoderBlock2D"] * 4,
        "layers_per_block": 1,
        "sample_size": 128,
        "scaling_factor": scaling,
        "shift_factor": shift,
        "use_quant_conv": False,
        "use_post_quant_conv": False,
        "force_upcast": False,
        "note": "own small convolutional autoencoder; block types only document the 8x factor",
    }
