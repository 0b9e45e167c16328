using System.Globalization;
using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Data of tensors outside the model's file, in files beside it; read only when asked for.</summary>
internal sealed class ExternalFiles(string directory, bool mayBeMissing)
{
    private readonly Dictionary<string, long?> _lengths = new(StringComparer.Ordinal);

    /// <summary>The place of a tensor's data, or what is wrong with it.</summary>
    public (TensorContent? Content, string? Problem) Find(TensorProto tensor, long bytes)
    {
        var keys = tensor.ExternalData.GroupBy(e => e.Key).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal);
        if (!keys.TryGetValue("location", out var location) || location.Length == 0)
        {
            return (null, "external data without a location; export the model again");
        }

        if (Path.IsPathRooted(location) || location.Split('/', '\\').Contains(".."))
        {
            return (null, $"external data '{location}' is outside the model's folder; only files beside the model are read");
        }

        if (!Number(keys, "offset", 0, out var offset) || !Number(keys, "length", bytes, out var length))
        {
            return (null, $"external data '{location}': offset and length are whole numbers of 0 or more; export the model again");
        }

        if (length != bytes)
        {
            return (null, $"external data '{location}' has {length} bytes, the tensor {bytes}; export the model again");
        }

        var path = Path.Combine(directory, location);
        return File.Exists(path) && LeavesByLink(path) ? (null, $"external data '{location}' leaves the model's folder through a link; put the file itself beside the model")
            : Place(path, location, offset, bytes);
    }

    // Of a link its own length is that of the name it holds.
    private static long LengthOf(FileInfo file) => file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length : file.Length;

    // Every step from the folder to the file, each of which may be a link. The folder itself may be anywhere.
    private bool LeavesByLink(string path)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        for (FileSystemInfo? at = new FileInfo(Path.GetFullPath(path)); at is not null && at.FullName != folder;
            at = Path.GetDirectoryName(at.FullName) is { } above ? new DirectoryInfo(above) : null)
        {
            if (at.LinkTarget is not null && !IsInside(at, folder)) return true;
        }

        return false;
    }

    private static bool IsInside(FileSystemInfo link, string folder) =>
        link.ResolveLinkTarget(returnFinalTarget: true) is { } target
        && Path.GetFullPath(target.FullName).StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    private (TensorContent? Content, string? Problem) Place(string path, string location, long offset, long bytes)
    {
        if (!_lengths.TryGetValue(path, out var size))
        {
            _lengths[path] = size = File.Exists(path) ? LengthOf(new FileInfo(path)) : null;
        }

        if (size is null)
        {
            return mayBeMissing ? (new TensorContent.Absent(), null)
                : (null, $"external data '{location}' is missing; put it beside the model, or read the model without weights to time it");
        }

        return offset <= size - bytes ? (new TensorContent.External(path, offset, bytes), null)
            : (null, $"external data '{location}' has {size} bytes; the tensor is at {offset} to {offset + (decimal)bytes}: "
                + "the file is truncated");
    }

    private static bool Number(Dictionary<string, string> keys, string key, long fallback, out long value)
    {
        value = fallback;
        return !keys.TryGetValue(key, out var text)
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= 0);
    }
}
