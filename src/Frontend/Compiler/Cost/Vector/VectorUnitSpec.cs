using ActorSim.Frontend.Compiler.Cost.Operations;

namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>The vector unit of a core: lanes in lockstep, instructions issued in program order.</summary>
public sealed record VectorUnitSpec
{
    /// <summary>Lanes, 1..65536. Programs count elements per lane, so this matters only to whoever writes them.</summary>
    public required int Lanes { get; init; }

    /// <summary>Bits of one vector register in one lane, 8..65536, a multiple of 8; a beat handles this much.</summary>
    public required int VectorBits { get; init; }

    /// <summary>Registers that one instruction may cover, 1..64: an instruction handles at most VectorBits x this / bits elements per lane;
    /// longer ones are issued in chunks.</summary>
    public int GroupRegisters { get; init; } = 8;

    /// <summary>Narrower elements are computed on (not loaded or stored) as if they had this many bits; 8..64.</summary>
    public int MinimumComputeBits { get; init; } = 8;

    /// <summary>Instructions issued per cycle at most, 1..64.</summary>
    public int IssueWidth { get; init; } = 1;

    /// <summary>Whether an instruction may start on the first results of another (element by element) or waits for its last one.</summary>
    public bool Chaining { get; init; } = true;

    /// <summary>Cycles from the last issue of an iteration to the first possible one of the next, 0..1000; 0: the same cycle.</summary>
    public int LoopOverheadCycles { get; init; } = 1;

    /// <summary>Every class must be executed by exactly one of them.</summary>
    public required IReadOnlyList<FunctionalUnitSpec> Units { get; init; }

    /// <summary>What is wrong, each with name, value and range.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        CostCheck.Range(problems, nameof(Lanes), Lanes, 1, 65536);
        CostCheck.Range(problems, nameof(VectorBits), VectorBits, 8, 65536);
        if (VectorBits % 8 != 0)
            problems.Add($"VectorBits {VectorBits}: must be a multiple of 8");
        CostCheck.Range(problems, nameof(GroupRegisters), GroupRegisters, 1, 64);
        CostCheck.Range(problems, nameof(MinimumComputeBits), MinimumComputeBits, 8, 64);
        CostCheck.Range(problems, nameof(IssueWidth), IssueWidth, 1, 64);
        CostCheck.Range(problems, nameof(LoopOverheadCycles), LoopOverheadCycles, 0, 1000);
        CheckUnits(problems);
        return problems;
    }

    private void CheckUnits(List<string> problems)
    {
        foreach (FunctionalUnitSpec unit in Units)
        {
            CostCheck.Range(problems, $"unit '{unit.Name}': Count", unit.Count, 1, 16);
            if (unit.Name.Length == 0 || Units.Count(u => u.Name == unit.Name) > 1)
                problems.Add($"unit '{unit.Name}': names must be distinct and not empty");
            foreach (VectorOperationSpec operation in unit.Operations)
            {
                CostCheck.Range(problems, $"unit '{unit.Name}', {operation.Class}: LatencyCycles", operation.LatencyCycles, 1, 100_000);
                CostCheck.Range(problems, $"unit '{unit.Name}', {operation.Class}: IntervalCycles", operation.IntervalCycles, 1, 100_000);
            }
        }
        foreach (VectorClass kind in Enum.GetValues<VectorClass>())
        {
            int served = Units.Sum(u => u.Operations.Count(o => o.Class == kind));
            if (served != 1)
                problems.Add($"class {kind}: executed by {served} units; must be exactly one");
        }
    }
}

/// <summary>A kind of functional unit, present in every lane.</summary>
/// <param name="Name">For reports; distinct within a vector unit.</param>
/// <param name="Count">Equal copies, 1..16; an instruction takes the one that is free first.</param>
/// <param name="Operations">Classes it executes.</param>
public sealed record FunctionalUnitSpec(string Name, int Count, IReadOnlyList<VectorOperationSpec> Operations);

/// <summary>Timing of one class of instructions on its unit.</summary>
/// <param name="Class">What it is.</param>
/// <param name="LatencyCycles">From issue to the first result, 1..100000 core cycles.</param>
/// <param name="IntervalCycles">Cycles that one vector register per lane (a beat) holds the unit, 1..100000.</param>
public sealed record VectorOperationSpec(VectorClass Class, int LatencyCycles, int IntervalCycles);
