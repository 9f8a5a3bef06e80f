using EvalHarness.Core;

namespace EvalHarness.Imports;

/// <summary>Numbers the answers to one sample where a log does not.</summary>
internal sealed class EpochCounter
{
    private readonly Dictionary<UInt128, int> seen = [];

    /// <summary>The number of the next answer to a sample, from 0.</summary>
    /// <param name="parts">What tells the sample: task, model, id and whatever else does.</param>
    public int Next(params ReadOnlySpan<string> parts)
    {
        var key = Key128.Of(Digest.Of(parts));
        int epoch = seen.GetValueOrDefault(key);
        seen[key] = epoch + 1;
        return epoch;
    }
}
