namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>What a dimension cannot be taken apart into: a symbol, or a quotient that does not divide.</summary>
internal abstract record DimAtom
{
    /// <summary>Text that is equal exactly for equal atoms.</summary>
    public abstract string Key { get; }

    public abstract Dim Substitute(IReadOnlyDictionary<string, Dim> values);

    public abstract void CollectSymbols(ISet<string> names);

    public sealed record Symbol(string Name) : DimAtom
    {
        public override string Key => Name;

        public override Dim Substitute(IReadOnlyDictionary<string, Dim> values) =>
            values.TryGetValue(Name, out var value) ? value : Dim.OfAtom(this);

        public override void CollectSymbols(ISet<string> names) => names.Add(Name);
    }

    /// <summary>The largest whole number not above Numerator / Denominator.</summary>
    public sealed record Floor(Dim Numerator, Dim Denominator) : DimAtom
    {
        // Quotients of quotients could grow without end in a short graph.
        private const int LongestKey = 2000;

        public override string Key { get; } = Bounded($"floor(({Numerator})/({Denominator}))");

        public override Dim Substitute(IReadOnlyDictionary<string, Dim> values) =>
            Dim.FloorDiv(Numerator.Substitute(values), Denominator.Substitute(values));

        public override void CollectSymbols(ISet<string> names)
        {
            Numerator.CollectSymbols(names);
            Denominator.CollectSymbols(names);
        }

        private static string Bounded(string key) => key.Length <= LongestKey ? key
            : throw new OverflowException($"a quotient of more than {LongestKey} characters");
    }
}
