"""Writes a trained head as models/NAME.onnx with its manifest models/NAME.json.

    /usr/bin/python3 models/training/export.py --head mask --weights FOLDER/mask.pt --held FOLDER/mask-fold*.npz --to models

--held names the logits on examples that models of the same recipe did not see; temperature and unsure band come from
them. The ONNX file is read again with OpenCV and compared with the network it was made from.
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

import calibrate
import data
import halves
import network

TITLES = {"mask": "Mask worn rightly, wrongly or not", "gloves": "Gloved or bare hand", "hat": "Covered or bare head"}
SMALLEST = {"mask": 24, "gloves": 24, "hat": 24}
SHARPNESS = {"mask": 12, "gloves": 12, "hat": 12}


class Judge(torch.nn.Module):
    """A head with calibrated probabilities (1, classes) in place of logits."""

    def __init__(self, head, temperature):
        super().__init__()
        self.head, self.temperature = head, temperature

    def forward(self, x):
        return torch.softmax(self.head(x) / self.temperature, 1)


def write(head, temperature, path):
    sample = torch.zeros(1, 3, network.SIZE, network.SIZE)
    torch.onnx.export(Judge(head, temperature).eval(), sample, path, opset_version=13, input_names=["input"],
                      output_names=["probabilities"])
    model = onnx.load(path)
    halves.halve(model)
    model.producer_name, model.producer_version = "EdgeAgent models/training", ""
    for node in model.graph.node:
        node.ClearField("doc_string")
    onnx.checker.check_model(model)
    onnx.save(model, path)


def difference(head, temperature, path):
    """The largest difference between the file's probabilities and the network's over random pictures."""
    x = torch.from_numpy(np.random.default_rng(1).normal(0, 1, (16, 3, network.SIZE, network.SIZE)).astype(np.float32))
    net = cv2.dnn.readNetFromONNX(np.frombuffer(halves.widen(onnx.load(path)).SerializeToString(), np.uint8))
    largest = 0.0
    with torch.no_grad():
        for one in x:
            net.setInput(one[None].numpy())
            largest = max(largest, float(np.abs(net.forward() - Judge(head, temperature).eval()(one[None]).numpy()).max()))
    return largest


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--head", required=True, choices=sorted(data.HEADS))
    parser.add_argument("--weights", required=True)
    parser.add_argument("--held", required=True, nargs="+")
    parser.add_argument("--to", default="models")
    wanted = parser.parse_args()
    spec = data.HEADS[wanted.head]
    head = network.Head(len(spec["classes"]))
    head.load_state_dict(torch.load(wanted.weights))
    parts = [np.load(f) for f in wanted.held]
    logits, label, width = (np.concatenate([q[k] for q in parts]) for k in ("logits", "label", "width"))
    smallest = SMALLEST[wanted.head]
    temperature, fine_below, violation_from = calibrate.choose(wanted.head, logits, label, width, smallest)
    path = os.path.join(wanted.to, wanted.head + ".onnx")
    write(head, temperature, path)
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    manifest = {
        "title": TITLES[wanted.head], "kind": "head", "licence": "Apache-2.0", "sha256": digest,
        "input": {"name": "input", "shape": [1, 3, network.SIZE, network.SIZE], "colour": "bgr",
                  "mean": list(network.MEAN), "standardDeviation": list(network.DEVIATION)},
        "outputs": ["probabilities"],
        "head": {"classes": spec["classes"], "violations": spec["violations"], "unfit": spec["unfit"],
                 "fineBelow": fine_below, "violationFrom": violation_from, "smallestPixels": smallest,
                 "leastSharpness": SHARPNESS[wanted.head]},
    }
    with open(os.path.join(wanted.to, wanted.head + ".json"), "w") as file:
        text = json.dumps(manifest, indent=2)
        file.write(re.sub(r"\[\s+([^\]{}]*?)\s+\]", lambda m: "[" + re.sub(r"\s*\n\s*", " ", m[1]) + "]", text) + "\n")
    print(f"{path}: {os.path.getsize(path)} bytes, temperature {temperature:.3f}, unsure from {fine_below} to "
          f"{violation_from}, differs from the network by at most {difference(head, temperature, path):.1e}")


if __name__ == "__main__":
    main()
