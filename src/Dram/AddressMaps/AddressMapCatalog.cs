using ActorSim.Dram.Standards;

namespace ActorSim.Dram.AddressMaps;

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
        var fields = new AddressField[AddressFields.Count];
        var count = 0;
        var seen = 0;
        for (var end = text.Length; end > 0; end -= 2)
        {
            var part = end == 1 ? throw Unknown(name) : text.Substring(end - 2, 2).ToUpperInvariant();
            if (part == "CH") continue;
            var field = Field(part) ?? throw Unknown(name);
            if (field == AddressField.Rank && !Has(text, "PC")) Put(AddressField.PseudoChannel);
            if (field == AddressField.Bank && !Has(text, "BG")) Put(AddressField.BankGroup);
            if (field == AddressField.PseudoChannel && !Has(text, "RA")) Put(AddressField.Rank);
            Put(field);
        }

        return count == fields.Length ? fields : throw Unknown(name);

        void Put(AddressField field)
        {
            if ((seen >> (int)field & 1) != 0) throw Unknown(name);
            seen |= 1 << (int)field;
            fields[count++] = field;
        }
    }

    private static bool Has(string text, string part)
    {
        for (var at = 0; at + 1 < text.Length; at += 2)
            if (string.Compare(text, at, part, 0, 2, StringComparison.OrdinalIgnoreCase) == 0) return true;
        return false;
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
