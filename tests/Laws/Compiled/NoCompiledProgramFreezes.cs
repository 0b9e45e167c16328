using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Tests.Laws.Compiled;

/// <summary>
/// docs/scheduling.md as a property: whatever is compiled, and in whatever order its operations end, its work-items go on, alone and two to
/// a core, and hold no more than they state. ACTORSIM_NIGHTLY=1 tries 3,000 programs.
/// </summary>
public sealed class NoCompiledProgramFreezes
{
    private const int Blocks = 10;
    private const int ItemsLookedAt = 24;
    private static readonly int PerBlock = Environment.GetEnvironmentVariable("ACTORSIM_NIGHTLY") == "1" ? 300 : 10;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Blocks)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_ends_first(int seed)
    {
        var kernels = new RandomKernels(seed);
        var compiled = 0;
        for (var n = 0; n < PerBlock; n++)
        {
            var request = kernels.Next();
            var package = Explained(request, () => Compiled(request));
            if (package is null) continue;
            compiled++;
            Explained(request, () => Check(request, package));
        }

        Assert.True(compiled > PerBlock / 2, $"only {compiled} of {PerBlock} kernels compile");
    }

    private static T Explained<T>(CompileRequest request, Func<T> what)
    {
        try
        {
            return what();
        }
        catch (CompileException e)
        {
            throw new InvalidOperationException(What(request), e);
        }
    }

    // Some machines are too small for some kernels, and the compiler says so.
    private static KernelPackage? Compiled(CompileRequest request)
    {
        try
        {
            return KernelCompiler.Compile(request);
        }
        catch (CompileException e) when (e.Message.Contains("SIM5", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static bool Check(CompileRequest request, KernelPackage package)
    {
        var core = new CoreSpec(request.Machine.Balance!.Arrays, 2, request.Machine.SpadBytes);
        var what = What(request);
        var check = new FreezeCheck(core, request.Machine.Balance.Cores, exploreAll: true);
        var program = new TraceProgram(request.Source, 0);
        using var trace = new TraceProducer(ModulePlan.Of(package.Module, package.Costs), []);
        var items = 0;
        while (trace.Read())
        {
            if (trace.Kind == TraceObjectKind.Buffer)
            {
                program.Add(trace.Buffer);
                check.Buffer(trace.Buffer);
            }
            else if (trace.Kind == TraceObjectKind.TileCost) program.Add(trace.TileCost);
            else if (trace.Kind == TraceObjectKind.KernelBegin) items = 0;
            else if (trace.Kind == TraceObjectKind.WorkItem && ++items > ItemsLookedAt) return true;
            else if (trace.Kind == TraceObjectKind.WorkItem) Assert.Equal(what, Verdict(what, check.WorkItem(trace.TakeWorkItem(), program)));
        }

        Assert.True(check.IsBounded, what);
        return true;
    }

    private static string What(CompileRequest request) =>
        $"{request.Source} {string.Join(',', request.Definitions.Select(d => $"{d.Key}={d.Value}"))} on {request.Machine}";

    private static string Verdict(string what, string? stuck) => stuck is null ? what : $"{what}: {stuck}";
}
