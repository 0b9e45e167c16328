using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>The variables that expressions at a place may name: sizes, and the loops around it.</summary>
internal sealed class IndexScope(IEnumerable<IndexVar> sizes)
{
    private readonly List<IndexVar> _variables = [.. sizes];

    public void Enter(IndexVar variable) => _variables.Add(variable);

    public void Leave() => _variables.RemoveAt(_variables.Count - 1);

    public IndexExpr Expression(MlirOperation at, string text)
    {
        try
        {
            return IndexText.Parse(text, name => _variables.Find(v => v.Name == name));
        }
        catch (Exception bad) when (bad is FormatException or OverflowException)
        {
            throw at.Fail(bad.Message);
        }
    }

    public IndexExpr Attribute(MlirOperation at, string attribute) => Expression(at, at.Text(attribute));

    public IEnumerable<IndexExpr> List(MlirOperation at, string attribute) => at.Texts(attribute).Select(text => Expression(at, text));
}
