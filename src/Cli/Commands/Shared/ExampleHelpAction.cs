using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace ActorSim.Cli.Commands.Shared;

/// <summary>The usual help, and examples under it.</summary>
internal sealed class ExampleHelpAction(SynchronousCommandLineAction usual) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var examples = Examples.Of(PathOf(parseResult));
        if (examples.Count > 0)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine("  " + example);
            }
        }

        return code;
    }

    private static string PathOf(ParseResult parse)
    {
        var names = new List<string>();
        for (var c = parse.CommandResult; c.Command is not RootCommand; c = (CommandResult)c.Parent!)
        {
            names.Insert(0, c.Command.Name);
        }

        return string.Join(' ', names);
    }
}
