using System.CommandLine;
using System.Globalization;
using ActorSim.Cli.Commands.Shared;
using ActorSim.Cli.Compiling;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Compiler.Cost;
using ActorSim.Frontend.Compiler.Cost.Tables;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Compiler.Producer;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim cost</c>: what each compute operation of a kernel costs, and why.</summary>
internal sealed class CostCommand
{
    public const string Name = "cost";

    private readonly KernelOptions _kernel = new(required: true);
    private readonly SystemOptions _system = new();
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write the costs as a table that --cost-table takes (.json or tab-separated)",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var cost = new CostCommand();
        var command = new Command(Name, "Explain the costs of a kernel's compute operations.");
        cost._kernel.AddTo(command);
        cost._system.AddTo(command);
        command.Options.Add(cost._output);
        command.SetAction(cost.Execute);
        return command;
    }

    private int Execute(ParseResult parse)
    {
        var path = _kernel.Kernel(parse);
        var package = PackageInput.IsPackage(path) ? KernelPackage.Read(path) : KernelCompiler.Compile(_kernel.Read(parse, _system.Load(parse)));
        if (parse.GetValue(_output) is { } file) CostTableFile.Write(file, Table(package));
        else Explain(package, parse.InvocationConfiguration.Output);
        return ExitCode.Success;
    }

    private static CostTable Table(KernelPackage package) => new()
    {
        Kernel = package.Module.Name,
        Rows = [.. package.Costs.Kernels.SelectMany(k => k).Select(c => new CostRow(c.Cycles, c.Overlap, c.Name, c.Unit, package.Costs.Origin))],
    };

    private static void Explain(KernelPackage package, TextWriter output)
    {
        var model = CostModel.For(package.Module.Machine);
        for (var k = 0; k < package.Module.Kernels.Length; k++)
        {
            var kernel = package.Module.Kernels[k];
            output.WriteLine($"kernel {kernel.Name}");
            foreach (var (name, value) in kernel.Notes) output.WriteLine($"  {name}: {value}");
            var id = 0;
            foreach (var operation in ModuleCosts.Operations(kernel))
            {
                var cost = package.Costs.Kernels[k][id];
                var title = string.Create(CultureInfo.InvariantCulture, $"{kernel.Name}[{id}] {cost.Name}");
                CostExplanation.Write(output, package.Costs.Origin == model.Origin
                    ? model.Explain(operation, title)
                    : CostExplanation.Measured(title, new CostRow(cost.Cycles, cost.Overlap, cost.Name, cost.Unit, package.Costs.Origin)));
                id++;
            }
        }
    }
}
