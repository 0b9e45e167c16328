using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ActorSim.Bench.Exec;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Models;

// NAME [BATCH [SEQUENCE [THREADS [RUNS]]]]: one line with the CPU and wall seconds of both, the peak of memory, and how far their results are apart.
var name = args[0];
var batch = args.Length > 1 ? long.Parse(args[1], CultureInfo.InvariantCulture) : 1;
var sequence = args.Length > 2 ? long.Parse(args[2], CultureInfo.InvariantCulture) : 128;
var threads = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 1;
var runs = args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : 3;
var model = new FilledModel(name, batch, sequence);
var (machine, compile) = (MachineFacts.TpuV3 with { RowElements = 128 }, Cpu.Start());
var compiled = ModelCompiler.Compile(model.Graph, name, machine);
var compileSeconds = compile.Seconds;
var before = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
var (first, ours, wall, results) = (0.0, double.MaxValue, double.MaxValue, (IReadOnlyList<ActorSim.Frontend.Onnx.Graph.GraphTensor>)[]);
for (var run = 0; run < runs; run++)
{
    var clock = Cpu.Start();
    results = ModelExecution.Run(compiled, model.Inputs, null, threads);
    if (run == 0) first = clock.Seconds;
    (ours, wall) = (Math.Min(ours, clock.Seconds), Math.Min(wall, clock.Wall));
}

var peak = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
var live = LiveSet.Bytes(compiled.Module) >> 20;
var (runtime, expected) = RuntimeRun.Measure(model, 3);
double worst = 0;
for (var o = 0; o < expected.Length; o++)
{
    var got = MemoryMarshal.Cast<byte, float>(results[o].Content.Load().Span);
    var scale = expected[o].Max(Math.Abs);
    for (var i = 0; i < got.Length; i++) worst = Math.Max(worst, Math.Abs(got[i] - expected[o][i]) / scale);
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{name}: compile {compileSeconds:F2} s, first run {first:F2} s CPU, best of {runs} {ours:F2}, {wall:F2} s wall, {threads} threads; ONNX Runtime {runtime:F3} s; ratio {ours / runtime:F1}; peak {peak} MiB ({before} before the first run), live set {live} MiB; difference {worst:E1} of the largest"));

namespace ActorSim.Bench.Exec
{
    /// <summary>CPU seconds of this process, and wall seconds, since a moment.</summary>
    internal readonly record struct Cpu(TimeSpan From, long Ticks)
    {
        public double Seconds => (Process.GetCurrentProcess().TotalProcessorTime - From).TotalSeconds;

        public double Wall => Stopwatch.GetElapsedTime(Ticks).TotalSeconds;

        public static Cpu Start() => new(Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.GetTimestamp());
    }
}
