namespace ActorSim.Serving.Results;

/// <summary>Means over a piece of a run that begins in core cycle <paramref name="Start"/>.</summary>
/// <param name="Start">Core cycle.</param>
/// <param name="Waiting">Requests in the queue.</param>
/// <param name="Running">Requests in the batch.</param>
/// <param name="UsedBlocks">Blocks of the cache.</param>
public readonly record struct TimeWindow(double Start, double Waiting, double Running, double UsedBlocks)
{
    /// <summary>The run in <paramref name="count"/> equal pieces; none of an empty run.</summary>
    public static IReadOnlyList<TimeWindow> Of(ServingResult result, int count)
    {
        if (result.End == 0)
        {
            return [];
        }

        var width = (double)result.End / count;
        var windows = new TimeWindow[count];
        for (var w = 0; w < count; w++)
        {
            windows[w] = new TimeWindow(w * width, 0, 0, 0);
        }

        for (var i = 0; i < result.Samples.Count; i++)
        {
            var end = i + 1 < result.Samples.Count ? result.Samples[i + 1].Start : result.End;
            Spread(windows, width, result.Samples[i], end);
        }

        return windows;
    }

    private static void Spread(TimeWindow[] windows, double width, ServingSample sample, long end)
    {
        for (var w = (int)Math.Min(sample.Start / width, windows.Length - 1); w < windows.Length && w * width < end; w++)
        {
            var part = Math.Max(Math.Min(end, (w + 1) * width) - Math.Max(sample.Start, w * width), 0) / width;
            windows[w] = windows[w] with
            {
                Waiting = windows[w].Waiting + (part * sample.Waiting),
                Running = windows[w].Running + (part * sample.Running),
                UsedBlocks = windows[w].UsedBlocks + (part * sample.UsedBlocks),
            };
        }
    }
}
