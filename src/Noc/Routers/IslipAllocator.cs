using System.Numerics;

namespace ActorSim.Noc.Routers;

/// <summary>iSLIP; priorities are ignored, as its pointers leave no room for them.</summary>
internal sealed class IslipAllocator : Allocator
{
    private readonly int _iterations;
    private readonly int[] _grant;
    private readonly int[] _accept;
    private readonly ulong[] _columns;
    private readonly ulong[] _requested;
    private readonly ulong[] _granted;
    private readonly int[] _best;

    public IslipAllocator(int inputs, int outputs, int iterations)
        : base(inputs, outputs)
    {
        _iterations = iterations;
        _grant = new int[outputs];
        _accept = new int[inputs];
        _columns = new ulong[outputs * InputWords];
        _requested = new ulong[OutputWords];
        _granted = new ulong[InputWords];
        _best = new int[inputs];
    }

    public override void Request(int input, int output, bool isLowForInput, bool isLowForOutput)
    {
        Bits.Set(_columns, output * InputWords, input);
        Bits.Set(_requested, 0, output);
    }

    public override void Allocate()
    {
        Forget();
        for (var iteration = 0; iteration < _iterations && Grant(); iteration++)
        {
            Accept(isFirst: iteration == 0);
        }

        ForgetRequests();
    }

    public override int MatchAlone(int input, int first, ulong outputs)
    {
        var skipped = _accept[input] - first;
        var after = skipped <= 0 ? outputs : skipped > 63 ? 0 : outputs & (ulong.MaxValue << skipped);
        var output = first + BitOperations.TrailingZeroCount(after != 0 ? after : outputs);
        MovePointers(input, output);
        return output;
    }

    // Of the grants that an input gets it keeps the one that it would accept.
    private bool Grant()
    {
        Array.Clear(_granted);
        var any = false;
        for (var w = 0; w < _requested.Length; w++)
        {
            for (var rest = _requested[w]; rest != 0; rest &= rest - 1)
            {
                var output = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var input = Bits.FirstFrom(_columns.AsSpan(output * InputWords, InputWords), _grant[output]);
                if (input >= 0)
                {
                    any = true;
                    Offer(input, output);
                }
            }
        }

        return any;
    }

    private void Offer(int input, int output)
    {
        if (!Bits.Has(_granted, input) || Distance(input, output) < Distance(input, _best[input]))
        {
            Bits.Set(_granted, 0, input);
            _best[input] = output;
        }
    }

    private int Distance(int input, int output)
    {
        var distance = output - _accept[input];
        return distance < 0 ? distance + Outputs : distance;
    }

    private void Accept(bool isFirst)
    {
        for (var w = 0; w < _granted.Length; w++)
        {
            for (var rest = _granted[w]; rest != 0; rest &= rest - 1)
            {
                var input = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var output = _best[input];
                Match(input, output);
                if (isFirst)
                {
                    MovePointers(input, output);
                }

                Retire(output);
            }
        }

        if (_iterations > 1)
        {
            RetireInputs();
        }
    }

    private void MovePointers(int input, int output)
    {
        _grant[output] = input + 1 == Inputs ? 0 : input + 1;
        _accept[input] = output + 1 == Outputs ? 0 : output + 1;
    }

    private void Retire(int output)
    {
        Array.Clear(_columns, output * InputWords, InputWords);
        Bits.Clear(_requested, output);
    }

    // A matched input asks no more in later iterations.
    private void RetireInputs()
    {
        for (var output = Bits.FirstFrom(_requested, 0); output >= 0; output = NextRequested(output))
        {
            for (var w = 0; w < InputWords; w++)
            {
                _columns[(output * InputWords) + w] &= ~Matched[w];
            }
        }
    }

    private int NextRequested(int output)
    {
        var next = output + 1 < Outputs ? Bits.FirstFrom(_requested, output + 1) : -1;
        return next > output ? next : -1;
    }

    private void ForgetRequests()
    {
        for (var w = 0; w < _requested.Length; w++)
        {
            for (var rest = _requested[w]; rest != 0; rest &= rest - 1)
            {
                Array.Clear(_columns, ((w << 6) + BitOperations.TrailingZeroCount(rest)) * InputWords, InputWords);
            }

            _requested[w] = 0;
        }
    }
}
