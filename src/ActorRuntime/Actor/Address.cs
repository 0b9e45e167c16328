namespace Akka.Actor;

/// <summary>The part of a path before the actors: protocol and system.</summary>
public sealed class Address : IEquatable<Address>
{
    public Address(string protocol, string system)
    {
        Protocol = protocol;
        System = system;
    }

    public string Protocol { get; }

    public string System { get; }

    public bool Equals(Address? other) => other is not null && Protocol == other.Protocol && System == other.System;

    public override bool Equals(object? obj) => Equals(obj as Address);

    public override int GetHashCode() => HashCode.Combine(Protocol.Length, System.Length);

    public override string ToString() => $"{Protocol}://{System}";
}
