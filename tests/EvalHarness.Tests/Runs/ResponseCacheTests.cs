using EvalHarness.Core;
using EvalHarness.Runs;
using EvalHarness.Tests.Logs;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

public sealed class ResponseCacheTests
{
    private readonly string folder = ModelSetup.NewFolder();

    [Test]
    public async Task An_answer_is_found_by_identity_and_bears_the_names_of_who_asks()
    {
        var kept = LogSetup.Response("s1") with { CostUsd = 0.5m, Usage = new Usage(1, 0, 2), Attempts = 3 };
        await KeepAsync(kept);
        var asked = new Request(
            kept.RequestId,
            "renamed",
            LogSetup.Sample("s1"),
            "renamed model",
            1,
            LogSetup.Prompt("s1"),
            new Generation()
        );

        await using var cache = ResponseCache.Open(folder);
        var found = cache.Find(asked);

        Assert.That(
            found,
            Is.EqualTo(
                    kept with
                    {
                        Task = "renamed",
                        Model = "renamed model",
                        Epoch = 1,
                        Attempts = 0,
                        AnsweredAt = kept.At,
                    }
                )
                .UsingPropertiesComparer()
        );
    }

    [TestCase(Outcome.Answered, true)]
    [TestCase(Outcome.Refused, true)]
    [TestCase(Outcome.Filtered, true)]
    [TestCase(Outcome.Failed, false)]
    [TestCase(Outcome.Empty, false)]
    [TestCase(Outcome.Truncated, false)]
    [TestCase(Outcome.NotRun, false)]
    public async Task Only_what_would_come_again_is_kept(Outcome outcome, bool isKept)
    {
        await KeepAsync(LogSetup.Response("s1", outcome: outcome));

        await using var cache = ResponseCache.Open(folder);

        Assert.That(cache.Find(Request("s1")) is not null, Is.EqualTo(isKept));
    }

    [Test]
    public async Task Thousands_of_answers_are_kept_and_found_by_another_process()
    {
        await KeepAsync([.. Enumerable.Range(0, 2500).Select(i => LogSetup.Response($"s{i}"))]);

        await using var cache = ResponseCache.Open(folder);

        Assert.That(Enumerable.Range(0, 2500).Count(i => cache.Find(Request($"s{i}")) is not null), Is.EqualTo(2500));
    }

    [Test]
    public async Task Two_caches_on_one_file_keep_what_both_add()
    {
        await using (var one = ResponseCache.Open(folder))
        await using (var other = ResponseCache.Open(folder))
        {
            await Parallel.ForAsync(
                0,
                1000,
                async (i, token) => await (i % 2 == 0 ? one : other).AddAsync(LogSetup.Response($"s{i}"), token)
            );
        }

        await using var cache = ResponseCache.Open(folder);
        Assert.That(Enumerable.Range(0, 1000).Count(i => cache.Has(Request($"s{i}"))), Is.EqualTo(1000));
    }

    [Test]
    public async Task A_broken_file_is_put_aside()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, ResponseCache.FileName), new string('x', 10_000));

        await KeepAsync(LogSetup.Response("s1"));

        await using var cache = ResponseCache.Open(folder);
        Assert.That(cache.Has(Request("s1")));
        Assert.That(Directory.EnumerateFiles(folder), Has.One.EndsWith(".broken"));
    }

    [Test]
    public async Task What_is_kept_while_a_run_goes_on_is_there_for_the_next()
    {
        await using (var cache = ResponseCache.Open(folder))
        {
            await cache.AddAsync(LogSetup.Response("s1"), CancellationToken.None);
            Assert.That(
                cache.Has(Request("s1")),
                Is.False,
                "identities are unique in a run: what it adds it never looks up"
            );
        }

        await using var next = ResponseCache.Open(folder);
        Assert.That(next.Has(Request("s1")));
    }

    private async Task KeepAsync(params Response[] responses)
    {
        await using var cache = ResponseCache.Open(folder);
        foreach (var response in responses)
        {
            await cache.AddAsync(response, CancellationToken.None);
        }
    }

    private static Request Request(string sample) =>
        new(
            LogSetup.Response(sample).RequestId,
            "sentiment",
            LogSetup.Sample(sample),
            "candidate",
            0,
            LogSetup.Prompt(sample),
            new Generation()
        );
}
