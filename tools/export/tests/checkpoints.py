"""Tiny checkpoints with seeded random weights, the same as those behind the models in src/test/resources/fixtures."""

import json
from pathlib import Path

import torch
from diffusers import AutoencoderKL, FluxTransformer2DModel, UNet2DConditionModel, ZImageTransformer2DModel
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    Qwen3Config,
    Qwen3Model,
    T5Config,
    T5EncoderModel,
)

FIXTURES = Path(__file__).parents[3] / "src" / "test" / "resources" / "fixtures" / "models"
CLIP_VOCABULARY, T5_VOCABULARY, QWEN_VOCABULARY = 736, 115, 501


def flux(guidance):
    return {
        "vae": _flux_vae(11),
        "text_encoder": _clip(12),
        "text_encoder_2": _t5(13),
        "transformer": _random(
            FluxTransformer2DModel(
                patch_size=1,
                in_channels=64,
                num_layers=2,
                num_single_layers=2,
                attention_head_dim=16,
                num_attention_heads=2,
                joint_attention_dim=32,
                pooled_projection_dim=32,
                guidance_embeds=guidance,
                axes_dims_rope=(4, 6, 6),
            ),
            14 if guidance else 15,
        ),
    }


def z_image():
    transformer = ZImageTransformer2DModel(
        all_patch_size=(2,),
        all_f_patch_size=(1,),
        in_channels=16,
        dim=48,
        n_layers=2,
        n_refiner_layers=2,
        n_heads=3,
        n_kv_heads=3,
        norm_eps=1e-5,
        qk_norm=True,
        cap_feat_dim=32,
        rope_theta=256.0,
        t_scale=1000.0,
        axes_dims=[4, 6, 6],
        axes_lens=[1536, 512, 512],
    )
    return {"vae": _flux_vae(21), "text_encoder": _qwen3(22), "transformer": _random(transformer, 23)}


def sdxl():
    unet = _unet(
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 4),
        cross_attention_dim=64,
        transformer_layers_per_block=(1, 1),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=80,
    )
    return {
        "vae": _sd_vae(31, 0.13025),
        "text_encoder": _clip(32),
        "text_encoder_2": _clip(33, CLIPTextModelWithProjection, "gelu"),
        "unet": _random(unet, 34, 0.7),
    }


def stable_diffusion(**options):
    unet = _unet(
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        attention_head_dim=4,
        cross_attention_dim=32,
        **options,
    )
    return {"vae": _sd_vae(41, 0.18215), "text_encoder": _clip(42), "unet": _random(unet, 44, 0.7)}


# Name of the fixture with the same weights -> the pipeline's class and the function that makes its modules.
CHECKPOINTS = {
    "tiny-random-flux-dev": ("FluxPipeline", lambda: flux(True)),
    "tiny-random-flux-schnell": ("FluxPipeline", lambda: flux(False)),
    "tiny-random-z-image-turbo": ("ZImagePipeline", z_image),
    "tiny-random-sdxl-turbo": ("StableDiffusionXLPipeline", sdxl),
    "tiny-random-lcm": ("LatentConsistencyModelPipeline", lambda: stable_diffusion(time_cond_proj_dim=16)),
    "tiny-random-sd": ("StableDiffusionPipeline", stable_diffusion),
}


def save(name, folder):
    pipeline, modules = CHECKPOINTS[name]
    return save_modules(pipeline, modules(), folder)


def save_modules(pipeline, modules, folder):
    """A diffusers folder of these modules."""
    index = {"_class_name": pipeline, "safety_checker": [None, None]}
    for part, module in modules.items():
        module.save_pretrained(str(folder / part))
        index[part] = ["transformers" if part.startswith("text") else "diffusers", type(module).__name__]
    (folder / "model_index.json").write_text(json.dumps(index), encoding="utf-8")
    (folder / "scheduler").mkdir()
    (folder / "scheduler" / "scheduler_config.json").write_text("{}", encoding="utf-8")
    return folder


def _flux_vae(seed):
    return _vae(
        seed,
        latent_channels=16,
        sample_size=1024,
        scaling_factor=0.3611,
        shift_factor=0.1159,
        use_quant_conv=False,
        use_post_quant_conv=False,
    )


def _sd_vae(seed, scaling):
    return _vae(seed, latent_channels=4, sample_size=64, scaling_factor=scaling)


def _vae(seed, **options):
    return _random(
        AutoencoderKL(
            block_out_channels=[8, 8, 16, 16],
            layers_per_block=1,
            norm_num_groups=4,
            down_block_types=["DownEncoderBlock2D"] * 4,
            up_block_types=["UpDecoderBlock2D"] * 4,
            **options,
        ),
        seed,
    )


def _unet(**options):
    return UNet2DConditionModel(
        sample_size=64, block_out_channels=(16, 32), layers_per_block=1, norm_num_groups=4, **options
    )


def _clip(seed, kind=CLIPTextModel, activation="quick_gelu"):
    config = CLIPTextConfig(
        vocab_size=CLIP_VOCABULARY,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=77,
        hidden_act=activation,
        bos_token_id=0,
        eos_token_id=2,
        pad_token_id=1,
        projection_dim=32,
    )
    return _random(kind(config), seed)


def _t5(seed):
    config = T5Config(
        vocab_size=T5_VOCABULARY,
        d_model=32,
        d_kv=8,
        d_ff=64,
        num_layers=2,
        num_heads=4,
        feed_forward_proj="gated-gelu",
        relative_attention_num_buckets=32,
        relative_attention_max_distance=128,
        tie_word_embeddings=False,
        use_cache=False,
    )
    return _random(T5EncoderModel(config), seed)


def _qwen3(seed):
    config = Qwen3Config(
        vocab_size=QWEN_VOCABULARY,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=3,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=16,
        max_position_embeddings=4096,
        rms_norm_eps=1e-6,
        attention_bias=False,
        tie_word_embeddings=True,
        use_cache=False,
        rope_parameters={"rope_type": "default", "rope_theta": 1000000.0},
    )
    model = _random(Qwen3Model(config), seed)
    embeddings = model.embed_tokens.weight
    with torch.no_grad():
        embeddings.copy_(0.5 * torch.randn(embeddings.shape, generator=torch.Generator().manual_seed(seed + 1)))
    return model


@torch.no_grad()
def _random(model, seed, gain=1.0):
    """Makes every parameter nonzero, so that tests notice ignored parameters."""
    generator = torch.Generator().manual_seed(seed)
    for name, parameter in model.named_parameters():
        values = torch.randn(parameter.shape, generator=generator)
        table = any(word in name for word in ("token", "position", "shared", "relative"))
        if parameter.ndim == 1:
            parameter.copy_((1.0 if name.endswith("weight") else 0.0) + 0.1 * values)
        elif "embed" in name and parameter.ndim == 2 and "weight" in name and table:
            parameter.copy_(0.5 * values)
        else:
            parameter.copy_(gain * values / parameter[0].numel() ** 0.5)
    return model.eval()
