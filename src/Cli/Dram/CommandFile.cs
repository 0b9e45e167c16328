using System.Globalization;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Replay;
using ActorSim.Dram.Standards;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Dram;

/// <summary>
/// Writes the commands of all channels as CSV in order of cycle, then channel. A cycle is labelled as Ramulator 2.1 does: a request
/// that is offered in cycle n can have its first command in cycle n + 1.
/// </summary>
internal sealed class CommandFile : IReplayProgress, IDisposable
{
    private readonly OutputFile _file;
    private readonly StreamWriter _writer;
    private readonly int[] _next;

    public CommandFile(string path, int channels)
    {
        _file = new OutputFile(path);
        _writer = new StreamWriter(_file.Stream, bufferSize: 1 << 16) { NewLine = "\n" };
        _writer.WriteLine("cycle,cmd,bankgroup,bank,row,col,rank,channel");
        _next = new int[channels];
        Logs = new DramCommandLog[channels];
        for (var i = 0; i < channels; i++)
        {
            Logs[i] = new DramCommandLog();
        }
    }

    /// <summary>By channel.</summary>
    public DramCommandLog[] Logs { get; }

    /// <inheritdoc/>
    public void OnReached(long cycle)
    {
        Array.Clear(_next);
        while (Earliest() is var channel and >= 0)
        {
            Write(Logs[channel].Commands[_next[channel]++], channel);
        }

        foreach (var log in Logs)
        {
            log.Clear();
        }
    }

    /// <summary>All commands were written: the file gets its name.</summary>
    public void Commit()
    {
        _writer.Flush();
        _file.Commit();
    }

    public void Dispose() => _file.Dispose();

    private int Earliest()
    {
        var earliest = -1;
        var least = long.MaxValue;
        for (var i = 0; i < Logs.Length; i++)
        {
            if (_next[i] < Logs[i].Commands.Count && Logs[i].Commands[_next[i]].Cycle is var cycle && cycle < least)
            {
                earliest = i;
                least = cycle;
            }
        }

        return earliest;
    }

    private void Write(in DramCommand c, int channel) => _writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{c.Cycle + 1},{Mnemonic(c.Kind)},{Field(c.BankGroup)},{Field(c.Bank)},{Field(c.Row)},{Field(c.Column)},{Field(c.Rank)},{channel}"));

    private static string Field(int value) => value < 0 ? "" : value.ToString(CultureInfo.InvariantCulture);

    private static string Mnemonic(DramCommandKind kind) => kind switch
    {
        DramCommandKind.Activate => "ACT",
        DramCommandKind.Precharge => "PRE",
        DramCommandKind.PrechargeAll => "PREab",
        DramCommandKind.Read => "RD",
        DramCommandKind.Write => "WR",
        DramCommandKind.RefreshAll => "REFab",
        DramCommandKind.RefreshBank => "REFpb",
        _ => kind.ToString(),
    };
}
