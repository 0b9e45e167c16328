using System.Text;

namespace ActorSim.Cli.Output;

/// <summary>Writes to another writer what a terminal may see (<see cref="SafeText"/>).</summary>
internal sealed class SafeWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    /// <summary>For what is safe by its making and needs a terminal's own codes.</summary>
    public TextWriter Inner { get; } = inner;

    public override Encoding Encoding => Inner.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value) => Inner.Write(SafeText.Of(value ?? ""));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine() => Inner.WriteLine();

    public override void WriteLine(string? value) => Inner.WriteLine(SafeText.Of(value ?? ""));

    public override void Flush() => Inner.Flush();

    /// <summary>The writer that output is really going to.</summary>
    public static TextWriter Below(TextWriter writer) => writer is SafeWriter safe ? safe.Inner : writer;
}
