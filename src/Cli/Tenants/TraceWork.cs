using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Cli.Errors;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Tenants;

/// <summary>A trace file, read anew for every request.</summary>
internal sealed class TraceWork : ITenantWork
{
    private readonly string _path;

    /// <exception cref="InputException">Requests cannot run together, or the file can be read only once.</exception>
    /// <exception cref="TraceException">The file cannot be opened, or does not begin as a trace.</exception>
    public TraceWork(TenantArgument tenant)
    {
        _path = tenant.Path;
        if (_path == "-")
        {
            throw new InputException("--request -: standard input can be read once; a tenant's trace is read for every request: name a file");
        }

        if (tenant.MostPerBatch > 1)
        {
            throw new InputException($"--request {_path}: batch<={tenant.MostPerBatch}: a trace has fixed sizes, its requests cannot run together; "
                + "give batch<=1, or a model or package whose batch is open");
        }

        using var first = Open(1);
        first.Read();
    }

    public ITraceSource Open(int requests)
    {
        try
        {
            return new TraceReader(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan), _path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TraceException(_path, -1, -1, -1, $"cannot open: {IoReason.Of(e)}", e);
        }
    }
}
