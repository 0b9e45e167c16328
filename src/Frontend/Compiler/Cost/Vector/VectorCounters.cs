namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>Everything that is counted, in one array so that a period can be added as a whole.</summary>
internal sealed class VectorCounters
{
    private static readonly int Classes = Enum.GetValues<VectorClass>().Length;

    private readonly int _units;
    private readonly int _busy;
    private readonly int _waits;

    public VectorCounters(int units)
    {
        _units = units;
        _busy = 2 * Classes;
        _waits = _busy + units;
        Values = new long[_waits + Causes];
    }

    public long[] Values { get; }

    public int Causes => VectorPipeline.FirstUnitCause + 2 * _units;

    public long InstructionsOf(VectorClass kind) => Values[(int)kind];

    public long ElementsOf(VectorClass kind) => Values[Classes + (int)kind];

    public long BusyOf(int unit) => Values[_busy + unit];

    public long WaitOf(int cause) => Values[_waits + cause];

    public void Issued(PipelineChunk op)
    {
        Values[(int)op.Instruction.Class]++;
        Values[Classes + (int)op.Instruction.Class] += op.Count;
    }

    public void Busy(int unit, long cycles) => Values[_busy + unit] += cycles;

    public void Wait(int cause, long cycles) => Values[_waits + cause] += cycles;

    /// <summary>Adds what was counted since <paramref name="earlier"/> as often as told.</summary>
    public void Repeat(long[] earlier, long times)
    {
        for (int i = 0; i < Values.Length; i++)
            Values[i] = checked(Values[i] + (Values[i] - earlier[i]) * times);
    }
}
