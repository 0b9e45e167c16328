using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Dispatch;

/// <summary>At the end of a run: what was sent over a link has been received over it, nothing lost and nothing twice.</summary>
internal static class MessageBalance
{
    /// <exception cref="SynchronizationException">A link's messages do not add up: a defect of the kernel.</exception>
    public static void Check(Topology topology)
    {
        foreach (var link in topology.Links)
        {
            Require(link.Name, link.Sent, link.Target.Counts.ReceivedOver(link));
        }

        long sentOverBundles = 0;
        foreach (var bundle in topology.Bundles)
        {
            sentOverBundles += bundle.FanLinks.Sum(f => f.Sent);
        }

        long received = 0;
        foreach (var unit in topology.Units)
        {
            received += unit.Counts.ReceivedFromBundles;
            Require(unit.Name, unit.Counts.SentToSelf + 1, unit.Counts.ReceivedFromSelf);
        }

        Require("bundles", sentOverBundles, received);
    }

    private static void Require(string where, long sent, long received)
    {
        if (sent != received)
        {
            throw new SynchronizationException($"'{where}': {sent} messages were sent and {received} received");
        }
    }
}
