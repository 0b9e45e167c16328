using System.Globalization;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Dram.Setup;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Dram;

/// <summary>Applies the user's <c>--set key=value</c> to a preset, one by one; ranges are those of the preset's types.</summary>
internal sealed class MemoryChanges(DramSetup setup)
{
    private const string Prefix = "dram.";
    private const int LeastInterleave = 64;
    private const int MostInterleave = 1 << 24;
    private DramSetup _setup = setup;
    private decimal? _clockHz;

    /// <summary>Block of addresses that stays in one channel.</summary>
    public int InterleaveBytes => _setup.InterleaveBytes;

    /// <exception cref="InputException">Unknown key, or a value that is refused.</exception>
    public void Apply(string assignment)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new InputException($"--set {assignment}: expected KEY=VALUE, for example --set read-buffer=32");
        }

        var key = assignment[..equals].Trim();
        key = key.StartsWith(Prefix, StringComparison.Ordinal) ? key[Prefix.Length..] : key;
        var value = assignment[(equals + 1)..].Trim();
        try
        {
            Apply(key, value);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw new InputException($"--set {assignment}: {Reason(e, key)}", e);
        }
    }

    /// <exception cref="InputException">Values do not fit together.</exception>
    public DramSetup Checked()
    {
        try
        {
            _setup.Standard.Validate();
            _setup.Controller.Validate();
            RefreshCatalog.Create(_setup.Controller.Refresh, _setup.Standard);
            CheckClock();
            return _setup;
        }
        catch (ArgumentException e)
        {
            throw new InputException($"{_setup.Standard.Name}: {e.Message}", e);
        }
    }

    private void Apply(string key, string value)
    {
        switch (key)
        {
            case "interleave":
                _setup = _setup with { InterleaveBytes = Interleave(value) };
                break;
            case "clock":
                _clockHz = Frequency.TryParse(value, out var hz) && hz > 0
                    ? hz
                    : throw new ArgumentException("expected a frequency in whole Hz such as 800 MHz (units Hz, kHz, MHz, GHz)");
                break;
            default:
                var change = MemoryKeys.Find(key) ?? throw new ArgumentException(
                    $"the key is not known; did you mean '{NearestKey.Of(key, MemoryKeys.Names)}'? Keys: {string.Join(", ", MemoryKeys.Names)}");
                _setup = change(_setup, value);
                break;
        }
    }

    // Timings are cycles of the preset's clock: at another clock they would mean other times.
    private void CheckClock()
    {
        if (_clockHz is { } hz && Math.Round(1e12m / hz) != _setup.Standard.TckPs)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"clock = {Frequency.Format((long)hz)} is a period of {Math.Round(1e12m / hz)} ps, but tCK is {_setup.Standard.TckPs} ps; ")
                + "choose a preset of that speed, or leave clock out");
        }
    }

    private static int Interleave(string value)
    {
        var bytes = int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
        return bytes is >= LeastInterleave and <= MostInterleave && (bytes & (bytes - 1)) == 0
            ? bytes
            : throw new ArgumentException($"must be a power of two from {LeastInterleave} to {MostInterleave} bytes");
    }

    private static string Reason(Exception e, string key) => e switch
    {
        ArgumentOutOfRangeException { Message: var m } when m.Contains("must be", StringComparison.Ordinal) =>
            $"{key} {m[m.IndexOf("must be", StringComparison.Ordinal)..].Split(';')[0]}",
        ArgumentException => e.Message,
        _ => "the value is not a whole number",
    };
}
