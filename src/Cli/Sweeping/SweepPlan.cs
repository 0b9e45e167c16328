using System.Globalization;
using ActorSim.Actors.Protocol;
using ActorSim.Cli.Compiling;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Compiler.Producer;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Onnx.Files;
using ActorSim.Frontend.Onnx.Reading;
using ActorSim.Hocon.Syntax;

namespace ActorSim.Cli.Sweeping;

/// <summary>All points of a sweep, checked before any of them runs.</summary>
/// <param name="Input">File to run.</param>
/// <param name="Tensors">Inputs of a package, in order of tensor.</param>
/// <param name="Axes">What varies; the last one fastest.</param>
/// <param name="Points">The cartesian product, in that order.</param>
internal sealed record SweepPlan(
    string Input, GivenInputs Tensors, IReadOnlyList<SweepAxis> Axes, IReadOnlyList<SweepPoint> Points)
{
    private const int MostPoints = 10_000;

    /// <summary>Null unless the input is a model.</summary>
    public SweepModels? Models { get; } = ModelFile.IsModel(Input) ? new SweepModels(Input) : null;

    /// <param name="input">File to run.</param>
    /// <param name="tensorFiles">NumPy files of a package's inputs.</param>
    /// <param name="vary">KEY=VALUE,... as on the command line.</param>
    /// <param name="shape">Sizes that stay the same.</param>
    /// <param name="load">The system with some more keys set.</param>
    /// <exception cref="InputException">Keys, values or sizes are wrong: all of them are listed.</exception>
    public static SweepPlan Create(
        string input, IReadOnlyList<string> tensorFiles, IReadOnlyList<string> vary, IReadOnlyList<KeyValuePair<string, long>> shape,
        Func<IReadOnlyList<Shorthand>, SystemConfiguration> load)
    {
        var problems = new List<string>();
        var axes = ParseAxes(vary, problems);
        Report(problems);
        var tensors = new GivenInputs(tensorFiles);
        var files = SweepKey.OfFiles([input, .. tensors.Files]) + string.Join(' ', tensorFiles.Where(f => f.Contains('=', StringComparison.Ordinal)));
        var points = new List<SweepPoint>();
        foreach (var values in Product(axes))
        {
            if (Point(axes, values, shape, load, files, problems) is { } point)
            {
                points.Add(point);
            }
        }

        Report(problems);
        var plan = new SweepPlan(input, tensors, axes, points);
        plan.CheckShapes(problems);
        Report(problems);
        return plan;
    }

    private static List<SweepAxis> ParseAxes(IReadOnlyList<string> vary, List<string> problems)
    {
        var reference = Presets.Reference().Root.GetObject("actorsim");
        var axes = vary.Select(v => SweepAxis.Parse(v, reference, problems)).OfType<SweepAxis>().ToList();
        foreach (var twice in axes.GroupBy(a => (a.Key, a.IsShape)).Where(g => g.Count() > 1))
        {
            problems.Add($"--vary {twice.First().Name}: given {twice.Count()} times; give all its values once");
        }

        var points = axes.Aggregate(1L, (n, a) => Math.Min(MostPoints + 1L, n * a.Values.Count));
        if (points > MostPoints)
        {
            problems.Add($"--vary: more than {MostPoints} points; vary fewer values");
        }

        return axes;
    }

    private static IEnumerable<string[]> Product(IReadOnlyList<SweepAxis> axes)
    {
        IEnumerable<string[]> all = [[]];
        foreach (var axis in axes)
        {
            all = all.SelectMany(_ => axis.Values, (head, value) => head.Append(value).ToArray());
        }

        return all;
    }

    private static SweepPoint? Point(
        IReadOnlyList<SweepAxis> axes, string[] values, IReadOnlyList<KeyValuePair<string, long>> fixedShape,
        Func<IReadOnlyList<Shorthand>, SystemConfiguration> load, string files, List<string> problems)
    {
        var settings = new List<Shorthand>();
        var shape = fixedShape.ToList();
        for (var a = 0; a < axes.Count; a++)
        {
            var (name, value) = (axes[a].Name, values[a]);
            if (!axes[a].IsShape)
            {
                settings.Add(new Shorthand("--vary", axes[a].Key, value) { Given = $"--vary {name}={value}" });
            }
            else if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var size))
            {
                shape.RemoveAll(s => s.Key == axes[a].Key);
                shape.Add(new(axes[a].Key, size));
            }
            else
            {
                Add(problems, $"--vary {name}={value}: the value must be a whole number of 64 bits");
                return null;
            }
        }

        try
        {
            var system = load(settings);
            return new SweepPoint(values, system, shape, SweepKey.Of(files, system, shape));
        }
        catch (Exception e) when (e is HoconException or InputException or InvalidSystemException)
        {
            Add(problems, ErrorReport.TextOf(e));
            return null;
        }
    }

    private void CheckShapes(List<string> problems)
    {
        if (PackageInput.IsPackage(Input))
        {
            Check(p => PackageInput.Open(Input, p.Shape, new ProducerOptions(), Tensors, KernelMachine.Read(p.System.Tree)).Dispose(), problems);
        }
        else if (Models is { } models)
        {
            var graph = OnnxModelReader.Read(Input, new OnnxReadOptions { WithoutWeights = true });
            Check(point => ModelFile.TimedSizes(Input, graph, point.Shape), problems);
            Report(problems);

            // What cannot be lowered at one size cannot at most others, and no point waits for this: the first one needs it anyway.
            ModelFile.Open(models.Of(Points[0]), new ProducerOptions(), Tensors).Dispose();
        }
        else
        {
            problems.AddRange(Axes.Where(a => a.IsShape).Select(a =>
                $"--vary {a.Name}: {Input} is a trace, whose sizes are fixed; vary sizes of a package (actorsim compile) or a model"));
        }
    }

    private void Check(Action<SweepPoint> open, List<string> problems)
    {
        foreach (var point in Points.DistinctBy(p => (string.Join(',', p.Shape), KernelMachine.Read(p.System.Tree))))
        {
            try
            {
                open(point);
            }
            catch (Exception e) when (e is CompileException or InputException)
            {
                Add(problems, e.Message);
            }
        }
    }

    private static void Add(List<string> problems, string problem)
    {
        if (!problems.Contains(problem))
        {
            problems.Add(problem);
        }
    }

    private static void Report(List<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new InputException(problems.Count == 1
                ? problems[0]
                : string.Create(CultureInfo.InvariantCulture, $"sweep: {problems.Count} problems:\n  ") + string.Join("\n  ", problems));
        }
    }
}

/// <summary>One combination of the varied values.</summary>
/// <param name="Values">Its values, in order of the axes.</param>
/// <param name="System">What is simulated and how.</param>
/// <param name="Shape">Sizes of the input.</param>
/// <param name="Key">Hexadecimal digits of all that its result depends on: equal keys, equal results.</param>
internal sealed record SweepPoint(
    IReadOnlyList<string> Values, SystemConfiguration System, IReadOnlyList<KeyValuePair<string, long>> Shape, string Key);
