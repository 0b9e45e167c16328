namespace ActorSim.Frontend.Tests.Reference;

/// <summary>Gather, scatter, embedding.</summary>
public static class RefIndexing
{
    /// <summary>The slices of <paramref name="data"/> along an axis that indices name: data[.., indices, ..].</summary>
    public static RefTensor Gather(RefTensor data, RefTensor indices, int axis)
    {
        long[] shape = [.. data.Shape[..axis], .. indices.Shape, .. data.Shape[(axis + 1)..]];
        var result = new RefTensor(shape);
        foreach (var index in RefTensor.Indices(shape))
        {
            var which = (long)indices[index[axis..(axis + indices.Rank)]];
            if (which < 0) which += data.Shape[axis];
            result[index] = data[[.. index[..axis], which, .. index[(axis + indices.Rank)..]]];
        }

        return result;
    }

    /// <summary>Rows of updates are added to the rows of data that indices name.</summary>
    public static RefTensor ScatterAdd(RefTensor data, RefTensor indices, RefTensor updates)
    {
        var result = new RefTensor(data.Shape, (double[])data.Values.Clone());
        var row = data.Count / data.Shape[0];
        for (long i = 0; i < indices.Count; i++)
            for (long j = 0; j < row; j++) result.Values[(long)indices.Values[i] * row + j] += updates.Values[i * row + j];
        return result;
    }

    /// <summary>result[index] = data[index with the axis replaced by indices[index]].</summary>
    public static RefTensor GatherElements(RefTensor data, RefTensor indices, int axis)
    {
        var result = new RefTensor(indices.Shape);
        foreach (var index in RefTensor.Indices(indices.Shape))
        {
            var from = (long[])index.Clone();
            from[axis] = (long)indices[index];
            result[index] = data[from];
        }

        return result;
    }
}
