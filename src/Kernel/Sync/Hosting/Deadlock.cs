using System.Globalization;
using System.Text;

namespace ActorSim.Kernel;

/// <summary>Says who waits for whom when nobody can go on though there are events left.</summary>
internal static class Deadlock
{
    private const int MostNamed = 16;

    public static SynchronizationException Describe(ProcessHost[] hosts, GlobalBound bound)
    {
        var text = new StringBuilder("deadlock: no process can go on though there are events left");
        var blocked = hosts.Where(h => h.NextTicks != long.MaxValue || h.Process.DescribeWait() != null).ToArray();
        foreach (var host in blocked.Take(MostNamed))
        {
            Append(text, host, bound);
        }

        if (blocked.Length > MostNamed)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  and {blocked.Length - MostNamed} more");
        }

        return new SynchronizationException(text.ToString());
    }

    private static void Append(StringBuilder text, ProcessHost host, GlobalBound bound)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n  '{host.Process.Name}' at {host.Process.Now}");
        if (host.NextTicks != long.MaxValue)
        {
            var slowest = host.Inputs.Channels.MinBy(bound.Of);
            text.Append(CultureInfo.InvariantCulture, $", next event at {host.NextTicks}");
            if (slowest != null)
            {
                text.Append(CultureInfo.InvariantCulture, $", waits on link '{slowest.Link.Name}', which promises {bound.Of(slowest)}");
            }
        }

        if (host.Process.DescribeWait() is { } wait)
        {
            text.Append(CultureInfo.InvariantCulture, $": {wait}");
        }
    }
}
