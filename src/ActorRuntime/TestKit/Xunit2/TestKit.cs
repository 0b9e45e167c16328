using Akka.Actor;
using Akka.Configuration;

namespace Akka.TestKit.Xunit2;

/// <summary>A test class with an actor system of its own, terminated after each test.</summary>
public class TestKit : TestKitBase, IDisposable
{
    private bool _isDisposed;

    /// <param name="system">The system under test; null for a new one.</param>
    public TestKit(ActorSystem? system = null)
        : base(Assertions, system, null, null, null, isProbe: false)
    {
    }

    /// <param name="config">Over the test kit's defaults.</param>
    /// <param name="actorSystemName">"test" if null.</param>
    public TestKit(Config config, string? actorSystemName = null)
        : base(Assertions, null, config, actorSystemName, null, isProbe: false)
    {
    }

    /// <param name="config">HOCON, over the test kit's defaults.</param>
    public TestKit(string config)
        : this(ConfigurationFactory.ParseString(config))
    {
    }

    protected static new XunitAssertions Assertions { get; } = new();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs after each test.</summary>
    protected virtual void AfterAll()
    {
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        try
        {
            AfterAll();
        }
        finally
        {
            Shutdown();
        }
    }
}
