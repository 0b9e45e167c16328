using System.CommandLine;
using ActorSim.Cli.Errors;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Commands;

/// <summary><c>actorsim completion</c>: a script that teaches a shell to complete our command lines.</summary>
internal static class CompletionCommand
{
    public const string Name = "completion";

    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = string.Join(", ", Shells) };
        shell.CompletionSources.Add(_ => Shells.Select(s => new System.CommandLine.Completions.CompletionItem(s)));
        var command = new Command(Name, "Print a completion script for a shell.") { shell };
        command.SetAction(parse =>
        {
            parse.InvocationConfiguration.Output.Write(Script(parse.GetValue(shell)!));
            return ExitCode.Success;
        });
        return command;
    }

    // Each hands the line and the cursor to the tool, which answers one proposal per line.
    private static string Script(string shell) => shell switch
    {
        "bash" => """
            # eval "$(actorsim completion bash)"
            _actorsim() {
                local IFS=$'\n'
                COMPREPLY=($(actorsim "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null))
                [[ "${COMPREPLY[0]}" != *= ]] || compopt -o nospace
            }
            complete -o default -F _actorsim actorsim

            """,
        "zsh" => """
            # eval "$(actorsim completion zsh)"
            _actorsim() {
                local -a proposals
                proposals=("${(@f)$(actorsim "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                compadd -S '' -- "${(@M)proposals:#*=}"
                compadd -- "${(@)proposals:#(*=|)}"
                (( compstate[nmatches] )) || _files
            }
            compdef _actorsim actorsim

            """,
        "fish" => """
            # actorsim completion fish | source
            function __actorsim_complete
                set -l line (commandline -cp)
                actorsim "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null
            end
            complete -c actorsim -a '(__actorsim_complete)'

            """,
        "pwsh" => """
            # actorsim completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName actorsim -ScriptBlock {
                param($word, $ast, $position)
                actorsim "[suggest:$position]" "$ast" 2>$null | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }

            """,
        _ => throw new InputException($"completion {shell}: unknown shell; did you mean '{NearestKey.Of(shell, Shells)}'? "
            + $"One of: {string.Join(", ", Shells)}"),
    };
}
