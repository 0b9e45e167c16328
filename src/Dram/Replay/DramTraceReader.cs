using System.IO.Compression;
using System.Text;

namespace ActorSim.Dram.Replay;

/// <summary>
/// Reads DRAMsim3's trace format as a stream: a line is <c>0xADDRESS READ|WRITE CYCLE</c>, cycles do not decrease, empty lines are
/// skipped. Plain or gzip, told apart by the first two bytes. Nothing is allocated per line.
/// </summary>
public sealed class DramTraceReader : IDramTraceSource, IDisposable
{
    /// <summary>Last cycle of a trace; at 1 GHz more than three days. Idle time up to there costs a moment.</summary>
    public const long MostCycles = 1L << 48;

    private const int ShownCharacters = 80;
    private readonly string _name;
    private readonly Stream _stream;
    private readonly PrefixedStream? _packed;
    private long _unpacked;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _atEnd;
    private long _lineNumber;
    private long _lastCycle;
    private int _lineStart;
    private int _lineEnd;

    /// <param name="stream">Plain or gzip; owned from here on.</param>
    /// <param name="name">File, for messages.</param>
    public DramTraceReader(Stream stream, string name)
    {
        _name = name;
        _stream = stream;
        do
        {
            Fill();
        }
        while (_end < 2 && !_atEnd);

        if (_end >= 2 && _buffer[0] == 0x1f && _buffer[1] == 0x8b)
        {
            _packed = new PrefixedStream(_buffer.AsSpan(0, _end).ToArray(), stream);
            _stream = new GZipStream(_packed, CompressionMode.Decompress);
            _end = 0;
            _unpacked = 0;
            _atEnd = false;
        }
    }

    /// <inheritdoc/>
    public bool TryRead(out DramTraceLine line)
    {
        if (_end - _start >= PlainTraceLine.MostBytes
            && PlainTraceLine.Parse(_buffer.AsSpan(_start, _end - _start), out line) is var length and > 0 && line.Cycle >= _lastCycle && line.Cycle <= MostCycles)
        {
            _lastCycle = line.Cycle;
            _lineNumber++;
            _lineStart = _start;
            _start += length;
            _lineEnd = _start - 1;
            return true;
        }

        return TryReadAny(out line);
    }

    private bool TryReadAny(out DramTraceLine line)
    {
        while (NextLine())
        {
            var text = _buffer.AsSpan(_lineStart, _lineEnd - _lineStart).Trim(" \t\r"u8);
            if (text.Length > 0)
            {
                line = Parse(text);
                return true;
            }
        }

        line = default;
        return false;
    }

    /// <inheritdoc/>
    public DramTraceException Refuse(string problem)
    {
        var shown = _buffer.AsSpan(_lineStart, Math.Min(_lineEnd - _lineStart, ShownCharacters)).TrimEnd((byte)'\r');
        return new DramTraceException($"{_name}, line {_lineNumber}: {problem}: '{Printable(shown)}'");
    }

    public void Dispose() => _stream.Dispose();

    private DramTraceLine Parse(ReadOnlySpan<byte> text)
    {
        var address = Word(ref text);
        var kind = Word(ref text);
        var cycle = Word(ref text);
        if (cycle.Length == 0 || Word(ref text).Length > 0)
        {
            throw Refuse("expected '0xADDRESS READ|WRITE CYCLE'");
        }

        var isWrite = kind.SequenceEqual("WRITE"u8);
        if (!isWrite && !kind.SequenceEqual("READ"u8))
        {
            throw Refuse("the second word must be READ or WRITE");
        }

        return new DramTraceLine(ParseAddress(address), isWrite, ParseCycle(cycle));
    }

    private long ParseAddress(ReadOnlySpan<byte> word)
    {
        if (word.Length < 3 || word[0] != '0' || (word[1] | 0x20) != 'x')
        {
            throw Refuse("the address must be hexadecimal and begin with 0x");
        }

        var value = 0L;
        foreach (var c in word[2..])
        {
            var digit = HexDigit(c);
            if (digit < 0 || value >> 59 != 0)
            {
                throw Refuse("the address must be hexadecimal, of at most 63 bits");
            }

            value = (value << 4) | (uint)digit;
        }

        return value;
    }

    private long ParseCycle(ReadOnlySpan<byte> word)
    {
        var value = 0L;
        foreach (var c in word)
        {
            if (c is < (byte)'0' or > (byte)'9' || value > long.MaxValue / 100)
            {
                throw Refuse(word[0] == '-' ? "the cycle must not be negative" : "the cycle must be a whole number");
            }

            value = (value * 10) + (c - '0');
        }

        if (value < _lastCycle)
        {
            throw Refuse($"the cycle must not be below that of the line before, {_lastCycle}");
        }

        if (value > MostCycles)
        {
            throw Refuse($"the cycle must be at most {MostCycles}");
        }

        return _lastCycle = value;
    }

    private static int HexDigit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };

    private static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t"u8);
        var end = text.IndexOfAny((byte)' ', (byte)'\t');
        var word = end < 0 ? text : text[..end];
        text = text[word.Length..];
        return word;
    }

    private bool NextLine()
    {
        while (true)
        {
            var newline = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (newline >= 0 || (_atEnd && _end > _start))
            {
                _lineNumber++;
                _lineStart = _start;
                _lineEnd = newline >= 0 ? _start + newline : _end;
                _start = newline >= 0 ? _lineEnd + 1 : _end;
                return true;
            }

            if (_atEnd)
            {
                return false;
            }

            Fill();
        }
    }

    private void Fill()
    {
        if (_start == 0 && _end == _buffer.Length)
        {
            (_lineStart, _lineEnd) = (0, _end);
            _lineNumber++;
            throw Refuse("the line is too long; expected '0xADDRESS READ|WRITE CYCLE'");
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        try
        {
            var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _unpacked += read;
            _atEnd = read == 0;
            if (_atEnd && _packed is not null && !_packed.EndsWithLength(_unpacked))
                throw new InvalidDataException("they end before they say they do, or have several members; pack the trace again as one");
        }
        catch (InvalidDataException e)
        {
            throw new DramTraceException($"{_name}: the gzip data after line {_lineNumber} are damaged or cut off: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DramTraceException($"{_name}: cannot read after line {_lineNumber}: {e.Message}", e);
        }
    }

    private static string Printable(ReadOnlySpan<byte> text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            builder.Append(c is >= (byte)' ' and <= (byte)'~' ? (char)c : '?');
        }

        return builder.ToString();
    }
}
