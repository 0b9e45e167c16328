using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Onnx.Files;

/// <summary>No tensor may be larger than what is asked for.</summary>
internal static class TensorSize
{
    public static void Check(GraphValue value, long most, string place, OnnxProblems problems)
    {
        try
        {
            if (value.Bytes > most)
            {
                problems.Add(place, TooLarge(value.Shape!.ToString(), most));
            }
        }
        catch (OverflowException)
        {
            problems.Add(place, TooLarge(value.Shape!.ToString(), most));
        }
    }

    public static string TooLarge(string shape, long most) =>
        $"a tensor of shape {shape} is larger than the {most >> 20} MiB that a tensor may take; is a dimension damaged?";
}
