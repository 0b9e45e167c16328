using ActorSim.Kernel.Wire;
using Akka.Actor;
using Akka.Serialization;
using Hyperion;

namespace ActorSim.Cluster;

/// <summary>
/// Hyperion for a list of types. The list is kept twice: by name before Hyperion sees the bytes, and in Hyperion's own filter for what they name
/// inside. (Hyperion keeps types that it has once found for the whole process, whoever allowed them.)
/// </summary>
internal sealed class ControlMessageSerializer : SerializerWithStringManifest
{
    private readonly Dictionary<string, Type> _types = new(StringComparer.Ordinal);
    private readonly HyperionSerializer _hyperion;

    public ControlMessageSerializer(ExtendedActorSystem system, IReadOnlyList<Type> types)
        : base(system)
    {
        foreach (var type in types)
        {
            _types.Add(type.Name, type);
        }

        _hyperion = new HyperionSerializer(system, HyperionSerializerSettings.Default
            .WithPreserveObjectReference(false)
            .WithDisallowUnsafeType(true)
            .WithTypeFilter(new ListedTypes(types)));
    }

    /// <inheritdoc/>
    public override int Identifier => 7102;

    /// <inheritdoc/>
    public override string Manifest(object o) => _types.GetValueOrDefault(o.GetType().Name) == o.GetType()
        ? o.GetType().Name
        : throw new WireFormatException($"{o.GetType()} is not on the list of control messages");

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        _ = Manifest(obj);
        return _hyperion.ToBinary(obj);
    }

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (!_types.TryGetValue(manifest, out var type))
        {
            throw new WireFormatException($"a control message of type '{manifest}' came in, which is not on the list");
        }

        var message = _hyperion.FromBinary(bytes, type);
        return message.GetType() == type
            ? message
            : throw new WireFormatException($"a control message of type '{manifest}' came in that is a {message.GetType()}");
    }

    /// <summary>Hyperion asks for some types by their full names with version and key, for others by short ones: only type and assembly count.</summary>
    private sealed class ListedTypes(IReadOnlyList<Type> types) : ITypeFilter
    {
        private readonly HashSet<string> _names = types.Select(t => Short(t.AssemblyQualifiedName!)).ToHashSet(StringComparer.Ordinal);

        public bool IsAllowed(string typeName) => _names.Contains(Short(typeName));

        private static string Short(string typeName) => string.Join(',', typeName.Split(',', StringSplitOptions.TrimEntries).Take(2));
    }
}
