using System.Collections.Immutable;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Cli.Compiling;

/// <summary>A program that can be run on real numbers.</summary>
internal interface IExecutable
{
    /// <summary>Its file.</summary>
    string Path { get; }

    /// <summary>Names of what a caller gives, in order.</summary>
    IReadOnlyList<string> Inputs { get; }

    /// <summary>Names of what it gives back, in order.</summary>
    IReadOnlyList<string> Outputs { get; }

    /// <summary>What to do about inputs that are missing; may be empty.</summary>
    string Advice { get; }

    /// <summary>All outputs. The result does not depend on <paramref name="threads"/> (1 or more).</summary>
    /// <param name="shape">Values of open sizes.</param>
    /// <param name="inputs">One for each input, in order, each with its file.</param>
    /// <param name="threads">How many work at once.</param>
    IReadOnlyList<TensorData> Run(
        ImmutableArray<KeyValuePair<string, long>> shape, IReadOnlyList<(string File, TensorData Data)> inputs, int threads);
}
