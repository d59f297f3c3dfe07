"""Exports a checkpoint, one component in one dtype at a time, and compares each graph with torch."""

import gc
from dataclasses import dataclass, replace

import torch

from exporter import folder
from exporter.check import CHECKED, CheckFailed
from exporter.checkpoint import CheckpointError
from exporter.families import family_of
from exporter.tracing import trace
from exporter.weights import write

DTYPES = {"float32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}
SUFFIXES = {torch.float32: "_fp32", torch.float16: "_fp16", torch.bfloat16: "_bf16"}
# Components that may overflow in half precision and get an additional float32 copy.
NEEDS_FLOAT32 = "vae_decoder"


@dataclass(frozen=True)
class Plan:
    """One file to write."""

    component: str
    dtype: torch.dtype
    file_name: str


def plans(family, dtypes, components):
    """The first dtype is `model.onnx`; others go beside it, as `model_fp16.onnx`."""
    for dtype in dtypes:
        if dtype not in family.dtypes:
            raise CheckpointError(
                f"a U-Net cannot be exported as {str(dtype)[6:]}: opset 18 has no such convolution; use float16"
            )
    unknown = set(components or ()) - set(family.components)
    if unknown:
        known = ", ".join(family.components)
        raise CheckpointError(f"there is no component {', '.join(sorted(unknown))}; there are {known}")
    found = []
    for component in components or family.components:
        kept = dtypes
        if component == NEEDS_FLOAT32 and torch.float32 not in dtypes:
            kept = (*dtypes, torch.float32)
        for i, dtype in enumerate(kept):
            found.append(Plan(component, dtype, f"model{SUFFIXES[dtype] if i else ''}.onnx"))
    return found


@torch.no_grad()
def export(checkpoint, output, dtypes, components=None, checks=CHECKED):
    """Exports and checks every graph. Raises CheckFailed at the end if one differs too much."""
    family = family_of(checkpoint)
    todo = plans(family, dtypes, components)
    for plan in todo:
        checkpoint.require(family.components[plan.component].part)
    output.mkdir(parents=True, exist_ok=True)
    folder.copy_plain_files(checkpoint, output)
    failed = []
    for plan in todo:
        component = family.components[plan.component]
        file = output / plan.component / plan.file_name
        folder.copy_config(checkpoint, component.part, file.parent)
        model = checkpoint.load(component.part, component.weights_in(plan.dtype))
        graph = component.graph(model, plan.dtype)
        expected = checks.references(model, graph)
        module = graph.module()
        write(trace(graph, module, plan.dtype, file), module, file)
        # frees torch's weights before ONNX Runtime loads its own
        graph = replace(graph, reference=_gone, module=_gone)
        del model, module
        gc.collect()
        rows = checks.rows(file, graph, expected, plan.dtype)
        _print(plan, file, rows)
        failed += [row for row in rows if not row.passed()]
    if failed:
        raise CheckFailed(f"{len(failed)} comparisons with torch are above their tolerance")


def _gone(*_):
    raise AssertionError("the model is already freed")


def _print(plan, file, rows):
    size = sum(f.stat().st_size for f in (file, file.with_name(file.name + "_data")) if f.exists())
    print(f"{plan.component}/{plan.file_name}  {str(plan.dtype)[6:]}  {size / 1e6:.2f} MB", flush=True)
    for row in rows:
        verdict = "" if row.passed() else "  FAILED"
        print(
            f"  {row.output:21} {row.difference:8.1e} of {row.largest:8.2e}, tolerance {row.tolerance:.0e}{verdict}"
            f"  {row.shapes}",
            flush=True,
        )
