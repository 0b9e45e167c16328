using System.Collections.Immutable;

namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>Visits and rewrites statements.</summary>
public static class StatementWalk
{
    /// <summary>All statements in program order, a loop before its body.</summary>
    public static IEnumerable<Statement> All(this ImmutableArray<Statement> body)
    {
        foreach (var statement in body)
        {
            yield return statement;
            if (statement is not Loop loop) continue;
            foreach (var inner in loop.Body.All()) yield return inner;
        }
    }

    /// <summary>
    /// The body with every statement replaced by what <paramref name="change"/> gives for it: innermost first, so a loop is seen with its
    /// new body. An empty result removes the statement.
    /// </summary>
    public static ImmutableArray<Statement> Rewrite(this ImmutableArray<Statement> body, Func<Statement, ImmutableArray<Statement>> change)
    {
        var result = ImmutableArray.CreateBuilder<Statement>(body.Length);
        foreach (var statement in body)
            result.AddRange(change(statement is Loop loop ? loop with { Body = loop.Body.Rewrite(change) } : statement));
        return result.ToImmutable();
    }
}
