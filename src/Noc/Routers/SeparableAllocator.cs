using System.Numerics;

namespace ActorSim.Noc.Routers;

/// <summary>Separable, input first.</summary>
internal sealed class SeparableAllocator : Allocator
{
    private readonly ArbiterBank _inputArbiters;
    private readonly ArbiterBank _outputArbiters;

    // Each first the usual requests, then the low ones.
    private readonly ulong[] _rows;
    private readonly ulong[] _columns;
    private readonly ulong[] _lowForOutput;
    private readonly ulong[] _asking;
    private readonly ulong[] _asked;

    public SeparableAllocator(int inputs, int outputs, ArbiterKind arbiter)
        : base(inputs, outputs)
    {
        _inputArbiters = ArbiterBank.Create(arbiter, inputs, outputs);
        _outputArbiters = ArbiterBank.Create(arbiter, outputs, inputs);
        _rows = new ulong[2 * inputs * OutputWords];
        _columns = new ulong[2 * outputs * InputWords];
        _lowForOutput = new ulong[inputs * OutputWords];
        _asking = new ulong[InputWords];
        _asked = new ulong[OutputWords];
    }

    public override void Request(int input, int output, bool isLowForInput, bool isLowForOutput)
    {
        Bits.Set(_rows, ((2 * input) + (isLowForInput ? 1 : 0)) * OutputWords, output);
        Bits.Set(_asking, 0, input);
        if (isLowForOutput)
        {
            Bits.Set(_lowForOutput, input * OutputWords, output);
        }
    }

    public override int MatchAlone(int input, int first, ulong outputs)
    {
        var row = _rows.AsSpan(2 * input * OutputWords, OutputWords);
        for (var rest = outputs; rest != 0; rest &= rest - 1)
        {
            var bit = first + BitOperations.TrailingZeroCount(rest);
            row[bit >> 6] |= 1UL << bit;
        }

        var output = _inputArbiters.Pick(input, row);
        row.Clear();
        _outputArbiters.Serve(output, input);
        _inputArbiters.Serve(input, output);
        return output;
    }

    public override void Allocate()
    {
        Forget();
        PickOutputs();
        PickInputs();
    }

    private void PickOutputs()
    {
        for (var w = 0; w < _asking.Length; w++)
        {
            for (var rest = _asking[w]; rest != 0; rest &= rest - 1)
            {
                var input = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var output = _inputArbiters.Pick(input, First(_rows, input, OutputWords));
                var isLow = (_lowForOutput[(input * OutputWords) + (output >> 6)] & (1UL << output)) != 0;
                Bits.Set(_columns, ((2 * output) + (isLow ? 1 : 0)) * InputWords, input);
                Bits.Set(_asked, 0, output);
                Array.Clear(_rows, 2 * input * OutputWords, 2 * OutputWords);
                Array.Clear(_lowForOutput, input * OutputWords, OutputWords);
            }

            _asking[w] = 0;
        }
    }

    private void PickInputs()
    {
        for (var w = 0; w < _asked.Length; w++)
        {
            for (var rest = _asked[w]; rest != 0; rest &= rest - 1)
            {
                var output = (w << 6) + BitOperations.TrailingZeroCount(rest);
                var input = _outputArbiters.Pick(output, First(_columns, output, InputWords));
                Match(input, output);
                _outputArbiters.Serve(output, input);
                _inputArbiters.Serve(input, output);
                Array.Clear(_columns, 2 * output * InputWords, 2 * InputWords);
            }

            _asked[w] = 0;
        }
    }

    // The usual requests, or the low ones if there are no others.
    private static ReadOnlySpan<ulong> First(ulong[] sets, int index, int words)
    {
        var usual = sets.AsSpan(2 * index * words, words);
        return usual.ContainsAnyExcept(0UL) ? usual : sets.AsSpan(((2 * index) + 1) * words, words);
    }
}
