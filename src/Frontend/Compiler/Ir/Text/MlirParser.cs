using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>
/// Reads generic-form MLIR: operations with operands, properties, regions of one block, attributes and types. Attribute aliases and
/// successors are not part of what the compiler prints, and are refused.
/// </summary>
internal sealed class MlirParser
{
    private const int DeepestNesting = 256;

    private readonly MlirLexer _lexer;
    private int _depth;

    private MlirParser(MlirLexer lexer) => _lexer = lexer;

    /// <summary>The single operation of the text.</summary>
    /// <exception cref="CompileException">File, line, column, and what was expected.</exception>
    public static MlirOperation Parse(string text, string file)
    {
        var parser = new MlirParser(new MlirLexer(text, file));
        var operation = parser.Operation();
        if (!parser._lexer.AtEnd) throw parser._lexer.Expected("the end of the text");
        return operation;
    }

    private MlirOperation Operation()
    {
        if (++_depth > DeepestNesting) throw _lexer.Expected($"nesting of at most {DeepestNesting} levels");
        string? result = null;
        if (_lexer.Next("%"))
        {
            result = _lexer.Value();
            _lexer.Expect("=");
        }

        var place = _lexer.Place;
        if (!_lexer.Next("\"")) throw _lexer.Expected("the name of an operation in quotes (generic form)");
        var operation = new MlirOperation(_lexer.File, _lexer.String(), place) { Result = result };
        Operands(operation);
        if (_lexer.Accept("<{")) Attributes(operation.Attributes, "}>");
        if (_lexer.Accept("(")) Regions(operation);
        if (_lexer.Accept("{")) Attributes(operation.Attributes, "}");
        _lexer.Expect(":");
        operation.OperandTypes = Types();
        _lexer.Expect("->");
        operation.ResultTypes = _lexer.Next("(") ? Types() : [_lexer.TypeText()];
        if ((result is not null) != (operation.ResultTypes.Count == 1)) throw operation.Fail("has not as many results as result types");
        if (operation.Operands.Count != operation.OperandTypes.Count) throw operation.Fail("has not as many operands as operand types");
        _depth--;
        return operation;
    }

    private void Operands(MlirOperation operation)
    {
        _lexer.Expect("(");
        while (!_lexer.Accept(")"))
        {
            if (operation.Operands.Count > 0) _lexer.Expect(",");
            operation.Operands.Add(_lexer.Value());
        }
    }

    private void Regions(MlirOperation operation)
    {
        do operation.Regions.Add(Region());
        while (_lexer.Accept(","));
        _lexer.Expect(")");
    }

    private MlirRegion Region()
    {
        _lexer.Expect("{");
        var region = new MlirRegion([], []);
        if (_lexer.Accept("^"))
        {
            _lexer.Word();
            if (_lexer.Accept("(")) BlockArguments(region);
            _lexer.Expect(":");
        }

        while (!_lexer.Accept("}"))
        {
            if (_lexer.Next("^")) throw _lexer.Expected("a region of one block: '}'");
            region.Operations.Add(Operation());
        }

        return region;
    }

    private void BlockArguments(MlirRegion region)
    {
        while (!_lexer.Accept(")"))
        {
            if (region.Arguments.Count > 0) _lexer.Expect(",");
            region.Arguments.Add(_lexer.Value());
            _lexer.Expect(":");
            _lexer.TypeText();
        }
    }

    private void Attributes(Dictionary<string, MlirAttribute> attributes, string end)
    {
        var first = true;
        while (!_lexer.Accept(end))
        {
            if (!first) _lexer.Expect(",");
            first = false;
            var name = _lexer.Next("\"") ? _lexer.String() : _lexer.Word();
            if (name.Length == 0) throw _lexer.Expected("the name of an attribute");
            var place = _lexer.Place;
            if (!attributes.TryAdd(name, _lexer.Accept("=") ? Attribute() : new MlirAttribute(true, place)))
                throw _lexer.Expected($"only one attribute '{name}'");
        }
    }

    private MlirAttribute Attribute()
    {
        if (++_depth > DeepestNesting) throw _lexer.Expected($"nesting of at most {DeepestNesting} levels");
        var attribute = new MlirAttribute(AttributeValue(), _lexer.Place);
        _depth--;
        return attribute;
    }

    private object AttributeValue()
    {
        if (_lexer.Next("\"")) return _lexer.String();
        if (_lexer.Accept("[")) return Elements();
        if (_lexer.Accept("{"))
        {
            var attributes = new Dictionary<string, MlirAttribute>(StringComparer.Ordinal);
            Attributes(attributes, "}");
            return attributes;
        }

        if (_lexer.Next("-") || "0123456789".Any(d => _lexer.Next(d.ToString())))
        {
            var number = _lexer.Number();
            if (_lexer.Accept(":")) _lexer.TypeText();
            return number;
        }

        if (_lexer.Accept("true")) return true;
        return _lexer.Accept("false") ? false : new MlirType(_lexer.TypeText());
    }

    private List<MlirAttribute> Elements()
    {
        var elements = new List<MlirAttribute>();
        while (!_lexer.Accept("]"))
        {
            if (elements.Count > 0) _lexer.Expect(",");
            elements.Add(Attribute());
        }

        return elements;
    }

    private List<string> Types()
    {
        var types = new List<string>();
        _lexer.Expect("(");
        while (!_lexer.Accept(")"))
        {
            if (types.Count > 0) _lexer.Expect(",");
            types.Add(_lexer.TypeText());
        }

        return types;
    }
}
