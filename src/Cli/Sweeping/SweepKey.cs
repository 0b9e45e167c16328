using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActorSim.Actors.Machine;
using ActorSim.Cli.Compiling;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Output;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Kernel.Dispatch;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Sweeping;

/// <summary>Names of results: digests of the input's bytes, the machine, the sizes and the simulator's own build.</summary>
internal static class SweepKey
{
    private const int Digits = 32;

    // A build with other rules must not take over the results of this one, even if nobody has raised the version.
    private static readonly string Build = VersionText.Short + string.Concat(new[]
    {
        typeof(SweepKey), typeof(MachineUnits), typeof(Simulation), typeof(KernelPackage), typeof(TraceReader), typeof(ISynchronizer),
    }.Select(t => " " + t.Module.ModuleVersionId));

    /// <exception cref="InputException">A file cannot be read.</exception>
    public static string OfFiles(IEnumerable<string> paths)
    {
        var text = new StringBuilder();
        foreach (var path in paths)
        {
            try
            {
                using var file = File.OpenRead(path);
                text.Append(Convert.ToHexStringLower(SHA256.HashData(file))).Append('\n');
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"{path}: cannot open: {IoReason.Of(e)}", e);
            }
        }

        return text.ToString();
    }

    public static string Of(string files, SystemConfiguration system, IEnumerable<KeyValuePair<string, long>> shape)
    {
        var sizes = shape.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key}={s.Value}"));
        var text = $"{Build}\n{files}{SystemFingerprint.Of(system.Tree)}\n{string.Join(',', sizes)}\n";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
    }
}
