using EvalHarness.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Logs;

public sealed class SamplingOrderTests
{
    private static readonly (string Id, string? Cluster)[] Samples =
    [
        .. Enumerable.Range(0, 60).Select(i => ($"s{i}", (string?)$"c{i % 20}")),
    ];

    [Test]
    public void Every_sample_has_one_place_and_clusters_stand_together()
    {
        var order = SamplingOrder.Of(7, "task", Samples);
        var clusters = order.Samples.Select(place => Samples[place].Cluster).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(order.Samples.Order(), Is.EqualTo(Enumerable.Range(0, 60)));
            Assert.That(clusters.Index().Count(c => c.Index == 0 || clusters[c.Index - 1] != c.Item), Is.EqualTo(20));
            Assert.That(order.UnitEnds, Is.EqualTo(Enumerable.Range(1, 20).Select(unit => 3 * unit)));
        }
    }

    [Test]
    public void The_order_depends_on_seed_and_task_and_on_no_order_of_rows()
    {
        string[] order = Ids(SamplingOrder.Of(7, "task", Samples), Samples);
        var (reversed, other) = (Samples.Reverse().ToArray(), Ids(SamplingOrder.Of(8, "task", Samples), Samples));
        // Within a cluster samples keep the order of the dataset.
        string[] backwards = Ids(SamplingOrder.Of(7, "task", reversed), reversed);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(backwards.Chunk(3).SelectMany(c => c.Reverse()), Is.EqualTo(order));
            Assert.That(other, Is.Not.EqualTo(order));
            Assert.That(Ids(SamplingOrder.Of(7, "else", Samples), Samples), Is.Not.EqualTo(order));
            Assert.That(order, Is.Not.EqualTo(Samples.Select(sample => sample.Id)));
        }
    }

    [Test]
    public void Looks_end_with_whole_clusters_and_the_last_has_all()
    {
        var order = SamplingOrder.Of(7, "task", Samples);
        var counts = Enumerable.Range(0, 8).Select(look => order.SamplesAt(look, 7)).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(counts[0], Is.Zero);
            Assert.That(counts[^1], Is.EqualTo(60));
            Assert.That(counts, Is.Ordered.And.All.Matches<int>(count => count % 3 == 0));
            Assert.That(order.SamplesAt(99, 7), Is.EqualTo(60));
            Assert.That(SamplingOrder.Of(7, "task", []).SamplesAt(1, 1), Is.Zero);
        }
    }

    private static string[] Ids(SamplingOrder order, (string Id, string? Cluster)[] samples) =>
        [.. order.Samples.Select(place => samples[place].Id)];
}
