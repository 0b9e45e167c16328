using System.Runtime.InteropServices;
using ActorSim.Cli.Errors;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Running;

/// <summary>Ctrl-C and termination signals outside of what <see cref="Interruption"/> stops in good order: whatever the process does, it ends at
/// once, with one code, and leaves no file under way.</summary>
internal sealed class Termination : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    /// <summary>Ends the process.</summary>
    public static void Now()
    {
        TemporaryFile.DeleteLive();
        Environment.Exit(ExitCode.Interrupted);
    }

    public void Dispose() => Array.ForEach(_registrations, r => r.Dispose());

    private static void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!Interruption.IsAwaited)
        {
            Now();
        }
    }
}
