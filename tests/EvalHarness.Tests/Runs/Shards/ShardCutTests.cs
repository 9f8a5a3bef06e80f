using EvalHarness.Runs.Shards;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs.Shards;

/// <summary>How samples are dealt out.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ShardCutTests
{
    [Test]
    public async Task Every_sample_is_in_one_shard_which_has_its_fair_part_whatever_the_order_of_the_file(
        [Range(1, 7)] int count
    )
    {
        await using var setup = new SuiteSetup(samples: 30);
        var dealt = await DealAsync(setup, count);
        setup.Write(30, Enumerable.Range(1, 30).Reverse());
        var reversed = await DealAsync(setup, count);

        int[] sizes = [.. dealt.GroupBy(sample => sample.Value).Select(shard => shard.Count())];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(dealt, Has.Count.EqualTo(30));
            Assert.That(reversed, Is.EquivalentTo(dealt));
            Assert.That(sizes, Has.Length.EqualTo(count));
            Assert.That(sizes.Max() - sizes.Min(), Is.LessThanOrEqualTo(1));
        }
    }

    /// <summary>The shard of each sample, by the plans of all shards.</summary>
    private static async Task<Dictionary<string, int>> DealAsync(SuiteSetup setup, int count)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int shard = 1; shard <= count; shard++)
        {
            using var whole = await setup.PlanAsync();
            using var plan = await whole.OfAsync(new Shard(shard, count));
            await foreach (var request in plan.RequestsAsync(plan.Models[0]))
            {
                found.Add(request.Sample.Id, shard);
            }
        }

        return found;
    }
}
