namespace ActorSim.Trace;

/// <summary>Why a file could not be opened or created, in a few words that do not repeat its path.</summary>
public static class IoReason
{
    public static string Of(Exception e) => e switch
    {
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => "its folder does not exist",
        _ => e.Message,
    };
}
