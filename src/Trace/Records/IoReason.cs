namespace ActorSim.Trace.Records;

/// <summary>Why a file could not be opened or created, in a few words that do not repeat its path.</summary>
public static class IoReason
{
    public static string Of(Exception e) => e switch
    {
        FileNotFoundException { FileName: { } name } when name.Contains('\uFFFD') => "no such file (a name that is not UTF-8 cannot be given: rename it)",
        FileNotFoundException => "no such file",
        UnauthorizedAccessException when !e.Message.Contains('\'') => "it is closed or may not be used",
        DirectoryNotFoundException => "its folder does not exist",
        _ => e.Message,
    };
}
