#!/usr/bin/python3
"""Writes tiny models beside make.py's that give their results in other forms: shares of mean red, green and blue, of an image of 4 x 2 pixels.

On Debian 12: apt-get install python3-pil python3-numpy python3-onnx; run with /usr/bin/python3.
"""

import onnx
from onnx import TensorProto, helper

from make import HERE

QUANTIZED = {"uint8": (TensorProto.UINT8, 1 / 256, 0), "int8": (TensorProto.INT8, 1 / 256, -128)}
COUNTED = {"int64": TensorProto.INT64, "int32": TensorProto.INT32, "float64": TensorProto.DOUBLE}


def model(form):
    nodes = [helper.make_node("ReduceMean", ["image"], ["means"], axes=[2, 3], keepdims=0),
             helper.make_node("ReduceSum", ["means"], ["sum"], keepdims=1), helper.make_node("Div", ["means", "sum"], ["shares"])]
    weights, output = [], None
    if form in QUANTIZED:
        number, scale, zero = QUANTIZED[form]
        weights = [helper.make_tensor("scale", TensorProto.FLOAT, [], [scale]), helper.make_tensor("zero", number, [], [zero])]
        nodes.append(helper.make_node("QuantizeLinear", ["shares", "scale", "zero"], ["result"]))
        output = helper.make_tensor_value_info("result", number, ["batch", 3])
    elif form in COUNTED:
        weights = [helper.make_tensor("hundred", TensorProto.FLOAT, [], [100])]
        nodes += [helper.make_node("Mul", ["shares", "hundred"], ["percents"]), helper.make_node("Round", ["percents"], ["rounded"]),
                  helper.make_node("Cast", ["rounded"], ["result"], to=COUNTED[form])]
        output = helper.make_tensor_value_info("result", COUNTED[form], ["batch", 3])
    else:
        keys = {"classlabels_strings": ["blue", "red", "green"]} if form == "maps" else {"classlabels_int64s": [2, 0, 1]}
        nodes += [helper.make_node("Gather", ["shares", "order"], ["ordered"], axis=1), helper.make_node("ZipMap", ["ordered"], ["result"], domain="ai.onnx.ml", **keys)]
        weights = [helper.make_tensor("order", TensorProto.INT64, [3], [2, 0, 1])]
        key = TensorProto.STRING if form == "maps" else TensorProto.INT64
        output = onnx.ValueInfoProto(name="result")
        output.type.sequence_type.elem_type.map_type.key_type = key
        output.type.sequence_type.elem_type.map_type.value_type.tensor_type.elem_type = TensorProto.FLOAT
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 3, 2, 4])
    graph = helper.make_graph(nodes, "tiny", [image], [output], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13), helper.make_opsetid("ai.onnx.ml", 1)], ir_version=7)


def grey():
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 1, 2, 4])
    nodes = [helper.make_node("ReduceMean", ["image"], ["mean"], axes=[2, 3], keepdims=0), helper.make_node("Sub", ["full", "mean"], ["rest"]),
             helper.make_node("Concat", ["rest", "mean"], ["both"], axis=1), helper.make_node("Div", ["both", "full"], ["result"])]
    graph = helper.make_graph(nodes, "tiny", [image], [helper.make_tensor_value_info("result", TensorProto.FLOAT, ["batch", 2])],
                              [helper.make_tensor("full", TensorProto.FLOAT, [], [255])])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=7)


if __name__ == "__main__":
    for form in [*QUANTIZED, *COUNTED, "maps", "numbered-maps"]:
        (HERE / f"tiny-gives-{form}.onnx").write_bytes(model(form).SerializeToString(deterministic=True))
    (HERE / "tiny-grey.onnx").write_bytes(grey().SerializeToString(deterministic=True))
