using Akka.Configuration;
using Xunit;

namespace ActorSim.Tests.Contract;

/// <summary>What the configuration class of either runtime does.</summary>
public class ActorsConfigTests
{
    private static readonly Config Sample = ConfigurationFactory.ParseString(
        """
        # a comment
        unit {
          name = "core 0"
          lanes = 16
          ratio = 0.5
          enabled = on
          delay = 10ms
          spad = 64KiB
          ports = [1, 2, 3]
        }
        unit.name = core
        copy = ${unit.lanes}
        """);

    [Fact]
    public void Getters_read_their_types()
    {
        Assert.Equal("core", Sample.GetString("unit.name"));
        Assert.Equal(16, Sample.GetInt("unit.lanes"));
        Assert.Equal(16L, Sample.GetLong("copy"));
        Assert.Equal(0.5, Sample.GetDouble("unit.ratio"));
        Assert.True(Sample.GetBoolean("unit.enabled"));
        Assert.Equal(TimeSpan.FromMilliseconds(10), Sample.GetTimeSpan("unit.delay"));
        Assert.Equal(65536, Sample.GetByteSize("unit.spad"));
        Assert.Equal([1, 2, 3], Sample.GetIntList("unit.ports"));
        Assert.Equal(["1", "2", "3"], Sample.GetStringList("unit.ports"));
        Assert.Equal(16, Sample.GetConfig("unit")!.GetInt("lanes"));
    }

    [Fact]
    public void A_missing_path_gives_the_default()
    {
        Assert.False(Sample.HasPath("unit.none"));
        Assert.Equal("x", Sample.GetString("unit.none", "x"));
        Assert.Equal(7, Sample.GetInt("unit.none", 7));
        Assert.True(Sample.GetConfig("none").IsNullOrEmpty());
        Assert.True(ConfigurationFactory.Empty.IsEmpty);
    }

    [Fact]
    public void A_fallback_gives_what_is_missing()
    {
        var merged = Sample.WithFallback(ConfigurationFactory.ParseString("unit { lanes = 1, banks = 4 }"));
        Assert.Equal(16, merged.GetInt("unit.lanes"));
        Assert.Equal(4, merged.GetInt("unit.banks"));
    }
}
