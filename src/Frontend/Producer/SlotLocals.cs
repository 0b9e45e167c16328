using System.Linq.Expressions;
using ActorSim.Frontend.Ir.Index;

namespace ActorSim.Frontend.Producer;

/// <summary>Local variables of compiled code that hold slots of the variable array.</summary>
internal static class SlotLocals
{
    /// <summary>Locals for the slots that the expression uses.</summary>
    public static SortedDictionary<string, (int Slot, ParameterExpression Local)> Of(IReadOnlyList<IndexVar> slots, IndexExpr index)
    {
        var used = index.Variables().Select(v => v.Name).ToHashSet();
        return Of(slots, v => used.Contains(v.Name));
    }

    public static SortedDictionary<string, (int Slot, ParameterExpression Local)> Of(IReadOnlyList<IndexVar> slots, Func<IndexVar, bool> wanted)
    {
        var locals = new SortedDictionary<string, (int, ParameterExpression)>(StringComparer.Ordinal);
        for (var slot = 0; slot < slots.Count; slot++)
            if (wanted(slots[slot])) locals[slots[slot].Name] = (slot, Expression.Variable(typeof(long), slots[slot].Name));
        return locals;
    }

    public static IEnumerable<Expression> Loads(
        SortedDictionary<string, (int Slot, ParameterExpression Local)> locals, ParameterExpression vars) =>
        locals.Values.Select(l => Expression.Assign(l.Local, Expression.ArrayIndex(vars, Expression.Constant(l.Slot))));

    public static Dictionary<string, ParameterExpression> ByName(
        SortedDictionary<string, (int Slot, ParameterExpression Local)> locals) => locals.ToDictionary(l => l.Key, l => l.Value.Local);
}
