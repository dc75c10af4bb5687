"""8-bit heads: convolutions with 7-bit weights (processors without VNNI add two 8-bit products in 16 bits and overflow
with eight) and 8-bit activations, as QuantizeLinear and DequantizeLinear around each of them."""
import copy

import numpy as np
import torch
from onnx import helper, numpy_helper

LARGEST_WEIGHT = 63
LEVELS = 255
INPUT = (-2.2, 2.7)


def convolutions(head):
    return [m for m in head.modules() if isinstance(m, torch.nn.Conv2d)]


def ranges(head, crops):
    """(lowest, highest) of each convolution's output over normalised crops (N, 3, SIZE, SIZE), one value in 10,000 left
    out at either end. Both are at zero or beyond it."""
    found = []

    def see(_, __, output):
        values = output.flatten()[::max(1, output.numel() // 200000)].numpy()
        found.append((min(-1e-3, float(np.quantile(values, 1e-4))), max(1e-3, float(np.quantile(values, 1 - 1e-4)))))

    hooks = [conv.register_forward_hook(see) for conv in convolutions(head)]
    with torch.no_grad():
        head.eval()(crops)
    for hook in hooks:
        hook.remove()
    return found


def steps(weight):
    """The step of each output channel's weights."""
    return weight.abs().flatten(1).amax(1).clamp(min=1e-8) / LARGEST_WEIGHT


def imitate(head, limits):
    """The head in 32 bits, rounded wherever the 8-bit one rounds a convolution's weights or output."""
    head = copy.deepcopy(head)
    for conv, (low, high) in zip(convolutions(head), limits):
        step = steps(conv.weight.data).view(-1, 1, 1, 1)
        conv.weight.data = (conv.weight.data / step).round() * step
        unit = (high - low) / LEVELS
        conv.register_forward_hook(
            lambda m, i, output, low=low, high=high, unit=unit: (output.clamp(low, high) / unit).round() * unit)
    return head


def _weights(graph, node):
    """Replaces a convolution's weights by whole numbers, and returns the node that widens them."""
    name = node.input[1]
    tensor = next(t for t in graph.initializer if t.name == name)
    weight = numpy_helper.to_array(tensor)
    step = steps(torch.from_numpy(weight.copy())).numpy()
    graph.initializer.remove(tensor)
    whole = np.round(weight / step.reshape(-1, 1, 1, 1)).astype(np.int8)
    parts = {"_whole": whole, "_step": step, "_zero": np.zeros(len(step), np.int8)}
    graph.initializer.extend(numpy_helper.from_array(v, name + k) for k, v in parts.items())
    return helper.make_node("DequantizeLinear", [name + k for k in parts], [name], axis=0)


def _limit(node, limits, remaining):
    """The range of what a node gives, or None where it stays in 32 bits."""
    known = [limits.get(i) for i in node.input if i]
    if node.op_type == "Conv":
        return next(remaining)
    if node.op_type == "LeakyRelu" and known[0]:
        return known[0][0] * 0.1, known[0][1]
    if node.op_type in ("MaxPool", "Slice") and known[0]:
        return known[0]
    if node.op_type == "Concat" and all(known):
        return min(low for low, _ in known), max(high for _, high in known)
    return None


def quantise(model, conv_limits):
    """Turns an exported head (an ONNX model) into its 8-bit form, in place."""
    graph = model.graph
    limits, remaining, renamed, nodes = {"input": INPUT}, iter(conv_limits), {}, []
    for node in list(graph.node):
        for i, name in enumerate(node.input):
            node.input[i] = renamed.get(name, name)
        if node.op_type == "Conv":
            nodes.append(_weights(graph, node))
        nodes.append(node)
        limit = _limit(node, limits, remaining)
        if limit is None:
            continue
        name = node.output[0]
        limits[name] = limit
        if node.op_type == "Slice":
            continue
        unit = np.float32((limit[1] - limit[0]) / LEVELS)
        zero = np.uint8(round(-limit[0] / float(unit)))
        graph.initializer.append(numpy_helper.from_array(unit, name + "_unit"))
        graph.initializer.append(numpy_helper.from_array(zero, name + "_zero"))
        nodes.append(helper.make_node("QuantizeLinear", [name, name + "_unit", name + "_zero"], [name + "_8"]))
        nodes.append(helper.make_node("DequantizeLinear", [name + "_8", name + "_unit", name + "_zero"], [name + "_32"]))
        renamed[name] = name + "_32"
        limits[name + "_32"] = limit
    del graph.node[:]
    graph.node.extend(nodes)
