using System.Text;
using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>Lines of a text, one after the other; a line without an end (a device, a file of another kind) does not fill the memory.</summary>
internal sealed class LineSource(TextReader text)
{
    /// <summary>Characters of the longest line: more than a record within <see cref="TraceLimits"/> takes.</summary>
    public const int MostCharacters = 1 << 26;

    private readonly char[] _chunk = new char[1 << 14];
    private readonly StringBuilder _begun = new();
    private int _start;
    private int _end;

    /// <summary>The next line without its end; null behind the last one.</summary>
    /// <exception cref="FormatException">It is too long.</exception>
    public string? Read()
    {
        while (true)
        {
            ReadOnlySpan<char> rest = _chunk.AsSpan(_start, _end - _start);
            int newline = rest.IndexOf('\n');
            if (newline >= 0)
            {
                _start += newline + 1;
                return Line(rest[..newline]);
            }
            if (_begun.Length + rest.Length > MostCharacters)
                throw new FormatException($"it has more than {MostCharacters} characters, the most of a line");
            _begun.Append(rest);
            (_start, _end) = (0, text.Read(_chunk));
            if (_end == 0)
                return _begun.Length > 0 ? Line([]) : null;
        }
    }

    private string Line(ReadOnlySpan<char> last)
    {
        if (_begun.Length == 0)
            return last.TrimEnd('\r').ToString();
        string line = _begun.Append(last).ToString().TrimEnd('\r');
        _begun.Clear();
        return line;
    }
}
