using System.Globalization;

namespace ActorSim.Cli.Output;

/// <summary>Numbers as people read them.</summary>
internal static class Text
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Count(long value) => value.ToString("#,0", Culture);

    public static string Number(double value) => value.ToString("#,0.#", Culture);

    public static string Percent(double share) => (share * 100).ToString("0.0", Culture) + " %";

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => Scaled(bytes, 1L << 30, "GiB"),
        >= 1L << 20 => Scaled(bytes, 1L << 20, "MiB"),
        >= 1L << 10 => Scaled(bytes, 1L << 10, "KiB"),
        _ => bytes.ToString(Culture) + " B",
    };

    /// <summary>Bytes per second, decimal units as memory vendors use them.</summary>
    public static string Rate(double bytesPerSecond) => Short(bytesPerSecond) + "B/s";

    /// <summary>With a decimal prefix: 12.3 M.</summary>
    public static string Short(double value) => value switch
    {
        >= 1e12 => Scaled(value, 1e12, "T"),
        >= 1e9 => Scaled(value, 1e9, "G"),
        >= 1e6 => Scaled(value, 1e6, "M"),
        >= 1e3 => Scaled(value, 1e3, "k"),
        _ => value.ToString("0.#", Culture) + " ",
    };

    public static string Seconds(double seconds) => seconds switch
    {
        >= 1 => Scaled(seconds, 1, "s"),
        >= 1e-3 => Scaled(seconds, 1e-3, "ms"),
        _ => Scaled(seconds, 1e-6, "us"),
    };

    public static string Joules(double joules) => joules switch
    {
        >= 1 => Scaled(joules, 1, "J"),
        >= 1e-3 => Scaled(joules, 1e-3, "mJ"),
        >= 1e-6 => Scaled(joules, 1e-6, "uJ"),
        _ => Scaled(joules, 1e-9, "nJ"),
    };

    private static string Scaled(double value, double unit, string name) => (value / unit).ToString("0.##", Culture) + " " + name;
}
