namespace ActorSim.Actors.Core;

/// <summary>
/// Scratchpad accounting by versions: the first write after a read starts a new version of a buffer, loads extend an open one, the
/// version's last reader frees it. Versions that nobody reads are not tracked. Buffers are private to a work-item.
/// </summary>
internal sealed class SpadVersions
{
    private readonly List<int> _lastReader = [];
    private readonly List<int> _lastWriter = [];
    private readonly List<int> _previous = [];
    private readonly List<(int Instruction, int Version, long Bytes)> _charges = [];
    private readonly List<int> _touched = [];
    private int[] _current = [];
    private bool[] _open = [];

    public int Count => _lastReader.Count;

    public void Reset(int buffers)
    {
        if (_current.Length < buffers)
        {
            _current = new int[Math.Max(buffers, _current.Length * 2)];
            _open = new bool[_current.Length];
            Array.Fill(_current, -1);
            _touched.Clear();
        }

        foreach (var b in _touched)
        {
            _current[b] = -1;
            _open[b] = false;
        }

        _touched.Clear();
        _lastReader.Clear();
        _lastWriter.Clear();
        _previous.Clear();
        _charges.Clear();
    }

    public void Read(int instruction, int buffer)
    {
        if (_current[buffer] >= 0)
        {
            _lastReader[_current[buffer]] = instruction;
            _open[buffer] = false;
        }
    }

    /// <param name="instruction">The writer.</param>
    /// <param name="buffer">What it writes.</param>
    /// <param name="bytes">What it charges at issue.</param>
    /// <param name="extends">A load also charges when it extends an open version; a compute only when it opens one.</param>
    public void Write(int instruction, int buffer, long bytes, bool extends)
    {
        var fresh = !_open[buffer];
        if (fresh)
        {
            _touched.Add(buffer);
            _previous.Add(_current[buffer]);
            _current[buffer] = _lastReader.Count;
            _open[buffer] = true;
            _lastReader.Add(-1);
            _lastWriter.Add(-1);
        }

        if (fresh || extends)
        {
            _charges.Add((instruction, _current[buffer], bytes));
        }
    }

    /// <summary>
    /// What a writer of the current version waits for if the buffer may have <paramref name="most"/> versions: the last reader of the
    /// version so many before, and the last writer of the one before; -1: none. Versions are opened in order.
    /// </summary>
    public (int Reader, int Writer) Bound(int instruction, int buffer, int most)
    {
        var version = _current[buffer];
        _lastWriter[version] = instruction;
        var before = _previous[version];
        var room = version;
        for (var n = 0; n < most && room >= 0; n++)
        {
            room = _previous[room];
        }

        return (room < 0 ? -1 : _lastReader[room], before < 0 ? -1 : _lastWriter[before]);
    }

    /// <summary>Puts charges and frees on the instructions of <paramref name="graph"/>. An instruction charges one version; the last counts.</summary>
    public void Apply(WorkItemGraph graph)
    {
        foreach (var (instruction, version, bytes) in _charges)
        {
            if (_lastReader[version] >= 0)
            {
                graph[instruction].Version = version;
                graph[instruction].Bytes = bytes;
            }
        }

        for (var v = 0; v < _lastReader.Count; v++)
        {
            if (_lastReader[v] >= 0)
            {
                graph.Free(_lastReader[v], v);
            }
        }
    }
}
