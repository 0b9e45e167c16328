using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Compiler.Operators.Coverage;
using ActorSim.Frontend.Models;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using Google.Protobuf;
using Xunit;
using static ActorSim.Frontend.Tests.Failure.OnnxModels;
using Type = ActorSim.Frontend.Onnx.Format.AttributeProto.Types.AttributeType;

namespace ActorSim.Frontend.Tests.Failure;

/// <summary>Control flow, functions and sequences that cannot become plain nodes are refused by node, with the reason and what to do.</summary>
public sealed class ExpansionRefusalTests
{
    [Fact]
    public void A_condition_that_data_decides() =>
        Assert.Contains("condition 'c' is not known while compiling", Refusal(m => Condition(m, Computed())), StringComparison.Ordinal);

    [Fact]
    public void A_trip_count_beyond_what_is_unrolled() =>
        Assert.Contains("takes 1000000000 steps, each of which would become kernels of its own; at most 10000 are unrolled",
            Refusal(m => Loop(m, 1_000_000_000)), StringComparison.Ordinal);

    [Fact]
    public void A_function_that_calls_itself()
    {
        var message = Refusal(m =>
        {
            m.OpsetImport.Add(new OperatorSetIdProto { Domain = "own", Version = 1 });
            m.Functions.Add(Function("f", "g"));
            m.Functions.Add(Function("g", "f"));
            m.Graph.Node[1].OpType = "f";
            m.Graph.Node[1].Domain = "own";
        });
        Assert.Contains("function 'f' calls itself (f calls g calls f)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_nobody_calls_may_hold_anything() =>
        Assert.Equal(2, Finished(m => m.Functions.Add(Function("unused", "Unheard"))).Nodes.Length);

    [Fact]
    public void A_domain_that_nobody_uses_does_not_matter() =>
        Assert.Equal(2, Finished(m => m.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.example", Version = 3 })).Nodes.Length);

    [Fact]
    public void An_operator_of_an_unknown_domain_is_named() =>
        Assert.Contains("operator com.example.Relu (opset 3): is not supported", Refusal(m =>
        {
            m.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.example", Version = 3 });
            m.Graph.Node[1].Domain = "com.example";
        }), StringComparison.Ordinal);

    private static ModelGraph Finished(Action<ModelProto> change)
    {
        var model = Good();
        change(model);
        return ModelImport.Finish(OnnxModelReader.Parse(model.ToByteArray(), "m.onnx", "."), "m.onnx");
    }

    private static string Refusal(Action<ModelProto> change) => Assert.Throws<OnnxException>(() =>
        ModelCheck.Of(Finished(change), OperatorLowerings.Catalog()).ThrowIfUnsupported("m.onnx")).Message;

    private static FunctionProto Function(string name, string called)
    {
        var function = new FunctionProto { Name = name, Domain = "own" };
        function.Input.Add("a");
        function.Output.Add("b");
        function.OpsetImport.Add(new OperatorSetIdProto { Domain = "own", Version = 1 });
        function.Node.Add(Node(called, "own", "a", "b"));
        return function;
    }

    private static NodeProto Node(string op, string domain, string input, string output)
    {
        var node = new NodeProto { OpType = op, Domain = domain, Name = op };
        node.Input.Add(input);
        node.Output.Add(output);
        return node;
    }

    private static NodeProto Computed() => Node("IsNaN", "", "s", "c");

    private static void Condition(ModelProto model, NodeProto condition)
    {
        model.Graph.Node.Add(condition);
        var node = Node("If", "", "c", "y");
        foreach (var branch in new[] { "then_branch", "else_branch" }) node.Attribute.Add(Graph(branch, Body(branch)));
        model.Graph.Node[1] = node;
    }

    private static void Loop(ModelProto model, long steps)
    {
        var count = new TensorProto { Name = "n", DataType = (int)OnnxElementType.Int64 };
        count.Int64Data.Add(steps);
        model.Graph.Initializer.Add(count);
        var node = new NodeProto { OpType = "Loop", Name = "loop" };
        node.Input.Add(["n", "", "s"]);
        node.Output.Add("y");
        var body = new GraphProto { Name = "body" };
        foreach (var input in new[] { "i", "on", "a" }) body.Input.Add(new ValueInfoProto { Name = input });
        body.Node.Add(Node("Identity", "", "on", "still"));
        body.Node.Add(Node("Relu", "", "a", "b"));
        foreach (var output in new[] { "still", "b" }) body.Output.Add(new ValueInfoProto { Name = output });
        node.Attribute.Add(Graph("body", body));
        model.Graph.Node[1] = node;
    }

    private static GraphProto Body(string name)
    {
        var body = new GraphProto { Name = name };
        body.Node.Add(Node("Relu", "", "s", name + "/y"));
        body.Output.Add(new ValueInfoProto { Name = name + "/y" });
        return body;
    }

    private static AttributeProto Graph(string name, GraphProto graph) => new() { Name = name, Type = Type.Graph, G = graph };
}
