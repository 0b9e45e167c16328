using System.Globalization;
using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Passes;

namespace ActorSim.Cli.Compiling;

/// <summary>Numbered files of the program after each pass: 00-input.txt, 01-decompose-transfers.txt...</summary>
internal sealed class IrDump
{
    private readonly string _folder;

    /// <exception cref="InputException">The folder cannot be made.</exception>
    public IrDump(string folder)
    {
        _folder = folder;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--dump-ir {folder}: {e.Message}", e);
        }
    }

    public void Write(int number, string pass, Module module) =>
        File.WriteAllText(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{number:00}-{pass}.txt")), ModuleText.Of(module));
}
