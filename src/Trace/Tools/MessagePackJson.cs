using System.Globalization;
using System.Text;
using System.Text.Json;
using ActorSim.Trace.Packing;
using MessagePack;

namespace ActorSim.Trace.Tools;

/// <summary>
/// Any MessagePack value as JSON and back, without loss of value. What JSON lacks becomes an object with one "$" key: $f32, $f64 (not
/// finite), $bin, $ext, $str (not UTF-8), $map (keys that are not distinct plain strings). Numbers with '.' or 'e' are float64.
/// </summary>
internal static class MessagePackJson
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    public static void Write(ref PackedReader r, Utf8JsonWriter json)
    {
        switch (r.NextMessagePackType)
        {
            case MessagePackType.Nil: r.ReadNil(); json.WriteNullValue(); break;
            case MessagePackType.Boolean: json.WriteBooleanValue(r.ReadBoolean()); break;
            case MessagePackType.Integer: WriteInteger(ref r, json); break;
            case MessagePackType.Float: WriteFloat(ref r, json); break;
            case MessagePackType.String: WriteString(r.ReadStringSpan(), json); break;
            case MessagePackType.Binary: Special(json, "$bin", r.ReadBytes().Span); break;
            case MessagePackType.Extension: WriteExtension(ref r, json); break;
            case MessagePackType.Array: WriteArray(ref r, json); break;
            default: WriteMap(ref r, json); break;
        }
    }

    public static void Read(JsonElement element, ref MessagePackWriter w)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null: w.WriteNil(); break;
            case JsonValueKind.True or JsonValueKind.False: w.Write(element.GetBoolean()); break;
            case JsonValueKind.String: w.Write(element.GetString()); break;
            case JsonValueKind.Number: ReadNumber(element, ref w); break;
            case JsonValueKind.Array:
                w.WriteArrayHeader(element.GetArrayLength());
                foreach (JsonElement child in element.EnumerateArray())
                    Read(child, ref w);
                break;
            case JsonValueKind.Object: ReadObject(element, ref w); break;
            default: throw new FormatException("a JSON value is missing");
        }
    }

    private static void WriteInteger(ref PackedReader r, Utf8JsonWriter json)
    {
        if (r.NextCode == MessagePackCode.UInt64)
            json.WriteNumberValue(r.ReadUInt64());
        else
            json.WriteNumberValue(r.ReadInt64());
    }

    private static void WriteFloat(ref PackedReader r, Utf8JsonWriter json)
    {
        bool single = r.NextCode == MessagePackCode.Float32;
        double value = r.ReadDouble();
        string bits = single
            ? BitConverter.SingleToUInt32Bits((float)value).ToString("x8", CultureInfo.InvariantCulture)
            : BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);
        if (double.IsFinite(value) && !single)
        {
            string text = value.ToString("R", CultureInfo.InvariantCulture);
            json.WriteRawValue(text.Contains('.') || text.Contains('E') ? text : text + ".0");
            return;
        }
        json.WriteStartObject();
        json.WritePropertyName(single ? "$f32" : "$f64");
        if (double.IsFinite(value))
            json.WriteNumberValue((float)value);
        else
            json.WriteStringValue(bits);
        json.WriteEndObject();
    }

    private static void WriteString(ReadOnlySpan<byte> utf8, Utf8JsonWriter json)
    {
        if (IsUtf8(utf8))
            json.WriteStringValue(utf8);
        else
            Special(json, "$str", utf8);
    }

    private static void WriteExtension(ref PackedReader r, Utf8JsonWriter json)
    {
        ExtensionHeader header = r.ReadExtensionFormatHeader();
        json.WriteStartObject();
        json.WriteStartArray("$ext");
        json.WriteNumberValue(header.TypeCode);
        json.WriteBase64StringValue(r.ReadExtensionPayload(header));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteArray(ref PackedReader r, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        int count = r.ReadArrayHeader();
        for (int i = 0; i < count; i++)
            Write(ref r, json);
        json.WriteEndArray();
    }

    private static void WriteMap(ref PackedReader r, Utf8JsonWriter json)
    {
        bool plain = HasPlainKeys(r);
        int count = r.ReadMapHeader();
        json.WriteStartObject();
        if (!plain)
            json.WriteStartArray("$map");
        for (int i = 0; i < count; i++)
        {
            if (plain)
            {
                json.WritePropertyName(r.ReadStringSpan());
                Write(ref r, json);
                continue;
            }
            json.WriteStartArray();
            Write(ref r, json);
            Write(ref r, json);
            json.WriteEndArray();
        }
        if (!plain)
            json.WriteEndArray();
        json.WriteEndObject();
    }

    private static bool HasPlainKeys(PackedReader r)
    {
        int count = r.ReadMapHeader();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            if (r.NextMessagePackType != MessagePackType.String)
                return false;
            ReadOnlySpan<byte> key = r.ReadStringSpan();
            if (!IsUtf8(key) || key.StartsWith("$"u8) || !seen.Add(StrictUtf8.GetString(key)))
                return false;
            r.Skip();
        }
        return true;
    }

    private static void Special(Utf8JsonWriter json, string key, ReadOnlySpan<byte> bytes)
    {
        json.WriteStartObject();
        json.WriteBase64String(key, bytes);
        json.WriteEndObject();
    }

    private static void ReadNumber(JsonElement element, ref MessagePackWriter w)
    {
        if (element.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0)
            w.Write(element.GetDouble());
        else if (element.TryGetInt64(out long value))
            w.Write(value);
        else
            w.Write(element.GetUInt64());
    }

    private static void ReadObject(JsonElement element, ref MessagePackWriter w)
    {
        int count = 0;
        JsonProperty only = default;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            only = property;
            count++;
        }
        if (count == 1 && only.Name.StartsWith('$'))
        {
            ReadSpecial(only.Name, only.Value, ref w);
            return;
        }
        w.WriteMapHeader(count);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            w.Write(property.Name);
            Read(property.Value, ref w);
        }
    }

    private static bool IsPair(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2;

    private static void ReadSpecial(string key, JsonElement value, ref MessagePackWriter w)
    {
        switch (key)
        {
            case "$f32" when value.ValueKind == JsonValueKind.Number: w.Write(value.GetSingle()); break;
            case "$f32": w.Write(BitConverter.UInt32BitsToSingle(uint.Parse(value.GetString() ?? "", NumberStyles.HexNumber, null))); break;
            case "$f64": w.Write(BitConverter.UInt64BitsToDouble(ulong.Parse(value.GetString() ?? "", NumberStyles.HexNumber, null))); break;
            case "$bin": w.Write(value.GetBytesFromBase64()); break;
            case "$str": w.WriteString(value.GetBytesFromBase64()); break;
            case "$ext" when IsPair(value): w.WriteExtensionFormat(new ExtensionResult(value[0].GetSByte(), value[1].GetBytesFromBase64())); break;
            case "$map":
                w.WriteMapHeader(value.GetArrayLength());
                foreach (JsonElement pair in value.EnumerateArray())
                {
                    if (!IsPair(pair))
                        throw new FormatException("'$map' must hold pairs of key and value");
                    Read(pair[0], ref w);
                    Read(pair[1], ref w);
                }
                break;
            default: throw new FormatException($"object key '{key}' is unknown, or its value has another form");
        }
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);
}
