namespace ActorSim.Trace.Records;

/// <summary>Why a file could not be opened or created, in a few words that do not repeat its path.</summary>
public static class IoReason
{
    public static string Of(Exception e) => e switch
    {
        FileNotFoundException { FileName: { } name } when name.Contains('\uFFFD') => "no such file (a name that is not UTF-8 cannot be given: rename it)",
        FileNotFoundException => "no such file",
        UnauthorizedAccessException when !e.Message.Contains('\'') => "it is closed or may not be used",
        UnauthorizedAccessException when Directory.Exists(Quoted(e.Message)) => "it is a folder",
        DirectoryNotFoundException => "its folder does not exist",
        _ => e.Message,
    };

    // The runtime says "denied" of a folder that is opened as a file; its path stands only in the message.
    private static string Quoted(string message)
    {
        int first = message.IndexOf('\'', StringComparison.Ordinal);
        int last = message.LastIndexOf('\'');
        return last > first ? message[(first + 1)..last] : "";
    }
}
