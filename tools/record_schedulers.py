"""Records runs of diffusers' schedulers with settings that the fixtures lack, among them starts at a later step.

    python tools/record_schedulers.py src/test/resources/schedulers.json

Needs diffusers and torch. The toy model is 0.1 * model_input + 0.0001 * timestep in float32; the k-th draw of noise is
cos(1.7 i + 0.9 k + 0.3); the image is sin(i + 1), and the noise it gets at the start is cos(i).
"""
import importlib
import json
import sys

import diffusers.schedulers as schedulers
import numpy as np
import torch

SD = dict(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear")
LEADING = dict(SD, timestep_spacing="leading", steps_offset=1)
V = dict(SD, prediction_type="v_prediction")
ZSNR = dict(V, rescale_betas_zero_snr=True, timestep_spacing="trailing")
COSINE = dict(beta_schedule="squaredcos_cap_v2")
FLOW = dict(prediction_type="flow_prediction", use_flow_sigmas=True)
DPM, UNIPC = "DPMSolverMultistepScheduler", "UniPCMultistepScheduler"
EULER, HEUN = "EulerDiscreteScheduler", "HeunDiscreteScheduler"
# name: class, settings, steps, first step
CASES = {
    "flow_later": ("FlowMatchEulerDiscreteScheduler", dict(shift=3.0), 5, 2),
    "euler_defaults": (EULER, {}, 5, 0),
    "euler_later": (EULER, LEADING, 5, 2),
    "euler_zero_snr": (EULER, ZSNR, 5, 0),
    "euler_sigma_min": (EULER, dict(LEADING, final_sigmas_type="sigma_min"), 5, 0),
    "ancestral_v_later": ("EulerAncestralDiscreteScheduler", V, 5, 1),
    "ancestral_zero_snr": ("EulerAncestralDiscreteScheduler", ZSNR, 5, 0),
    "heun_defaults": (HEUN, {}, 4, 0),
    "heun_karras_v": (HEUN, dict(V, use_karras_sigmas=True), 4, 0),
    "heun_clip_later": (HEUN, dict(SD, clip_sample=True), 5, 4),
    "ddim_defaults": ("DDIMScheduler", {}, 5, 0),
    "ddim_linspace_cosine_later": ("DDIMScheduler", dict(COSINE, clip_sample=False, timestep_spacing="linspace"), 5, 2),
    "ddpm_defaults": ("DDPMScheduler", {}, 5, 0),
    "ddpm_large_v_later": ("DDPMScheduler", dict(V, variance_type="fixed_large", clip_sample=False), 5, 2),
    "ddpm_zero_snr": ("DDPMScheduler", dict(ZSNR, clip_sample=False), 5, 0),
    "pndm_v": ("PNDMScheduler", dict(V, skip_prk_steps=True), 7, 0),
    "pndm_later": ("PNDMScheduler", dict(SD, skip_prk_steps=True, steps_offset=1), 7, 3),
    "pndm_alpha_one_trailing": ("PNDMScheduler", dict(SD, skip_prk_steps=True, set_alpha_to_one=True, timestep_spacing="trailing"), 5, 0),
    "lcm_v_clip_later": ("LCMScheduler", dict(prediction_type="v_prediction", clip_sample=True), 5, 2),
    "dpm_defaults": (DPM, {}, 6, 0),
    "dpm_later": (DPM, dict(LEADING, solver_order=3), 20, 12),
    "dpm_order_1": (DPM, dict(SD, solver_order=1), 4, 0),
    "dpm_heun": (DPM, dict(SD, solver_type="heun"), 6, 0),
    "dpm_trailing_v": (DPM, dict(V, timestep_spacing="trailing"), 6, 0),
    "dpm_zero_snr": (DPM, ZSNR, 6, 0),
    "dpm_exponential": (DPM, dict(SD, use_exponential_sigmas=True), 6, 0),
    "dpm_cosine_karras": (DPM, dict(COSINE, use_karras_sigmas=True), 6, 0),
    "dpm_sigma_min_euler_at_final": (DPM, dict(SD, final_sigmas_type="sigma_min", lower_order_final=False, euler_at_final=True), 6, 0),
    "dpm_sigma_min": (DPM, dict(SD, final_sigmas_type="sigma_min", lower_order_final=False, solver_order=3), 6, 0),
    "dpm_sde": (DPM, dict(SD, algorithm_type="sde-dpmsolver++"), 6, 0),
    "dpm_sde_heun": (DPM, dict(SD, algorithm_type="sde-dpmsolver++", solver_type="heun"), 6, 0),
    "dpm_sde_order_3": (DPM, dict(SD, algorithm_type="sde-dpmsolver++", solver_order=3), 6, 0),
    "dpm_flow_sde_later": (DPM, dict(FLOW, flow_shift=3.0, algorithm_type="sde-dpmsolver++"), 6, 2),
    "dpm_flow_dynamic": (DPM, dict(FLOW, use_dynamic_shifting=True), 6, 0),
    "unipc_defaults": (UNIPC, {}, 6, 0),
    "unipc_later": (UNIPC, LEADING, 8, 3),
    "unipc_order_3": (UNIPC, dict(SD, solver_order=3), 8, 0),
    "unipc_order_1_v": (UNIPC, dict(V, solver_order=1), 5, 0),
    "unipc_exponential": (UNIPC, dict(SD, use_exponential_sigmas=True), 6, 0),
    "unipc_sigma_min": (UNIPC, dict(SD, final_sigmas_type="sigma_min"), 6, 0),
    "unipc_flow_dynamic_later": (UNIPC, dict(FLOW, use_dynamic_shifting=True), 6, 1),
}
SHAPE = (1, 1, 2, 4)
TOKENS, MU = 4096, 1.15


def numbers(x):
    return [float(str(np.float32(v))) for v in np.asarray(x, dtype=np.float64).reshape(-1)]


def wave(function):
    return torch.from_numpy(function(np.arange(8.0)).astype(np.float32).reshape(SHAPE))


def record(class_name, settings, steps, first):
    scheduler = getattr(schedulers, class_name)(**settings)
    arguments = dict(mu=MU) if settings.get("use_dynamic_shifting") else {}
    if class_name.startswith("FlowMatch"):
        arguments["sigmas"] = np.linspace(1.0, 1 / steps, steps)
    scheduler.set_timesteps(steps, **arguments)
    if hasattr(scheduler, "set_begin_index"):
        scheduler.set_begin_index(first)
    drawn = []

    def randn(shape, **_):
        k = len(drawn)
        drawn.append(wave(lambda i: np.cos(1.7 * i + 0.9 * k + 0.3)))
        return drawn[-1]

    importlib.import_module(type(scheduler).__module__).randn_tensor = randn
    noise = wave(np.cos)
    x = noise * float(getattr(scheduler, "init_noise_sigma", 1.0))
    if first > 0:
        add = getattr(scheduler, "scale_noise", None) or scheduler.add_noise
        x = add(wave(lambda i: np.sin(i + 1)), scheduler.timesteps[first:first + 1], noise) if hasattr(scheduler, "scale_noise") else add(
            wave(lambda i: np.sin(i + 1)), noise, scheduler.timesteps[first:first + 1])
    walk = dict(scheduler=class_name, config=settings, num_inference_steps=steps, first_step=first, timesteps=numbers(scheduler.timesteps), start=numbers(x), steps=[])
    for t in scheduler.timesteps[first:]:
        seen = scheduler.scale_model_input(x, t) if hasattr(scheduler, "scale_model_input") else x
        output = np.float32(0.1) * seen + torch.tensor(np.float32(1e-4) * np.float32(float(t)))
        result = scheduler.step(output, t, x)
        original = getattr(result, "denoised", getattr(result, "pred_original_sample", None))
        if class_name in (DPM, UNIPC):
            original = scheduler.model_outputs[-1]
        x = result.prev_sample
        row = dict(model_input=numbers(seen), model_output=numbers(output), sample=numbers(x))
        if original is not None:
            row["original"] = numbers(original)
        assert torch.isfinite(x).all(), (class_name, settings)
        walk["steps"].append(row)
    return walk


if __name__ == "__main__":
    walks = {name: record(*case) for name, case in CASES.items()}
    with open(sys.argv[1], "w") as file:
        file.write("{\n" + ",\n".join(f'"{name}": {json.dumps(walk, allow_nan=False)}' for name, walk in walks.items()) + "\n}\n")
    print(len(walks), "walks")
