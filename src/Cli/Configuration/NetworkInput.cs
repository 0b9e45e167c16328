using ActorSim.Cli.Errors;
using ActorSim.Noc.Topologies;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Configuration;

/// <summary>Opens a file of routers and links.</summary>
internal static class NetworkInput
{
    public static NocTopology Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            return NetworkFile.Read(path, reader);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot open: {IoReason.Of(e)}", e);
        }
    }
}
