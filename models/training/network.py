"""A head: NanoDet's backbone up to stride 16, with its trained weights, and a small classifier on top."""
import onnx
import torch
from onnx import numpy_helper
from torch import nn

SIZE = 96
MEAN = (103.53, 116.28, 123.675)
DEVIATION = (57.375, 57.12, 58.395)


class Conv(nn.Module):
    """A convolution with bias and the detector's leaky ReLU."""

    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, stride, 1)

    def forward(self, x):
        return nn.functional.leaky_relu(self.conv(x), 0.1)


class Stage(nn.Module):
    """One cross-stage-partial block of the detector: inputs channels become 2 x width channels."""

    def __init__(self, inputs, width, stride, rounds):
        super().__init__()
        self.first = Conv(inputs, width, stride)
        self.rounds = nn.ModuleList(
            nn.ModuleList([Conv(width, width // 2), Conv(width // 2, width // 2)]) for _ in range(rounds))
        self.last = Conv(width, width)

    def forward(self, x):
        first = x = self.first(x)
        for one, two in self.rounds:
            half = one(x)
            x = torch.cat([two(half), half], 1)
        return torch.cat([self.last(x), first], 1)


class Head(nn.Module):
    """Crops (N, 3, SIZE, SIZE), normalised BGR, to logits (N, classes)."""

    def __init__(self, classes, dropout=0.3):
        super().__init__()
        self.stem = Conv(3, 32, 2)
        self.pool = nn.MaxPool2d(3, 2, 1)
        self.stages = nn.ModuleList([Stage(32, 32, 1, 1), Stage(64, 64, 2, 2), Stage(128, 128, 2, 2)])
        cells = SIZE // 16
        self.places = nn.Conv2d(256, 256, cells, groups=256)
        nn.init.constant_(self.places.weight, 1 / cells ** 2)
        nn.init.zeros_(self.places.bias)
        self.dropout = nn.Dropout(dropout)
        self.last = nn.Linear(512, classes)
        nn.init.normal_(self.last.weight, std=0.01)
        nn.init.zeros_(self.last.bias)

    def forward(self, x):
        x = self.pool(self.stem(x))
        for stage in self.stages:
            x = stage(x)
        return self.last(self.dropout(torch.cat([self.places(x).flatten(1), x.amax((2, 3))], 1)))

    def trunk(self):
        """The detector's convolutions, in the order of its graph."""
        return [part.conv for part in self.modules() if isinstance(part, Conv)]


def load_trunk(head, path):
    """Copies the detector's weights out of its ONNX file. Raises ValueError where the file has other shapes."""
    graph = onnx.load(path).graph
    tensors = {t.name: t for t in graph.initializer}
    convs = [n for n in graph.node if n.op_type == "Conv" and tensors[n.input[1]].dims[2] == 3]
    for module, node in zip(head.trunk(), convs):
        weight, *biases = (numpy_helper.to_array(tensors[name]) for name in node.input[1:])
        if weight.shape != tuple(module.weight.shape) or len(biases) != 1:
            raise ValueError(f"{path}: {node.name} has shape {weight.shape} and {len(biases)} biases, "
                             f"expected {tuple(module.weight.shape)} and 1")
        module.weight.data = torch.from_numpy(weight.copy())
        module.bias.data = torch.from_numpy(biases[0].copy())
