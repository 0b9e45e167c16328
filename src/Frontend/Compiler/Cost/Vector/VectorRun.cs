namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>
/// Executes the loops. At the end of an iteration the pipeline's state is compared with a remembered one (Brent:
/// remembered anew after 1, 2,
/// 4, ... iterations); if it is the same, everything from then on repeats and whole periods are added at once.
/// </summary>
internal sealed class VectorRun(VectorCode code, VectorPipeline pipeline, int loopOverhead, bool extrapolate)
{
    private readonly List<Remembered> _remembered = [];

    public void Execute() => Block(code.Body, 0);

    private void Block(IReadOnlyList<VectorCodeNode> block, int depth)
    {
        for (int i = 0; i < block.Count; i++)
        {
            if (block[i].Op is { } op)
                pipeline.Issue(op);
            else
                Loop(block[i], depth);
        }
    }

    private void Loop(VectorCodeNode loop, int depth)
    {
        if (_remembered.Count == depth)
            _remembered.Add(new Remembered(new long[pipeline.StateLength], new long[pipeline.Counters.Values.Length]));
        Remembered known = _remembered[depth];
        bool search = extrapolate;
        known.Iteration = -1;
        for (long done = 0; done < loop.Trips; done++)
        {
            if (search)
                (search, done) = Compare(known, done, loop.Trips);
            if (done == loop.Trips)
                break;
            Block(loop.Body, depth + 1);
            pipeline.EndIteration(loopOverhead);
        }
    }

    /// <summary>Whether to look further for a period, and the iterations that are done.</summary>
    private (bool Search, long Done) Compare(Remembered known, long done, long trips)
    {
        if (known.Iteration >= 0 && pipeline.Equals(known.State))
        {
            long period = done - known.Iteration;
            long times = (trips - done) / period;
            if (times > 0)
            {
                pipeline.Counters.Repeat(known.Counters, times);
                pipeline.Shift(checked((pipeline.Cursor - known.Cursor) * times), known.Entry);
            }
            return (false, done + times * period);
        }
        if (known.Iteration < 0 || done >= 2 * known.Iteration)
            known.Take(pipeline, done);
        return (true, done);
    }

    private sealed class Remembered(long[] state, long[] counters)
    {
        public long[] State => state;

        public long[] Counters => counters;

        public long Iteration { get; set; } = -1;

        public long Cursor { get; private set; }

        public long Entry { get; private set; }

        public void Take(VectorPipeline pipeline, long iteration)
        {
            pipeline.Save(state);
            pipeline.Counters.Values.CopyTo(counters, 0);
            (Iteration, Cursor, Entry) = (iteration, pipeline.Cursor, pipeline.Log.Next);
        }
    }
}
