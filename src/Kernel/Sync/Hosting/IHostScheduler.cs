namespace ActorSim.Kernel;

/// <summary>Runs hosts: each on one thread at a time, in any order.</summary>
internal interface IHostScheduler : IDisposable
{
    /// <summary>Called once, before the first <see cref="Post"/>.</summary>
    void Open(IReadOnlyList<ProcessHost> hosts);

    /// <summary>Has <see cref="ProcessHost.Activate"/> called soon. Never called twice for a host without an activation between.</summary>
    void Post(ProcessHost host);

    /// <summary>Called on the thread that started the run: returns when <paramref name="completed"/> is done.</summary>
    void Wait(Task completed);
}
