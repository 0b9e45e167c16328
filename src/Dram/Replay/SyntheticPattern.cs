namespace ActorSim.Dram.Replay;

/// <summary>Reads of 64 bytes at a steady rate: what a latency-throughput curve is measured with.</summary>
public sealed class SyntheticPattern : IDramTraceSource
{
    public const string Sequential = "seq";
    public const string Random = "random";
    public const string Stride = "stride";

    /// <summary>Bytes between lines of the pattern "stride": a row or more of every standard.</summary>
    private const long StrideBytes = 8192;
    private readonly string _pattern;
    private readonly long _addressLines;
    private readonly double _cyclesPerLine;
    private readonly int _lines;
    private ulong _state = 0x9E3779B97F4A7C15;
    private int _next;

    /// <param name="pattern">A name of <see cref="Names"/>.</param>
    /// <param name="addressBytes">Addresses that it may use.</param>
    /// <param name="lines">Lines in all.</param>
    /// <param name="cyclesPerLine">DRAM cycles from line to line, above 0.</param>
    public SyntheticPattern(string pattern, long addressBytes, int lines, double cyclesPerLine)
    {
        _pattern = pattern;
        _addressLines = addressBytes / DramTraceLine.Bytes;
        _lines = lines;
        _cyclesPerLine = cyclesPerLine;
    }

    public static IReadOnlyList<string> Names { get; } = [Sequential, Random, Stride];

    /// <inheritdoc/>
    public bool TryRead(out DramTraceLine line)
    {
        if (_next == _lines)
        {
            line = default;
            return false;
        }

        line = new DramTraceLine(Place(_next) * DramTraceLine.Bytes, false, (long)(_next * _cyclesPerLine));
        _next++;
        return true;
    }

    /// <inheritdoc/>
    public DramTraceException Refuse(string problem) => new($"pattern {_pattern}, line {_next}: {problem}");

    private long Place(int i) => _pattern switch
    {
        Random => (long)(NextRandom() % (ulong)_addressLines),
        Stride => i * (StrideBytes / DramTraceLine.Bytes) % _addressLines,
        _ => i % _addressLines,
    };

    // xorshift64 (Marsaglia, Journal of Statistical Software 8(14), 2003): the same lines on every machine.
    private ulong NextRandom()
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return _state >> 11;
    }
}
