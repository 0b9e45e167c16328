using Akka.Configuration;

namespace Akka.TestKit;

/// <summary>Time limits of tests.</summary>
public class TestKitSettings
{
    internal TestKitSettings(Config config)
    {
        TestTimeFactor = config.GetDouble("akka.test.timefactor", 1);
        SingleExpectDefault = config.GetTimeSpan("akka.test.single-expect-default", TimeSpan.FromSeconds(3));
        TestEventFilterLeeway = config.GetTimeSpan("akka.test.filter-leeway", TimeSpan.FromSeconds(3));
    }

    /// <summary>What limits given in tests are multiplied with.</summary>
    public double TestTimeFactor { get; }

    /// <summary>How long to wait for one message when a test does not say.</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary>How long an event filter waits after its block.</summary>
    public TimeSpan TestEventFilterLeeway { get; }
}
