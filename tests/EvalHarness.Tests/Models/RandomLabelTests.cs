using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
public sealed class RandomLabelTests
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 3000).Select(i => $"s{i}")];

    [Test]
    public async Task Order_does_not_matter()
    {
        string[] forward = await DrawAsync(Ids);
        string[] backward = await DrawAsync(Ids.Reverse());

        Assert.That(backward.Reverse(), Is.EqualTo(forward));
    }

    [Test]
    public async Task Labels_are_equally_likely()
    {
        var drawn = (await DrawAsync(Ids)).CountBy(label => label).ToDictionary();

        // Six standard deviations of a binomial with n = 3000 and p = 1/3 are 155; the draw is fixed by the seed.
        Assert.That(drawn.Values, Is.All.InRange(845, 1155));
    }

    [Test]
    public async Task Seed_task_and_repeat_change_the_draw()
    {
        string[] drawn = await DrawAsync(Ids);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await DrawAsync(Ids, seed: 8), Is.Not.EqualTo(drawn));
            Assert.That(await DrawAsync(Ids, task: "other"), Is.Not.EqualTo(drawn));
            Assert.That(await DrawAsync(Ids, epoch: 1), Is.Not.EqualTo(drawn));
        }
    }

    [Test]
    public async Task Probabilities_are_uniform()
    {
        using var client = await Connect(null);

        Assert.That(
            (await client.AskAsync(ModelSetup.Request())).FindDetails()!.Probabilities.Values,
            Is.EqualTo([1 / 3.0, 1 / 3.0, 1 / 3.0])
        );
    }

    [Test]
    public void Without_labels_it_is_a_fault() =>
        Assert.That(
            async () => await new RandomLabel().ConnectAsync(ModelSetup.Context(), CancellationToken.None),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.EqualTo(
                    "suite.yaml:3:5: no labels for model 'candidate' to draw from; expected labels: with a list"
                )
        );

    private static async Task<string[]> DrawAsync(
        IEnumerable<string> ids,
        long? seed = null,
        string task = "sentiment",
        int epoch = 0
    )
    {
        using var client = await Connect(seed);
        var drawn = new List<string>();
        foreach (string id in ids)
        {
            drawn.Add((await client.AskAsync(ModelSetup.Request(id, epoch, task: task))).Text);
        }

        return [.. drawn];
    }

    private static ValueTask<Microsoft.Extensions.AI.IChatClient> Connect(long? seed)
    {
        ImmutableArray<string> labels = ["a", "b", "c"];
        return new RandomLabel(Seed: seed).ConnectAsync(
            ModelSetup.Context() with
            {
                Labels = labels,
            },
            CancellationToken.None
        );
    }
}
