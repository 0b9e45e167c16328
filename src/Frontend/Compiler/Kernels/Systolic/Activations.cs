using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>Names of activations and their bodies.</summary>
internal static class Activations
{
    public static readonly DiagnosticCode NotForIntegers = new("SIM2401", "the activation needs a float result");

    public static readonly string[] Names = ["none", "relu", "gelu", "gelu-tanh", "sigmoid", "tanh", "silu", "relu6"];

    public static Activation Parse(string name) => (Activation)Array.IndexOf(Names, name);

    public static bool WorksOn(this Activation activation, ElementType type) =>
        type.IsFloat() || activation is Activation.None or Activation.Relu or Activation.Relu6;

    public static void Check(Activation activation, ElementType type, DiagnosticBag diagnostics, string where)
    {
        if (!activation.WorksOn(type))
            diagnostics.Error(NotForIntegers, where, $"activation '{Names[(int)activation]}' cannot act on {type.Name()} sums; use none or relu");
    }

    public static int Apply(this ComputeBody body, Activation activation, int x) => activation switch
    {
        Activation.Relu => body.Binary(BinaryKind.Max, x, body.Constant(body.TypeOf(x), 0)),
        Activation.Relu6 => body.Binary(BinaryKind.Min, body.Apply(Activation.Relu, x), body.Constant(body.TypeOf(x), 6)),
        Activation.Sigmoid => body.Unary(UnaryKind.Sigmoid, x),
        Activation.Tanh => body.Unary(UnaryKind.Tanh, x),
        Activation.Silu => body.Mul(x, body.Unary(UnaryKind.Sigmoid, x)),
        Activation.Gelu => HalfTimesOnePlus(body, x, body.Unary(UnaryKind.Erf, Times(body, x, 1 / Math.Sqrt(2)))),
        Activation.GeluTanh => HalfTimesOnePlus(body, x, body.Unary(UnaryKind.Tanh, Times(body, Cubic(body, x), Math.Sqrt(2 / Math.PI)))),
        _ => x,
    };

    private static int Times(ComputeBody body, int x, double factor) => body.Mul(x, body.Constant(body.TypeOf(x), factor));

    private static int Cubic(ComputeBody body, int x) => body.Add(x, Times(body, body.Mul(x, body.Mul(x, x)), 0.044715));

    private static int HalfTimesOnePlus(ComputeBody body, int x, int y) =>
        body.Mul(Times(body, x, 0.5), body.Add(y, body.Constant(body.TypeOf(x), 1)));
}
