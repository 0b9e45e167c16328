namespace Akka.Actor;

/// <summary>Where an actor is in the tree: <c>akka://system/user/parent/child</c>. Equality ignores the incarnation.</summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    private const string Symbols = "\"-_.*$+:@&=,!~';()";

    private string? _text;

    protected ActorPath(Address address, string name)
    {
        Address = address;
        Name = name;
        Elements = [];
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        Address = parentPath.Address;
        Parent = parentPath;
        Name = name;
        Uid = uid;
        Depth = parentPath.Depth + 1;
        Elements = [.. parentPath.Elements, name];
    }

    public Address Address { get; }

    /// <summary>0 for the root.</summary>
    public int Depth { get; }

    /// <summary>Names from the root down, without it.</summary>
    public IReadOnlyList<string> Elements { get; }

    public string Name { get; }

    /// <summary>Null for the root.</summary>
    public ActorPath? Parent { get; }

    public ActorPath Root => Parent is null ? this : Parent.Root;

    /// <summary>Tells incarnations under the same path apart; 0 when none is meant.</summary>
    public long Uid { get; }

    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
            return false;
        foreach (var c in s)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !Symbols.Contains(c))
                return false;
        }
        return true;
    }

    public static ActorPath operator /(ActorPath path, string name) => path.Child(name);

    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    public ActorPath Child(string childName) => new ChildActorPath(this, childName, 0);

    public ActorPath WithUid(long uid) => Parent is null ? this : new ChildActorPath(Parent, Name, uid);

    public bool Equals(ActorPath? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        return other is not null && Depth == other.Depth && ToString() == other.ToString();
    }

    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    public override int GetHashCode()
    {
        // FNV-1a: the same in every run, unlike the hash of a string.
        var hash = 2166136261u;
        foreach (var c in ToString())
            hash = (hash ^ c) * 16777619u;
        return (int)hash;
    }

    public int CompareTo(ActorPath? other) => string.CompareOrdinal(ToString(), other?.ToString());

    /// <summary><c>/user/a</c></summary>
    public string ToStringWithoutAddress() => "/" + string.Join('/', Elements);

    public string ToStringWithAddress() => ToString();

    public string ToStringWithUid() => Uid == 0 ? ToString() : $"{this}#{Uid}";

    public override string ToString() => _text ??= Address + ToStringWithoutAddress();
}
