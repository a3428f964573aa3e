"""The network as the file the product reads: ONNX, weights in whole numbers of eight bits."""

import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from tools.training.labels import label_sets
from tools.training.lean import make_lean
from tools.training.network import Network, Outputs

_OPSET = 17


def export(network: Network, folder: Path, tokenizer: Path) -> None:
    """Write a network, its tokenizer and its labels into a folder.

    Weights are rounded to 8 bits a row of each matrix, activations as they come; what that costs
    is measured by the harness, which only ever runs the written file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as where:
        whole = Path(where) / "whole.onnx"
        _write(network, whole)
        rounded = Path(where) / "rounded.onnx"
        quantize_dynamic(
            whole,
            rounded,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
        make_lean(rounded, folder / "encoder.onnx")
    _without_notes(folder / "encoder.onnx")
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    labels = json.dumps(label_sets(), indent=1)
    (folder / "labels.json").write_text(labels + "\n", encoding="utf-8")


def _write(network: Network, path: Path) -> None:
    pieces = torch.ones((1, 8), dtype=torch.int64)
    axes = {0: "batch", 1: "pieces"}
    torch.onnx.export(
        network.eval(),
        (pieces, torch.ones_like(pieces)),
        str(path),
        input_names=["pieces", "mask"],
        output_names=list(Outputs._fields),
        dynamic_axes={"pieces": axes, "mask": axes},
        opset_version=_OPSET,
        dynamo=False,
    )


def _without_notes(path: Path) -> None:
    """Take the paths of the source out of a written graph: the same weights, the same bytes."""
    model = onnx.load(path)
    for node in model.graph.node:
        node.doc_string = ""
    model.doc_string = ""
    onnx.save(model, path)
