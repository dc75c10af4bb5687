"""Weights of an ONNX file as 16-bit numbers, and back."""
import numpy as np
import onnx
from onnx import helper, numpy_helper

SUFFIX = "_half"


def halve(model):
    """Keeps large weights as 16-bit numbers, which ONNX Runtime turns back into 32 bits when it loads the file."""
    graph = model.graph
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < 256:
            continue
        kept = numpy_helper.from_array(values.astype(np.float16), tensor.name + SUFFIX)
        graph.initializer.remove(tensor)
        graph.initializer.append(kept)
        graph.node.insert(0, helper.make_node("Cast", [kept.name], [tensor.name], to=onnx.TensorProto.FLOAT))


def widen(model):
    """Undoes halve, for readers that know 32 bits only (OpenCV)."""
    graph = model.graph
    kept = {t.name: t for t in graph.initializer if t.name.endswith(SUFFIX)}
    for node in [n for n in graph.node if n.op_type == "Cast" and n.input[0] in kept]:
        tensor = kept[node.input[0]]
        graph.initializer.append(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float32), node.output[0]))
        graph.initializer.remove(tensor)
        graph.node.remove(node)
    return model
