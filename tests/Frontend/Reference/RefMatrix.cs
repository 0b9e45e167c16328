namespace ActorSim.Frontend.Tests.Reference;

/// <summary>Matrix products and attention.</summary>
public static class RefMatrix
{
    /// <summary>[.., M, K] x [.., K, N], leading axes broadcast.</summary>
    public static RefTensor Matmul(RefTensor a, RefTensor b)
    {
        var (m, k, n) = (a.Shape[^2], a.Shape[^1], b.Shape[^1]);
        if (b.Shape[^2] != k) throw new ArgumentException($"K differs: {k} and {b.Shape[^2]}");
        var batch = RefElementwise.BroadcastShape(a.Shape[..^2], b.Shape[..^2]);
        a = RefElementwise.Broadcast(a, [.. batch, m, k]);
        b = RefElementwise.Broadcast(b, [.. batch, k, n]);
        var result = new RefTensor([.. batch, m, n]);
        var batches = batch.Aggregate(1L, (x, y) => x * y);
        for (long g = 0; g < batches; g++)
            for (long i = 0; i < m; i++)
                for (long p = 0; p < k; p++)
                {
                    var left = a.Values[(g * m + i) * k + p];
                    for (long j = 0; j < n; j++) result.Values[(g * m + i) * n + j] += left * b.Values[(g * k + p) * n + j];
                }

        return result;
    }

    /// <summary>
    /// softmax(q k^T scale [+ mask]) v; q is [B, H, L, D], k and v are [B, Hkv, S, D] with Hkv dividing H (grouped queries). Causal: query i
    /// sees keys up to i + S - L.
    /// </summary>
    public static RefTensor Attention(RefTensor q, RefTensor k, RefTensor v, double scale, bool causal, RefTensor? mask = null)
    {
        var groups = q.Shape[1] / k.Shape[1];
        (k, v) = (Repeat(k, groups), Repeat(v, groups));
        var scores = Matmul(q, RefElementwise.Transpose(k, 0, 1, 3, 2)).Map(x => x * scale);
        if (mask is not null) scores = RefElementwise.Add(scores, mask);
        var (l, s) = (q.Shape[2], k.Shape[2]);
        if (causal)
            foreach (var index in RefTensor.Indices(scores.Shape))
                if (index[3] > index[2] + s - l) scores[index] = double.NegativeInfinity;
        return Matmul(RefReductions.Softmax(scores, 3), v);
    }

    private static RefTensor Repeat(RefTensor heads, long groups)
    {
        var result = new RefTensor([heads.Shape[0], heads.Shape[1] * groups, heads.Shape[2], heads.Shape[3]]);
        foreach (var index in RefTensor.Indices(result.Shape)) result[index] = heads[index[0], index[1] / groups, index[2], index[3]];
        return result;
    }
}
