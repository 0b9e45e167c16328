using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The mailboxes that a configuration names. There is one kind, unbounded; the names are checked all the same.</summary>
internal static class Mailboxes
{
    private static readonly string[] Known =
    [
        "Akka.Dispatch.UnboundedMailbox",
        "Akka.Dispatch.UnboundedDequeBasedMailbox",
    ];

    /// <exception cref="ConfigurationException">No such section, or a type that this runtime does not have.</exception>
    public static void Check(Config config, string id)
    {
        if (!config.HasPath(id))
            throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        var type = config.GetString(id + ".mailbox-type", Known[0]);
        if (!Known.Contains(type.Split(',')[0].Trim()))
            throw new ConfigurationException($"'{id}.mailbox-type' is '{type}'; this runtime has {string.Join(" and ", Known)}");
    }
}
