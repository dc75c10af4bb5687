"""Writes a trained head as models/NAME.onnx with its manifest models/NAME.json.

    /usr/bin/python3 models/training/export.py --data DIR --head mask --weights work/mask.pt --held work/mask-fold?.npz --to models

--held names the logits on examples that models of the same recipe did not see; temperature, the weight of the unfit
class and the unsure band come from them. Ranges for the 8-bit form come from 256 crops of --data.
"""
import argparse
import hashlib
import json
import os
import re

import cv2
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

import calibrate
import data
import halves
import held
import network
import quantise
import sets
import train

TITLES = {"mask": "Mask worn rightly, wrongly or not", "gloves": "Gloved or bare hand", "hat": "Covered or bare head"}
EIGHT_BITS = {"mask"}
SMALLEST = {"mask": 24, "gloves": 24, "hat": 24}
SHARPNESS = {"mask": 4, "gloves": 3, "hat": 6}


class Judge(torch.nn.Module):
    """Calibrated probabilities (1, classes) of one crop; if mirrored, of the mean of its and its mirror image's logits."""

    def __init__(self, head, temperature, refusal, mirrored):
        super().__init__()
        self.head, self.temperature, self.mirrored = head, temperature, mirrored
        self.register_buffer("offset", torch.tensor([0.0] * (head.last.out_features - 1) + [refusal]))

    def forward(self, x):
        logits = self.head(torch.cat([x, x.flip(3)])).mean(0, keepdim=True) if self.mirrored else self.head(x)
        return torch.softmax(logits / self.temperature + self.offset, 1)


def write(judge, limits, path):
    """Writes the 8-bit form, or without limits one with 16-bit weights; returns the 32-bit form as bytes."""
    sample = torch.zeros(1, 3, network.SIZE, network.SIZE)
    torch.onnx.export(judge.eval(), sample, path, opset_version=13, input_names=["input"], output_names=["probabilities"])
    model = onnx.load(path)
    wide = model.SerializeToString()
    if limits:
        quantise.quantise(model, limits)
    else:
        halves.halve(model)
    model.producer_name, model.producer_version = "EdgeAgent models/training", ""
    onnx.checker.check_model(model)
    onnx.save(model, path)
    return wide


def without_mirror(wide):
    """The 32-bit form as OpenCV can read it, which takes the crop and its mirror image (2, 3, SIZE, SIZE) as input."""
    model = onnx.load_from_string(wide)
    graph = model.graph
    mirror = next(n for n in graph.node if n.op_type == "Slice")
    pair = next(n for n in graph.node if mirror.output[0] in n.input)
    del graph.input[:]
    graph.input.append(helper.make_tensor_value_info(pair.output[0], TensorProto.FLOAT, [2, 3, network.SIZE, network.SIZE]))
    graph.node.remove(mirror)
    graph.node.remove(pair)
    return np.frombuffer(model.SerializeToString(), np.uint8)


def difference(judge, wide):
    """The largest difference between the 32-bit ONNX form, run by OpenCV, and the network."""
    x = torch.from_numpy(np.random.default_rng(1).normal(0, 1, (8, 3, network.SIZE, network.SIZE)).astype(np.float32))
    net = cv2.dnn.readNetFromONNX(without_mirror(wide) if judge.mirrored else np.frombuffer(wide, np.uint8))
    largest = 0.0
    for one in x:
        net.setInput((torch.stack([one, one.flip(2)]) if judge.mirrored else one[None]).numpy())
        with torch.no_grad():
            largest = max(largest, float(np.abs(net.forward() - judge(one[None]).numpy()).max()))
    return largest


# Their held-out figures do not bear an accusation: see the cards.
SUSPECTED = {"mask", "hat"}


def manifest(name, digest, fine_below, violation_from):
    spec = data.HEADS[name]
    return {
        "title": TITLES[name], "kind": "head", "licence": "Apache-2.0", "sha256": digest,
        "input": {"name": "input", "shape": [1, 3, network.SIZE, network.SIZE], "colour": "bgr",
                  "mean": list(network.MEAN), "standardDeviation": list(network.DEVIATION)},
        "outputs": ["probabilities"],
        "head": {"judges": spec["judges"], "classes": spec["classes"], "violations": spec["violations"], "unfit": spec["unfit"],
                 "suspected": name in SUSPECTED,
                 "fineBelow": fine_below, "violationFrom": violation_from, "smallestPixels": SMALLEST[name],
                 "leastSharpness": SHARPNESS[name]},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="folder that holds mask/, gloves/ and hat/")
    parser.add_argument("--head", required=True, choices=sorted(data.HEADS))
    parser.add_argument("--weights", required=True)
    parser.add_argument("--held", required=True, nargs="+")
    parser.add_argument("--to", default="models")
    wanted = parser.parse_args()
    torch.set_num_threads(1)
    head = network.Head(len(data.HEADS[wanted.head]["classes"]))
    head.load_state_dict(torch.load(wanted.weights))
    limits = None
    if wanted.head in EIGHT_BITS:
        examples, _ = sets.load(wanted.head, wanted.data, np.random.default_rng(5))
        order = np.random.default_rng(3).permutation(len(examples))[:256]
        limits = quantise.ranges(head, train.tensor([examples[i].crop for i in order]))
    chosen = calibrate.choose(wanted.head, held.read(wanted.head, wanted.held), SMALLEST[wanted.head])
    judge = Judge(head, chosen.temperature, chosen.refusal, wanted.head in data.MIRRORED)
    path = os.path.join(wanted.to, wanted.head + ".onnx")
    wide = write(judge, limits, path)
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    text = json.dumps(manifest(wanted.head, digest, chosen.fine_below, chosen.violation_from), indent=2)
    one_line = lambda m: "[" + re.sub(r"\s*\n\s*", " ", m[1]) + "]"
    with open(os.path.join(wanted.to, wanted.head + ".json"), "w") as file:
        file.write(re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", one_line, text) + "\n")
    print(f"{path}: {os.path.getsize(path)} bytes, {chosen}; the 32-bit form differs from the network by at most "
          f"{difference(judge, wide):.1e}")


if __name__ == "__main__":
    main()
