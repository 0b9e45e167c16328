using System.Globalization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;

namespace ActorSim.Kernel;

/// <summary>Hosts processes in actors: one dispatcher with one thread per worker, so that messages within a worker never cross a
/// thread.</summary>
internal sealed class ActorScheduler(ParallelOptions options, Topology topology) : IHostScheduler
{
    private readonly int[] _workers = PartitionPolicy.Assign(options, topology);
    private ActorSystem? _system;

    public void Open(IReadOnlyList<ProcessHost> hosts)
    {
        _system = ActorSystem.Create("actorsim", ConfigurationFactory.ParseString(Dispatchers(options.Workers)));
        var order = hosts.ToArray();
        if (options.ShuffleSeed is { } seed)
        {
            new Random(seed).Shuffle(order);
        }

        foreach (var host in order)
        {
            var index = host.Process.Index;
            var props = Props.Create(() => new ProcessActor(host)).WithDispatcher(DispatcherName(_workers[index]));
            host.Address = _system.ActorOf(props, string.Create(CultureInfo.InvariantCulture, $"process-{index}"));
        }
    }

    public void Post(ProcessHost host) => host.Address!.Tell(Activate.Instance, ActorRefs.NoSender);

    public void Wait(Task completed) => completed.GetAwaiter().GetResult();

    public void Dispose() => _system?.Terminate().GetAwaiter().GetResult();

    private static string DispatcherName(int worker) => string.Create(CultureInfo.InvariantCulture, $"actorsim.worker-{worker}");

    private static string Dispatchers(int workers)
    {
        var text = new StringBuilder("akka.log-dead-letters-during-shutdown = off\n");
        for (var worker = 0; worker < workers; worker++)
        {
            text.Append(DispatcherName(worker)).Append(
                " { type = ForkJoinDispatcher, throughput = 100, dedicated-thread-pool { thread-count = 1, threadtype = background } }\n");
        }

        return text.ToString();
    }
}
