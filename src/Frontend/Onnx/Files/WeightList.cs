using ActorSim.Frontend.Onnx.Format;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>
/// Which inputs of a graph are weights that the file does not store. Other tools see ordinary inputs (as of an export without parameters);
/// a property of the model tells us the names, one a line.
/// </summary>
internal static class WeightList
{
    public const string Key = "actorsim.weights";

    public static IReadOnlySet<string> Read(ModelProto model) =>
        model.MetadataProps.Where(p => p.Key == Key).SelectMany(p => p.Value.Split('\n')).ToHashSet(StringComparer.Ordinal);

    public static StringStringEntryProto Write(IEnumerable<string> names) => new() { Key = Key, Value = string.Join('\n', names) };
}
