namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>Turns the counters into the answer.</summary>
internal static class VectorResult
{
    public static VectorCost Of(VectorUnitSpec spec, VectorCode code, VectorPipeline pipeline)
    {
        VectorCounters counters = pipeline.Counters;
        counters.Wait(VectorPipeline.DrainCause, pipeline.Finish - pipeline.Cursor);
        var waits = new List<CycleShare>();
        for (int i = 0; i < counters.Causes; i++)
        {
            if (counters.WaitOf(i) > 0)
                waits.Add(new CycleShare(Cause(spec, i), counters.WaitOf(i)));
        }
        var (path, truncated) = pipeline.Log.PathTo(pipeline.LastEntry);
        return new VectorCost
        {
            Cycles = pipeline.Finish,
            Instructions = [.. Enum.GetValues<VectorClass>().Where(k => counters.InstructionsOf(k) > 0)
                .Select(k => new InstructionCount(k, counters.InstructionsOf(k), counters.ElementsOf(k)))],
            Units = [.. spec.Units.Select((u, i) => new UnitUse(u.Name, u.Count, counters.BusyOf(i)))],
            Waits = waits,
            BoundBy = waits.Count == 0 ? "nothing" : waits.MaxBy(w => w.Cycles).Cause,
            CriticalPath = [.. path.Select(e => Step(spec, e))],
            PathIsTruncated = truncated && code.Ops.Count > 0,
        };
    }

    private static VectorStep Step(VectorUnitSpec spec, VectorLog.Entry entry)
    {
        VectorInstruction instruction = entry.Op.Instruction;
        string name = instruction.Name.Length > 0 ? instruction.Name : instruction.Class.ToString();
        return new VectorStep(name, instruction.Class, entry.Op.Chunk, entry.Issue, entry.Finish, Cause(spec, entry.Cause));
    }

    private static string Cause(VectorUnitSpec spec, int cause)
    {
        int unit = cause - VectorPipeline.FirstUnitCause;
        return cause switch
        {
            VectorPipeline.IssueCause => "issue",
            VectorPipeline.LoopCause => "loop overhead",
            VectorPipeline.DrainCause => "last results",
            _ when unit < spec.Units.Count => $"results of {spec.Units[unit].Name}",
            _ => $"{spec.Units[unit - spec.Units.Count].Name} busy",
        };
    }
}

/// <summary>Core cycles that have one cause.</summary>
public readonly record struct CycleShare(string Cause, long Cycles);

/// <summary>How many instructions of a class were issued (chunks count each) and how many elements per lane they handled.</summary>
public readonly record struct InstructionCount(VectorClass Class, long Instructions, long Elements);

/// <summary>Busy core cycles of a functional unit, summed over its copies.</summary>
public readonly record struct UnitUse(string Name, int Count, long BusyCycles)
{
    /// <summary>Share of the time the copies were busy on average, 0..1.</summary>
    public double Occupancy(long cycles) => cycles == 0 ? 0 : (double)BusyCycles / Count / cycles;
}

/// <summary>One instruction (or chunk of it) on the critical path; core cycles from the program's start.</summary>
/// <param name="Name">The instruction's.</param>
/// <param name="Class">The instruction's.</param>
/// <param name="Chunk">Which part of the instruction, from 0.</param>
/// <param name="Issue">Cycle of issue.</param>
/// <param name="Finish">Cycle in which the last result is there.</param>
/// <param name="Cause">Why it was not issued earlier, in the words of <see cref="VectorCost.Waits"/>.</param>
public readonly record struct VectorStep(string Name, VectorClass Class, int Chunk, long Issue, long Finish, string Cause);
