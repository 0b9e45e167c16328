namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>Sets the outputs of one node from its inputs and attributes.</summary>
internal delegate void ShapeRule(ShapeContext context);
