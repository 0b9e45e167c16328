using ActorSim.Actors.Machine;
using ActorSim.Actors.Protocol;
using ActorSim.Cli.Errors;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Configuration;

/// <summary>What a run needs to know from the configuration.</summary>
/// <param name="Tree">The effective values with their origins, below "actorsim".</param>
/// <param name="Machine">The machine, checked.</param>
/// <param name="Run">How to simulate it.</param>
public sealed record SystemConfiguration(HoconObject Tree, MachineSpec Machine, RunSettings Run)
{
    /// <exception cref="InputException">The system is neither a preset nor a file, or an assignment is malformed.</exception>
    /// <exception cref="HoconException">The text is wrong: syntax, unknown key, type, unit or range; with file and line.</exception>
    public static SystemConfiguration Load(string? system, IReadOnlyList<string> assignments, IReadOnlyList<Shorthand>? shorthands = null)
    {
        var layers = new ConfigurationLayers();
        layers.AddSystem(system ?? Presets.Default);
        foreach (var assignment in assignments)
        {
            layers.AddAssignment(assignment);
        }

        foreach (var shorthand in shorthands ?? [])
        {
            layers.AddValue(shorthand.Key, shorthand.Value, shorthand.Given);
        }

        return Read(layers.Resolve());
    }

    /// <exception cref="HoconException">Type, unit or range of a value is wrong.</exception>
    public static SystemConfiguration Read(HoconObject tree)
    {
        var machine = MachineConfiguration.Read(tree);
        try
        {
            MachineSpecRules.Check(machine);
        }
        catch (InvalidSystemException e) when (e.Key is { } key && tree.Find(key) is { } value)
        {
            throw new HoconException(value.Origin, e.Message, e);
        }

        return new SystemConfiguration(tree, machine, RunSettings.Read(tree));
    }
}
