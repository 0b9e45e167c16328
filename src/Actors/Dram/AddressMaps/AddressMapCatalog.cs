namespace ActorSim.Actors.Dram;

/// <summary>
/// The address maps by name. Any other name is a permutation, most significant part first, of Ro (row), Ra (rank), Pc (pseudo-channel),
/// Bg (bank group), Ba (bank), Co (column): Ra without Pc covers both (Pc below Ra), Ba without Bg likewise. Ch may stand anywhere: the
/// channel bits are taken out of an address before it is mapped.
/// </summary>
public static class AddressMapCatalog
{
    public const string RoBaRaCoCh = "RoBaRaCoCh";
    public const string ChRaBaRoCo = "ChRaBaRoCo";
    public const string RoRaBaChCo = "RoRaBaChCo";
    public const string Mop4ClXor = "MOP4CLXOR";

    // Of Ramulator 2.1's two maps of that form this one has the bank below the bank group.
    private const string ChRaBaRoCoFields = "ChRaBgBaRoCo";

    public static IReadOnlyList<string> Names { get; } = [RoBaRaCoCh, ChRaBaRoCo, RoRaBaChCo, Mop4ClXor];

    /// <exception cref="ArgumentException">Neither a name nor a permutation.</exception>
    public static IAddressMap Create(string name, DramStandard standard)
    {
        if (Is(name, Mop4ClXor)) return new Mop4ClXorMap(standard);
        return Is(name, RoBaRaCoCh) && standard.Ranks == 1 ? new RoBaRaCoChMap(standard) : new PermutedAddressMap(standard, Fields(name));
    }

    /// <exception cref="ArgumentException">Neither a name nor a permutation.</exception>
    public static void Check(string name)
    {
        if (!Is(name, Mop4ClXor)) Fields(name);
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The fields of a permutation from the least significant bit.</summary>
    private static AddressField[] Fields(string name)
    {
        var text = Is(name, ChRaBaRoCo) ? ChRaBaRoCoFields : name;
        var parts = text.Length % 2 == 0 ? text.ToUpperInvariant().Chunk(2).Select(p => new string(p)).Reverse().ToList() : [];
        parts.RemoveAll(p => p == "CH");
        var fields = new List<AddressField>();
        foreach (var part in parts)
        {
            if (part == "RA" && !parts.Contains("PC")) fields.Add(AddressField.PseudoChannel);
            if (part == "BA" && !parts.Contains("BG")) fields.Add(AddressField.BankGroup);
            if (part == "PC" && !parts.Contains("RA")) fields.Add(AddressField.Rank);
            fields.Add(Field(part) ?? throw Unknown(name));
        }

        return fields.Count == 6 && fields.Distinct().Count() == 6 ? [.. fields] : throw Unknown(name);
    }

    private static AddressField? Field(string part) => part switch
    {
        "CO" => AddressField.Column,
        "PC" => AddressField.PseudoChannel,
        "RA" => AddressField.Rank,
        "BG" => AddressField.BankGroup,
        "BA" => AddressField.Bank,
        "RO" => AddressField.Row,
        _ => null,
    };

    private static ArgumentException Unknown(string name)
    {
        var message = NearestName.Unknown("address map", name, Names).Message;
        return new ArgumentException($"{message}, or a permutation of Ro, Ra, Pc, Bg, Ba and Co such as RoBaBgRaPcCo");
    }
}
