using System.Text.Json;

namespace ActorSim.Noc.Replay;

/// <summary>The members of a scenario, with messages that name file, place and value.</summary>
internal sealed class ScenarioFields(string file, string path, JsonElement element)
{
    public string Text(string member, string? fallback = null) => Find(member) switch
    {
        { ValueKind: JsonValueKind.String } value => value.GetString()!,
        null when fallback is not null => fallback,
        null => throw Error(member, "is missing"),
        { } other => throw Error(member, $"{Show(other)} is not a text"),
    };

    public int Whole(string member, int least, int most, int? fallback = null) => Find(member) switch
    {
        null when fallback is { } usual => usual,
        null => throw Error(member, "is missing"),
        { } value => (int)Whole(value, member, least, most),
    };

    public bool Flag(string member) => Whole(member, 0, 1, 0) == 1;

    public JsonElement Array(string member) => Find(member) switch
    {
        { ValueKind: JsonValueKind.Array } value => value,
        null => throw Error(member, "is missing"),
        { } other => throw Error(member, $"{Show(other)} is not an array"),
    };

    public ScenarioFields Object(string member) => Find(member) is { ValueKind: JsonValueKind.Object } value
        ? new ScenarioFields(file, $"{path}.{member}", value)
        : throw Error(member, "an object is expected");

    /// <summary>A row of whole numbers of an array.</summary>
    /// <param name="place">Below this object, such as packets[3].</param>
    public long[] Row(JsonElement row, string place, int length)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != length)
        {
            throw Error(place, $"{Show(row)}: an array of {length} numbers is expected");
        }

        var numbers = new long[length];
        var i = 0;
        foreach (var item in row.EnumerateArray())
        {
            numbers[i] = Whole(item, $"{place}[{i}]", long.MinValue, long.MaxValue);
            i++;
        }

        return numbers;
    }

    public long Whole(JsonElement value, string place, long least, long most)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number))
        {
            throw Error(place, $"{Show(value)} is not a whole number");
        }

        return number >= least && number <= most ? number : throw Error(place, $"{number} must be from {least} to {most}");
    }

    public NocException Error(string place, string what) => new($"{file}: {path}.{place}: {what}");

    /// <summary>A part of the network refused its values.</summary>
    public NocException Error(NocException cause) => new($"{file}: {path}: {cause.Message}", cause);

    private JsonElement? Find(string member)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new NocException($"{file}: {path}: an object is expected, not {Show(element)}");
        }

        return element.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private static string Show(JsonElement value)
    {
        const int Most = 40;
        var text = value.GetRawText();
        return text.Length <= Most ? text : text[..Most] + "...";
    }
}
