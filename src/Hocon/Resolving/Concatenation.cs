using System.Text;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Hocon.Resolving;

/// <summary>Joins values that stand beside each other: texts to a text, objects to an object, arrays to an array.</summary>
internal static class Concatenation
{
    public static HoconValue? Join(RawConcat concat, Func<RawNode, HoconValue?> resolve, Action<long, RawNode> spend)
    {
        var pieces = new List<(HoconValue Value, bool IsBlank)>(concat.Pieces.Count);
        foreach (var piece in concat.Pieces)
        {
            if (resolve(piece) is { } value)
                pieces.Add((value, piece is RawScalar { IsBlank: true }));
        }
        Trim(pieces);
        if (pieces.Count == 0)
            return null;
        if (pieces.Count == 1)
            return pieces[0].Value;
        spend(pieces.Sum(p => Size(p.Value)), concat);
        if (pieces.TrueForAll(p => p.Value is HoconScalar))
            return Text(pieces, concat.Origin);
        pieces.RemoveAll(p => p.IsBlank);
        return Structures(pieces.ConvertAll(p => p.Value), concat.Origin);
    }

    // What joining it copies.
    private static long Size(HoconValue value) => value switch
    {
        HoconScalar text => text.Text.Length,
        HoconArray array => array.Items.Count,
        HoconObject obj => obj.Fields.Count,
        _ => 1,
    };

    // Blanks at the ends can be left over when an optional substitution beside them is undefined.
    private static void Trim(List<(HoconValue Value, bool IsBlank)> pieces)
    {
        while (pieces.Count > 0 && pieces[^1].IsBlank)
            pieces.RemoveAt(pieces.Count - 1);
        while (pieces.Count > 0 && pieces[0].IsBlank)
            pieces.RemoveAt(0);
    }

    private static HoconScalar Text(List<(HoconValue Value, bool IsBlank)> pieces, HoconOrigin origin)
    {
        var text = new StringBuilder();
        foreach (var (value, _) in pieces)
            text.Append(((HoconScalar)value).Text);
        // Only several pieces make it a string for good; a lone null was returned as it is.
        return new HoconScalar(text.ToString(), isQuoted: true, origin);
    }

    private static HoconValue Structures(List<HoconValue> values, HoconOrigin origin)
    {
        var first = values[0];
        foreach (var value in values)
        {
            if (value.GetType() != first.GetType())
                throw new HoconException(value.Origin,
                    $"{value.Kind} cannot stand beside {first.Kind}; put a comma or a new line between them");
        }
        if (first is HoconArray)
            return new HoconArray([.. values.SelectMany(v => ((HoconArray)v).Items)], origin);
        var merged = (HoconObject)first;
        for (var i = 1; i < values.Count; i++)
            merged = ((HoconObject)values[i]).OverInOrder(merged);
        return merged;
    }
}
