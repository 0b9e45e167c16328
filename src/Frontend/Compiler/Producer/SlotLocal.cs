using System.Linq.Expressions;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>A local variable of compiled code that holds a slot of the variable array.</summary>
internal sealed record SlotLocal(int Slot, ParameterExpression Local)
{
    /// <summary>Locals for the slots that the expression uses, in order of slot.</summary>
    public static List<SlotLocal> Of(IReadOnlyList<IndexVar> slots, IndexExpr index)
    {
        var used = index.Variables();
        return Of(slots, v => used.Any(u => u.Name == v.Name));
    }

    public static List<SlotLocal> Of(IReadOnlyList<IndexVar> slots, Func<IndexVar, bool> wanted)
    {
        var locals = new List<SlotLocal>();
        for (var slot = 0; slot < slots.Count; slot++)
            if (wanted(slots[slot])) locals.Add(new SlotLocal(slot, Expression.Variable(typeof(long), slots[slot].Name)));
        return locals;
    }

    public static IEnumerable<Expression> Loads(IEnumerable<SlotLocal> locals, ParameterExpression vars) =>
        locals.Select(l => Expression.Assign(l.Local, Expression.ArrayIndex(vars, Expression.Constant(l.Slot))));

    /// <summary>The locals by name; of slots that share a name the last, as inner declarations hide outer ones.</summary>
    public static Dictionary<string, ParameterExpression> ByName(IEnumerable<SlotLocal> locals)
    {
        var named = new Dictionary<string, ParameterExpression>();
        foreach (var slot in locals) named[slot.Local.Name!] = slot.Local;
        return named;
    }
}
