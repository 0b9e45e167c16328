using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ActorSim.Cli.Running;

/// <summary>
/// Ctrl-C and termination signals end a run at its next event; another one, half a second later or more, ends the process at once. Sooner it
/// is the same wish: timeout(1), for one, signals the process and then its group.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan SameWish = TimeSpan.FromSeconds(0.5);
    private static int _awaited;
    private readonly CancellationTokenSource _source = new();
    private readonly Stopwatch _sinceFirst = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption()
    {
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];
        Interlocked.Increment(ref _awaited);
    }

    /// <summary>Something in this process stops in good order when it is asked to.</summary>
    public static bool IsAwaited => Volatile.Read(ref _awaited) > 0;

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        Interlocked.Decrement(ref _awaited);
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_source.IsCancellationRequested && _sinceFirst.Elapsed >= SameWish)
        {
            Termination.Now();
        }

        _sinceFirst.Start();
        _source.Cancel();
    }
}
