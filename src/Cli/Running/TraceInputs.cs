using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Cli.Compiling;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Tenants;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Running;

/// <summary>The open traces of a run, with how far they have been read.</summary>
internal sealed class TraceInputs(SystemConfiguration system, bool fuse = true) : IDisposable
{
    private readonly Dictionary<TraceRequest, CompiledModel> _models = [];
    private readonly List<TraceRequest> _requests = [];
    private readonly List<MeteredStream> _streams = [];
    private bool _endless;
    private StandardInput? _standardInput;

    public IReadOnlyList<TraceRequest> Requests => _requests;

    /// <summary>The models among the requests.</summary>
    public IReadOnlyDictionary<TraceRequest, CompiledModel> Models => _models;

    /// <summary>Share of the traces' bytes that have been read, 0 to 1; null if a length is not known (standard input, packages, models).</summary>
    public double? ShareRead
    {
        get
        {
            long read = 0;
            long length = 0;
            if (_endless)
            {
                return null;
            }

            foreach (var stream in _streams)
            {
                if (stream.TotalBytes is not { } total)
                {
                    return null;
                }

                read += stream.BytesRead;
                length += total;
            }

            return length > 0 ? (double)read / length : null;
        }
    }

    /// <exception cref="TraceException">The file cannot be opened.</exception>
    public void Open(
        RequestArgument request, IReadOnlyList<KeyValuePair<string, long>> shape, GivenInputs inputs)
    {
        if (request.Path == "-" && _requests.Exists(r => r.Name == "-"))
        {
            throw new InputException("-: standard input can be read once; name only one trace '-'");
        }

        var path = request.Path == "-" ? (_standardInput = StandardInput.Open()).Path : request.Path;
        if (PackageInput.IsPackage(path))
        {
            var producer = PackageInput.Open(path, shape, new ProducerOptions(), inputs, KernelMachine.Read(system.Tree));
            _endless = true;
            _requests.Add(new TraceRequest(producer, request.Path, request.ArrivalCycle, request.Partition));
            return;
        }

        if (ModelFile.IsModel(path) || TopologyFile.IsTopology(path))
        {
            var model = TopologyFile.IsTopology(path) ? TopologyFile.Compile(path, KernelMachine.Read(system.Tree))
                : ModelFile.Compile(path, shape, KernelMachine.Read(system.Tree), fuse, inputs);
            var options = new ProducerOptions();
            if (system.Machine.Dram.CapacityBytes is { } capacity) model.Memory?.ThrowIfAbove(capacity - options.FirstAddress, request.Path);
            var producer = ModelFile.Open(model, options, inputs);
            _endless = true;
            _requests.Add(new TraceRequest(producer, request.Path, request.ArrivalCycle, request.Partition));
            _models.Add(_requests[^1], model);
            return;
        }

        var stream = new MeteredStream(path == "-" ? _standardInput!.Stream : OpenStream(path));
        _streams.Add(stream);
        _requests.Add(new TraceRequest(new TraceReader(stream, request.Path), request.Path, request.ArrivalCycle, request.Partition));
    }

    public void Dispose()
    {
        foreach (var request in _requests)
        {
            request.Reader.Dispose();
        }

        _standardInput?.Dispose();
    }

    private static Stream OpenStream(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TraceException(path, -1, -1, -1, $"cannot open: {IoReason.Of(e)}", e);
        }
    }
}
