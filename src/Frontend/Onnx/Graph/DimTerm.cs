using System.Collections.Immutable;

namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>A coefficient, not zero, times atoms in the order of their keys; no atoms: the constant of a sum.</summary>
internal readonly record struct DimTerm(long Coefficient, ImmutableArray<DimAtom> Atoms)
{
    // Products double in every step of a chain of squares: without a bound a short graph would fill the memory.
    private const int MostAtoms = 32;

    /// <summary>The atoms as text: terms of equal text are added up.</summary>
    public string Key => string.Join('*', Atoms.Select(a => a.Key));

    public DimTerm Times(DimTerm other) => new(
        checked(Coefficient * other.Coefficient),
        Atoms.Length == 0 ? other.Atoms
            : other.Atoms.Length == 0 ? Atoms
            : Atoms.Length + other.Atoms.Length <= MostAtoms
                ? [.. Atoms.AddRange(other.Atoms).OrderBy(a => a.Key, StringComparer.Ordinal)]
                : throw new OverflowException($"a product of more than {MostAtoms} symbols"));

    /// <summary>The quotient if <paramref name="divisor"/> divides without rest.</summary>
    public DimTerm? DividedBy(DimTerm divisor)
    {
        if (Coefficient % divisor.Coefficient != 0)
        {
            return null;
        }

        var left = Atoms;
        foreach (var atom in divisor.Atoms)
        {
            var at = left.FindIndex(a => a.Key == atom.Key);
            if (at < 0)
            {
                return null;
            }

            left = left.RemoveAt(at);
        }

        return new DimTerm(Coefficient / divisor.Coefficient, left);
    }

    public override string ToString() =>
        Atoms.Length == 0 ? $"{Coefficient}" : Coefficient switch { 1 => Key, -1 => "-" + Key, _ => $"{Coefficient}*{Key}" };
}

internal static class ImmutableArraySearch
{
    public static int FindIndex(this ImmutableArray<DimAtom> atoms, Predicate<DimAtom> match)
    {
        for (var i = 0; i < atoms.Length; i++)
        {
            if (match(atoms[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
