using System.Globalization;

namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>Writes a module after each pass to numbered files of a directory: 00-input.mlir, 01-NAME.mlir...</summary>
public sealed class IrDump
{
    private readonly string _directory;

    /// <exception cref="IOException">The directory cannot be made.</exception>
    public IrDump(string directory)
    {
        _directory = directory;
        Directory.CreateDirectory(directory);
    }

    /// <summary>Writes one file, over an older one of the same number and name.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(int number, string pass, Module module)
    {
        var name = string.Concat(pass.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        var path = Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $"{number:D2}-{name}.mlir"));
        File.WriteAllText(path, IrPrinter.Print(module));
    }
}
