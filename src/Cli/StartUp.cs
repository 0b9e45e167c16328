namespace ActorSim.Cli;

/// <summary>What has to be settled before anything else runs.</summary>
internal static class StartUp
{
    private const string DynamicCode = "System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported";
    private static readonly string[] Emitting = ["emit", "exec"];

    /// <summary>
    /// The tool runs without code that is generated on the way (it is compiled ahead, and compiling a few regular expressions takes longer than a small
    /// run); only where producers emit a lot from a package do compiled expressions earn their making.
    /// </summary>
    public static void Prepare(string[] args)
    {
        if (args.Length > 0 && (Emitting.Contains(args[0]) || Array.Exists(args, IsPackage)))
        {
            AppContext.SetSwitch(DynamicCode, true);
        }
    }

    private static bool IsPackage(string argument) =>
        argument.EndsWith(".kpkg", StringComparison.Ordinal) || argument.EndsWith(".pkg", StringComparison.Ordinal)
        || argument.StartsWith("builtin:", StringComparison.Ordinal);
}
