using System.CommandLine;
using ActorSim.Cli.Errors;
using ActorSim.Frontend.Generators;

namespace ActorSim.Cli.Commands.Shared;

/// <summary>Options of every generated trace: where it goes, where its tensors lie.</summary>
internal sealed class GenOptions
{
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "File to write; .gz compresses, - is standard output",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string?> _name = Options.Text("--name", "NAME", "Name of the trace; the kernel's by default");
    private readonly Option<long> _firstAddress = Options.Long("--first-address", 1 << 20, "Address of the first tensor, bytes");
    private readonly Option<long> _alignment = Options.Long("--alignment", 4096, "Tensors start at multiples of this, bytes");
    private readonly Option<long> _spacing = Options.Long(
        "--spacing", 0, "Tensors start exactly this far apart even if they overlap, bytes; 0: one after the other");
    private readonly Option<int?> _tenant = Options.Whole("--partition", "P", "Partition (tenant) that owns the kernel; 0 by default");

    public GenOptions AddTo(Command command)
    {
        command.Options.Add(_output);
        command.Options.Add(_name);
        command.Options.Add(_firstAddress);
        command.Options.Add(_alignment);
        command.Options.Add(_spacing);
        command.Options.Add(_tenant);
        return this;
    }

    public string OutputPath(ParseResult parse) => parse.GetValue(_output)!;

    public GeneratedTraceOptions Read(ParseResult parse, string kernel)
    {
        var partition = parse.GetValue(_tenant) ?? 0;
        if (partition < 0)
        {
            throw new InputException($"--partition {partition} must be 0 or more");
        }

        return new GeneratedTraceOptions
        {
            Name = parse.GetValue(_name) ?? kernel,
            FirstAddress = parse.GetValue(_firstAddress),
            Alignment = parse.GetValue(_alignment),
            Spacing = parse.GetValue(_spacing) is var spacing and not 0 ? spacing : null,
            Partition = partition,
        };
    }
}
