using System.Globalization;
using System.Runtime.InteropServices;

namespace ActorSim.Kernel.Dispatch;

/// <summary>
/// The calling thread and its helpers, who do the pieces of a round side by side: everybody his own pile first, which keeps data in his cache,
/// then what is left of others', so that nobody waits for a helper that sleeps or has lost its processor, unless that helper is at a piece.
/// Rounds follow each other within microseconds: a helper without work looks for the next round for a while before it goes to sleep,
/// because waking it takes longer than most rounds.
/// </summary>
internal sealed class WorkerCrew : IDisposable
{
    // About 50 us, four times what waking a sleeper takes.
    private const int LooksBeforeSleep = 1500;
    private const int PauseOfOneLook = 4;
    private const int Awake = 0;
    private const int Asleep = 1;
    private readonly IForkedWork _work;
    private readonly Thread[] _helpers;
    private readonly SemaphoreSlim[] _bells;
    private readonly int[] _states;
    private readonly PaddedInt[] _piles;
    private PaddedInt _done;
    private PaddedInt _round;
    private volatile bool _leaving;

    /// <param name="work">What is run in every round.</param>
    /// <param name="workers">Threads, the calling one included, at least 1.</param>
    public WorkerCrew(IForkedWork work, int workers)
    {
        _work = work;
        _piles = new PaddedInt[workers];
        _helpers = new Thread[workers - 1];
        _bells = new SemaphoreSlim[workers - 1];
        _states = new int[workers - 1];
        for (var i = 0; i < _helpers.Length; i++)
        {
            var helper = i;
            _bells[i] = new SemaphoreSlim(0);
            _helpers[i] = new Thread(() => Help(helper))
            {
                IsBackground = true,
                Name = string.Create(CultureInfo.InvariantCulture, $"actorsim-helper-{i + 1}"),
            };
            _helpers[i].Start();
        }
    }

    /// <summary>Has all pieces done, <paramref name="sizes"/>[w] of worker w, and returns when they are.</summary>
    public void RunRound(ReadOnlySpan<int> sizes)
    {
        var total = 0;
        _done.Value = 0;
        for (var pile = 0; pile < sizes.Length; pile++)
        {
            total += sizes[pile];

            // From here on a helper may take pieces: everything else of the round is in place.
            Volatile.Write(ref _piles[pile].Value, sizes[pile]);
        }

        Interlocked.Increment(ref _round.Value);
        WakeSleepers();
        DoPieces(0);
        var wait = default(SpinWait);
        while (Volatile.Read(ref _done.Value) != total)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    public void Dispose()
    {
        _leaving = true;
        for (var i = 0; i < _helpers.Length; i++)
        {
            Interlocked.Increment(ref _round.Value);
            _bells[i].Release();
            _helpers[i].Join();
            _bells[i].Dispose();
        }
    }

    private void WakeSleepers()
    {
        for (var i = 0; i < _states.Length; i++)
        {
            if (Volatile.Read(ref _states[i]) == Asleep && Interlocked.Exchange(ref _states[i], Awake) == Asleep)
            {
                _bells[i].Release();
            }
        }
    }

    private void DoPieces(int worker)
    {
        var done = 0;
        for (var n = 0; n < _piles.Length; n++)
        {
            var pile = worker + n < _piles.Length ? worker + n : worker + n - _piles.Length;
            int piece;
            while (Volatile.Read(ref _piles[pile].Value) > 0 && (piece = Interlocked.Decrement(ref _piles[pile].Value)) >= 0)
            {
                _work.RunPiece(pile, piece, worker);
                done++;
            }
        }

        if (done > 0)
        {
            Interlocked.Add(ref _done.Value, done);
        }
    }

    private void Help(int helper)
    {
        var seen = 0;
        while (!_leaving)
        {
            seen = AwaitRoundAfter(seen, helper);
            DoPieces(helper + 1);
        }
    }

    private int AwaitRoundAfter(int seen, int helper)
    {
        for (var look = 0; look < LooksBeforeSleep; look++)
        {
            if (Volatile.Read(ref _round.Value) is var round && round != seen)
            {
                return round;
            }

            Thread.SpinWait(PauseOfOneLook);
        }

        // Whoever opens a round raises it before he looks at the state, so that one of us sees the other.
        Interlocked.Exchange(ref _states[helper], Asleep);
        if (Volatile.Read(ref _round.Value) == seen || Interlocked.Exchange(ref _states[helper], Awake) == Awake)
        {
            _bells[helper].Wait();
        }

        return Volatile.Read(ref _round.Value);
    }
}

/// <summary>Work that was divided into pieces, which lie in one pile per worker.</summary>
internal interface IForkedWork
{
    /// <summary>Does one piece on the thread of <paramref name="worker"/>; every piece of a round is done once. Must not throw.</summary>
    void RunPiece(int pile, int piece, int worker);
}

/// <summary>A number that several threads write to, with the cache lines around it for itself, prefetched neighbours included.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct PaddedInt
{
    [FieldOffset(128)]
    public int Value;
}
