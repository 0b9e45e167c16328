namespace ActorSim.Frontend.Tests.Conformance;

/// <summary>The folder of the solution, above the tests' own.</summary>
internal static class RepositoryFolder
{
    public static string Root()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "ActorSim.sln"))) return at.FullName;
        throw new DirectoryNotFoundException("The tests do not run inside the repository: ActorSim.sln is in no folder above them.");
    }
}
