using System.Collections.Immutable;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.Npy;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Compiling;

/// <summary>NumPy files of a package's inputs and outputs, in order of tensor.</summary>
internal static class TensorFiles
{
    public static IReadOnlyList<TensorData> Read(IEnumerable<string> paths) => [.. paths.Select(NpyReader.Read)];

    /// <summary>Writes all files or, if one cannot be written, none.</summary>
    public static void Write(IReadOnlyList<string> paths, IReadOnlyList<TensorData> tensors)
    {
        var files = new List<AtomicFile>();
        try
        {
            for (var n = 0; n < paths.Count; n++)
            {
                var file = new AtomicFile(paths[n]);
                files.Add(file);
                file.Stream.Write(NpyWriter.Bytes(tensors[n]));
            }

            files.ForEach(f => f.Commit());
        }
        finally
        {
            files.ForEach(f => f.Dispose());
        }
    }

    /// <summary>The integer inputs as index data.</summary>
    /// <exception cref="InputException">There are too many, or names are unknown.</exception>
    public static ImmutableDictionary<int, long[]> IndexData(string path, Module module, GivenInputs inputs)
    {
        var given = module.Tensors.Where(t => t.Role is TensorRole.Input or TensorRole.InOut).ToArray();
        var tensors = inputs.For(path, [.. given.Select(t => t.Name)]);
        var data = ImmutableDictionary.CreateBuilder<int, long[]>();
        for (var n = 0; n < tensors.Count; n++)
            if (tensors[n] is { } tensor && Integers(tensor) is { } values) data[given[n].Id] = values;
        return data.ToImmutable();
    }

    private static long[]? Integers(TensorData data) => data.Type switch
    {
        ElementType.I64 => data.As<long>().ToArray(),
        ElementType.I32 => Array.ConvertAll(data.As<int>().ToArray(), v => (long)v),
        _ => null,
    };
}
