using System.Globalization;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>An operation in generic form.</summary>
internal sealed class MlirOperation(string file, string name, MlirPlace place)
{
    public string Name => name;

    public MlirPlace Place => place;

    public string? Result { get; set; }

    public List<string> Operands { get; } = [];

    public Dictionary<string, MlirAttribute> Attributes { get; } = new(StringComparer.Ordinal);

    public List<MlirRegion> Regions { get; } = [];

    public List<string> OperandTypes { get; set; } = [];

    public List<string> ResultTypes { get; set; } = [];

    public CompileException Fail(string message) =>
        new(IrTextCodes.Content, string.Create(CultureInfo.InvariantCulture, $"{file}:{place.Line}:{place.Column}"), $"{name}: {message}");

    public bool Has(string attribute) => Attributes.ContainsKey(attribute);

    public string Text(string attribute) => Get<string>(Required(attribute), attribute, "a string");

    public long Integer(string attribute) => Get<long>(Required(attribute), attribute, "an integer");

    public long Integer(string attribute, long missing) => Has(attribute) ? Integer(attribute) : missing;

    public bool Flag(string attribute) => Has(attribute) && Get<bool>(Required(attribute), attribute, "true or false");

    public List<MlirAttribute> List(string attribute) => Get<List<MlirAttribute>>(Required(attribute), attribute, "a list");

    public Dictionary<string, MlirAttribute> Dictionary(string attribute) =>
        Get<Dictionary<string, MlirAttribute>>(Required(attribute), attribute, "a dictionary");

    public long[] Integers(string attribute) => [.. List(attribute).Select(a => Get<long>(a, attribute, "a list of integers"))];

    public string[] Texts(string attribute) => [.. List(attribute).Select(a => Get<string>(a, attribute, "a list of strings"))];

    public T Get<T>(MlirAttribute attribute, string of, string expected) =>
        attribute.Value is T value ? value : throw Fail($"attribute '{of}' must be {expected}");

    public string Operand(int index) =>
        index < Operands.Count ? Operands[index] : throw Fail($"has {Operands.Count} operands, {index + 1} expected");

    public MlirRegion Region() => Regions.Count == 1 ? Regions[0] : throw Fail($"has {Regions.Count} regions, 1 expected");

    private MlirAttribute Required(string attribute) =>
        Attributes.TryGetValue(attribute, out var value) ? value : throw Fail($"attribute '{attribute}' is missing");
}

/// <summary>A region of one block: names of its arguments and its operations.</summary>
internal sealed record MlirRegion(List<string> Arguments, List<MlirOperation> Operations);

/// <summary>
/// An attribute of generic-form MLIR: a long, double, bool, string, list, dictionary, or (as text) a type.
/// </summary>
internal sealed record MlirAttribute(object Value, MlirPlace Place);

/// <summary>The text of a type.</summary>
internal sealed record MlirType(string Text);

/// <summary>Where something stands in the text: line and column from 1.</summary>
internal readonly record struct MlirPlace(int Line, int Column);
