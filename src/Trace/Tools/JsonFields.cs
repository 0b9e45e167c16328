using System.Text.Json;

namespace ActorSim.Trace.Tools;

/// <summary>Typed access to the members of one JSON line; a missing or wrong member is a FormatException that names it.</summary>
internal readonly struct JsonFields(JsonElement line)
{
    public JsonElement Member(string name) =>
        line.ValueKind == JsonValueKind.Object && line.TryGetProperty(name, out JsonElement value)
            ? value
            : throw new FormatException($"member '{name}' is missing");

    public bool TryMember(string name, out JsonElement value) => line.TryGetProperty(name, out value);

    public string Text(string name) =>
        Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw Wrong(name, "a string");

    public int Int(string name) => Number(name).TryGetInt32(out int value) ? value : throw Wrong(name, "a 32-bit integer");

    public long Long(string name) => Number(name).TryGetInt64(out long value) ? value : throw Wrong(name, "a 64-bit integer");

    public bool Flag(string name) => Member(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, "true or false"),
    };

    public int[] Ints(string name)
    {
        JsonElement list = List(name);
        var values = new int[list.GetArrayLength()];
        for (int i = 0; i < values.Length; i++)
        {
            if (list[i].ValueKind != JsonValueKind.Number || !list[i].TryGetInt32(out values[i]))
                throw Wrong(name, "a list of 32-bit integers");
        }
        return values;
    }

    public long[] Longs(string name)
    {
        JsonElement list = List(name);
        var values = new long[list.GetArrayLength()];
        for (int i = 0; i < values.Length; i++)
        {
            if (list[i].ValueKind != JsonValueKind.Number || !list[i].TryGetInt64(out values[i]))
                throw Wrong(name, "a list of 64-bit integers");
        }
        return values;
    }

    private JsonElement Number(string name) =>
        Member(name) is { ValueKind: JsonValueKind.Number } value ? value : throw Wrong(name, "a number");

    private JsonElement List(string name) =>
        Member(name) is { ValueKind: JsonValueKind.Array } value ? value : throw Wrong(name, "a list");

    private static FormatException Wrong(string name, string wanted) => new($"member '{name}' must be {wanted}");
}
