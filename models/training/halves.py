"""Weights of an ONNX file as 16-bit numbers."""
import numpy as np
import onnx
from onnx import helper, numpy_helper


def halve(model):
    """Keeps large weights as 16-bit numbers, in place; ONNX Runtime turns them back into 32 bits when it loads the file."""
    graph = model.graph
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < 256:
            continue
        kept = numpy_helper.from_array(values.astype(np.float16), tensor.name + "_half")
        graph.initializer.remove(tensor)
        graph.initializer.append(kept)
        graph.node.insert(0, helper.make_node("Cast", [kept.name], [tensor.name], to=onnx.TensorProto.FLOAT))
