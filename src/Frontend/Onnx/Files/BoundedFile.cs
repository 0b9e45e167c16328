using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Reads whole files whose size is checked first.</summary>
internal static class BoundedFile
{
    public static byte[] Read(string path, long most)
    {
        if (Directory.Exists(path))
        {
            throw new OnnxException(path, [new("", "is a folder; give a .onnx file")]);
        }

        if (!File.Exists(path))
        {
            throw new OnnxException(path, [new("", "no such file")]);
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        if (stream.Length > most)
        {
            throw new OnnxException(path, [new("", $"{stream.Length} bytes; at most {most} are read. Export with external data")]);
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
