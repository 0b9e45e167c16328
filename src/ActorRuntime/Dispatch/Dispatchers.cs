using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The dispatchers of a system, made from its configuration when first needed.</summary>
public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";

    private readonly Dictionary<string, MessageDispatcher> _made = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Config _config;
    private readonly string _systemName;

    internal Dispatchers(Config config, string systemName)
    {
        _config = config;
        _systemName = systemName;
    }

    public MessageDispatcher DefaultGlobalDispatcher => Lookup(DefaultDispatcherId);

    /// <summary>Whether the configuration has a section of that path.</summary>
    public bool HasDispatcher(string id) => _config.HasPath(id);

    /// <summary>The dispatcher that the section at <paramref name="dispatcherName"/> describes.</summary>
    /// <exception cref="ConfigurationException">No such section, or one that this runtime cannot make.</exception>
    public MessageDispatcher Lookup(string dispatcherName)
    {
        lock (_gate)
        {
            if (!_made.TryGetValue(dispatcherName, out var dispatcher))
            {
                dispatcher = Make(dispatcherName);
                _made.Add(dispatcherName, dispatcher);
            }
            return dispatcher;
        }
    }

    internal void Stop()
    {
        lock (_gate)
        {
            foreach (var dispatcher in _made.Values)
                dispatcher.Stop();
        }
    }

    private MessageDispatcher Make(string id)
    {
        if (!_config.HasPath(id))
            throw new ConfigurationException($"Dispatcher [{id}] not configured");
        var section = _config.GetConfig(id)!;
        var throughput = section.GetInt("throughput", _config.GetInt(DefaultDispatcherId + ".throughput", 30));
        if (throughput < 1)
            throw new ConfigurationException($"'{id}.throughput' is {throughput}; expected at least 1");
        var type = section.GetString("type", "Dispatcher");
        switch (type)
        {
            case "Dispatcher" when section.GetString("executor", "default-executor") != "fork-join-executor":
                return new SharedDispatcher(id, throughput, new WorkerPool($"{_systemName}-{id}", Threads(section, id)));
            case "Dispatcher" or "ForkJoinDispatcher":
                return new SharedDispatcher(id, throughput, Dedicated(section, id));
            case "PinnedDispatcher":
                return new PinnedDispatcher(id, throughput);
            case "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit":
                return new SharedDispatcher(id, throughput, InlineExecutor.Instance);
            default:
                throw new ConfigurationException(
                    $"'{id}.type' is '{type}'; this runtime has Dispatcher, ForkJoinDispatcher and PinnedDispatcher");
        }
    }

    private Executor Dedicated(Config section, string id)
    {
        var count = Threads(section, id);
        return count == 1 ? new SingleWorker($"{_systemName}-{id}") : new WorkerPool($"{_systemName}-{id}", count);
    }

    private static int Threads(Config section, string id)
    {
        const string Key = "dedicated-thread-pool.thread-count";
        var count = section.GetInt(Key, Math.Clamp(Environment.ProcessorCount, 2, 8));
        return count >= 1 ? count : throw new ConfigurationException($"'{id}.{Key}' is {count}; expected at least 1");
    }
}
