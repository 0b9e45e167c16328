using System.Numerics;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Interpreter.Data;
using ActorSim.Frontend.Interpreter.State;

namespace ActorSim.Frontend.Interpreter.Steps;

/// <summary>Puts weights into the array, with zeros around them.</summary>
internal sealed class PreloadStep<T> : Step
    where T : unmanaged, INumber<T>
{
    private readonly Preload _preload;
    private readonly OperandPlaces _view;
    private readonly T[] _weights;
    private readonly int _columns;

    public PreloadStep(Preload preload, SpadBuffer buffer, int lanes, IndexSlots slots)
    {
        if (preload.Rows > lanes || preload.Columns > lanes)
        {
            var message = $"{preload.Rows} x {preload.Columns} weights do not fit an array of {lanes} x {lanes}";
            throw new CompileException(FunctionalCodes.Malformed, $"preload of '{buffer.Name}'", message);
        }

        _preload = preload;
        _view = new OperandPlaces(preload.Weights, buffer, preload.Rows, preload.Columns, "weights", slots);
        _columns = ProductKernel<T>.PaddedColumns(lanes);
        _weights = new T[lanes * _columns];
    }

    public override void Run(WorkItemState item)
    {
        const string where = "preload";
        var bank = _view.Open(item, where);
        _view.CheckReady(item, bank, where);
        MatrixPacking<T>.Pack(bank, _view, 0, (int)_preload.Rows, 0, (int)_preload.Columns, _weights, _columns);
        item.Weights = new PreloadedWeights(_weights);
    }
}
