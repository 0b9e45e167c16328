"""Reads ONNX models with the stock checker and shape inference and prints the shapes of their outputs, for tests/Frontend/Conformance.

Usage: onnx_check.py MODEL...   one line "file<TAB>name<TAB>dim,dim,..." for each value that has an inferred shape; exit code 1 at the first
model that is refused. Without models: exit code 0 if the onnx module is there.
"""
import sys

import onnx
import onnx.checker
import onnx.shape_inference


def dims(value):
    shape = value.type.tensor_type.shape
    return ",".join(str(d.dim_value) if d.HasField("dim_value") else d.dim_param or "?" for d in shape.dim)


def main(paths):
    for path in paths:
        model = onnx.load(path)
        onnx.checker.check_model(model, full_check=True)
        inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
        for value in list(inferred.graph.value_info) + list(inferred.graph.output):
            if value.type.HasField("tensor_type") and value.type.tensor_type.HasField("shape"):
                print(f"{path}\t{value.name}\t{dims(value)}")


if __name__ == "__main__":
    main(sys.argv[1:])
