using System.Security.Cryptography;
using System.Text;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Compiling;

/// <summary>A short text that differs when the simulated machine does; how it is simulated does not count.</summary>
internal static class SystemFingerprint
{
    private const int Digits = 16;

    public static string Of(HoconObject tree)
    {
        var text = new StringBuilder();
        foreach (var field in tree.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
            if (field.Key != "run") Append(field.Value, field.Key, text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..Digits];
    }

    private static void Append(HoconValue value, string path, StringBuilder text)
    {
        if (value is not HoconObject deeper)
        {
            text.Append(path).Append('=').Append(value).Append('\n');
            return;
        }

        foreach (var field in deeper.Fields.OrderBy(f => f.Key, StringComparer.Ordinal)) Append(field.Value, $"{path}.{field.Key}", text);
    }
}
