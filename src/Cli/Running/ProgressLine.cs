using System.Globalization;

namespace ActorSim.Cli.Running;

/// <summary>The text of a progress line.</summary>
internal static class ProgressLine
{
    private const int Width = 24;

    /// <param name="share">How far the run is, 0 to 1; null if not known.</param>
    /// <param name="workItems">Work-items done.</param>
    /// <param name="cycle">Simulated core cycle.</param>
    /// <param name="elapsed">Wall time so far.</param>
    public static string Format(double? share, long workItems, long cycle, TimeSpan elapsed)
    {
        var speed = cycle / Math.Max(elapsed.TotalSeconds, 1e-9);
        var text = string.Create(CultureInfo.InvariantCulture, $"{workItems} work-items  cycle {cycle:N0}  {speed / 1e6:0.0} Mcycles/s");
        if (share is not { } known || known <= 0)
        {
            return text;
        }

        var filled = (int)(Width * Math.Clamp(known, 0, 1));
        var left = elapsed * ((1 - known) / known);
        return string.Create(CultureInfo.InvariantCulture,
            $"[{new string('#', filled)}{new string('.', Width - filled)}] {known * 100:0} %  {text}  ETA {left:h\\:mm\\:ss}");
    }
}
