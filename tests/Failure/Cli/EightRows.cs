using static ActorSim.Tests.Unit.Cli.OnnxBytes;

namespace ActorSim.Tests.Failure.Cli;

/// <summary>A model with an open batch that only 1 and 8 fit: y = x[batch, 64] + w[8, 64].</summary>
internal static class EightRows
{
    public static string Write(string path)
    {
        File.WriteAllBytes(path, Model(17, Input("x", "batch 64"), Output("y", "rows 64"), Weight("w", [8, 64], null), Node("Add", "add", "x w", "y")));
        return path;
    }
}
