using EvalHarness.Core;

namespace EvalHarness.Tests.Prompts;

/// <summary>Samples of which only fields and target matter.</summary>
internal static class Samples
{
    public static Sample Of(string id, string target, params (string Name, string Value)[] fields) =>
        new(
            id,
            fields.ToDictionary(f => f.Name, f => f.Value),
            target.Length == 0 ? [] : [target],
            new Location("x", 1)
        )
        {
            ContentHash = Digest.Of([.. fields.Select(f => f.Value), target]),
        };

    public static async IAsyncEnumerable<Sample> StreamAsync(IEnumerable<Sample> samples)
    {
        foreach (var sample in samples)
        {
            await Task.Yield();
            yield return sample;
        }
    }
}
