using ActorSim.Frontend.Onnx.Format;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using Google.Protobuf;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>Reads ONNX files. Everything that is wrong with a model is reported in one <see cref="OnnxException"/>.</summary>
public static class OnnxModelReader
{
    /// <summary>
    /// The graph as the file declares it: checked, in order, without inferred shapes (<see cref="Shapes.ShapeInference"/>).
    /// </summary>
    public static ModelGraph Read(string path, OnnxReadOptions? options = null)
    {
        options ??= OnnxReadOptions.Default;
        var bytes = BoundedFile.Read(path, options.MostFileBytes);
        return Parse(bytes, path, Path.GetDirectoryName(Path.GetFullPath(path))!, options);
    }

    /// <summary>A model in memory.</summary>
    /// <param name="model">The bytes of a model file.</param>
    /// <param name="name">Stands for the file in messages.</param>
    /// <param name="directory">Where external data is looked for.</param>
    /// <param name="options">Bounds of what is read.</param>
    public static ModelGraph Parse(byte[] model, string name, string directory, OnnxReadOptions? options = null)
    {
        options ??= OnnxReadOptions.Default;
        CheckSize(model, name, options);
        try
        {
            return new ModelDecoder(name, directory, options).Decode(ModelProto.Parser.ParseFrom(model));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Damaged(name, e);
        }
    }

    private static void CheckSize(byte[] model, string name, OnnxReadOptions options)
    {
        try
        {
            var scan = FormatScan.Of(model);
            if (scan.Nodes > options.MostNodes)
            {
                throw new OnnxException(name, [new("graph", $"{scan.Nodes} nodes; at most {options.MostNodes} are read. Export the model "
                    + "with loops kept as layers of one block, or split it")]);
            }

            if (scan.Messages > options.MostMessages)
            {
                throw new OnnxException(name, [new("", $"{scan.Messages} messages; at most {options.MostMessages} are read")]);
            }
        }
        catch (InvalidDataException e)
        {
            throw Damaged(name, e);
        }
    }

    private static OnnxException Damaged(string name, Exception e) => new(name,
        [new("", $"not an ONNX model, or damaged or truncated ({e.Message}); export or copy it again")], inner: e);
}
