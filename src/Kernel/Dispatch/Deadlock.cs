using System.Globalization;
using System.Text;
using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Dispatch;

/// <summary>Says who waits for whom when nobody can go on though there are messages left.</summary>
internal static class Deadlock
{
    private const int MostNamed = 16;

    public static SynchronizationException Describe(Unit[] units, GroupState[] groups, RoundBounds bounds)
    {
        var text = new StringBuilder("deadlock: no unit can go on though there are messages left");
        var blocked = units.Where(u => groups[u.Group].Queue.NextTicks != long.MaxValue || u.DescribeWait() != null).ToArray();
        foreach (var unit in blocked.Take(MostNamed))
        {
            Append(text, unit, groups[unit.Group], bounds);
        }

        if (blocked.Length > MostNamed)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  and {blocked.Length - MostNamed} more");
        }

        return new SynchronizationException(text.ToString());
    }

    private static void Append(StringBuilder text, Unit unit, GroupState group, RoundBounds bounds)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n  '{unit.Name}' at {unit.Now}");
        if (group.Queue.NextTicks != long.MaxValue)
        {
            var slowest = bounds.Inputs(group.Index).MinBy(i => i.Bound);
            text.Append(CultureInfo.InvariantCulture, $", next message at {group.Queue.NextTicks}");
            if (slowest.Link != null)
            {
                text.Append(CultureInfo.InvariantCulture, $", waits on link '{slowest.Link}', which promises {slowest.Bound}");
            }
        }

        if (unit.DescribeWait() is { } wait)
        {
            text.Append(CultureInfo.InvariantCulture, $": {wait}");
        }
    }
}
