using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Controller;

/// <summary>Receives every issued command in order of cycle (column before row command within a cycle). Off when none is given.</summary>
public sealed class DramCommandLog
{
    private readonly List<DramCommand> _commands = [];

    /// <summary>Commands so far.</summary>
    public IReadOnlyList<DramCommand> Commands => _commands;

    /// <summary>Forgets the commands so far and keeps the memory.</summary>
    public void Clear() => _commands.Clear();

    internal void Add(in DramCommand command) => _commands.Add(command);
}
