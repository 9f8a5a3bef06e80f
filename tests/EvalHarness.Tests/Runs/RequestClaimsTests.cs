using System.Collections.Concurrent;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Tests.Logs;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>Several caches over one file, as several processes have them.</summary>
public sealed class RequestClaimsTests
{
    private readonly RunStore store = new(ModelSetup.NewFolder());
    private readonly ConcurrentQueue<string> told = new();
    private readonly TaskCompletionSource isWaiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Test]
    public async Task What_one_process_is_asking_for_the_other_waits_for()
    {
        await using var one = await OpenAsync("one");
        var asks = await one.FindAsync(Request("s1"), default);
        await using var other = await OpenAsync("other");
        var waits = other.FindAsync(Request("s1"), default).AsTask();
        var free = await other.FindAsync(Request("s2"), default);
        await isWaiting.Task;
        bool waited = !waits.IsCompleted;
        await one.AddAsync(LogSetup.Response("s1"), default);

        var answered = await waits;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((asks, free), Is.EqualTo(((Response?)null, (Response?)null)), "nobody has these answers");
            Assert.That(waited);
            Assert.That(answered?.Text, Is.EqualTo(LogSetup.Response("s1").Text));
            Assert.That(told, Has.Exactly(1).Items);
        }
    }

    [Test]
    public async Task What_another_process_gave_up_is_asked_here()
    {
        await using var one = await OpenAsync("one");
        await using var other = await OpenAsync("other");
        await one.FindAsync(Request("s1"), default);
        await one.FindAsync(Request("s2"), default);
        var first = other.FindAsync(Request("s1"), default).AsTask();
        var second = other.FindAsync(Request("s2"), default).AsTask();

        one.GiveUp(Request("s1"));
        await one.AddAsync(LogSetup.Response("s2", outcome: Outcome.Failed), default);

        Assert.That(await Task.WhenAll(first, second), Is.EqualTo(new Response?[] { null, null }));
    }

    [Test]
    public async Task Of_many_who_claim_at_once_one_asks()
    {
        const int requests = 200;
        await using var one = await OpenAsync("one");
        await using var two = await OpenAsync("two");
        await using var three = await OpenAsync("three");
        int asked = 0;

        await Task.WhenAll(
            new[] { one, two, three }.Select(cache =>
                Parallel.ForAsync(
                    0,
                    requests,
                    new ParallelOptions { MaxDegreeOfParallelism = 16 },
                    async (i, token) =>
                    {
                        if (await cache.FindAsync(Request($"s{i}"), token) is null)
                        {
                            Interlocked.Increment(ref asked);
                            await cache.AddAsync(LogSetup.Response($"s{i}"), token);
                        }
                    }
                )
            )
        );

        Assert.That(asked, Is.EqualTo(requests));
    }

    [Test]
    public async Task What_a_process_that_fell_silent_has_in_its_journal_nobody_asks_again()
    {
        await using var first = await OpenAsync("first");
        // Of one that was killed, too, the pulse stands still: this one never beats. It writes its claims down, as it is not alone.
        var silent = RequestClaims.TryJoin(Directory.CreateDirectory(store.CacheFolder).FullName)!;
        string[] samples = [.. Enumerable.Range(0, 20).Select(i => $"s{i}")];
        foreach (string sample in samples)
        {
            silent.TryClaim(Key128.Of(Request(sample).Id), out _);
        }

        await using var cache = await OpenAsync("own");
        var lost = new RunFolder(Path.Combine(store.Root, "news", "20250101-000000-aaaaaaaa"));
        Directory.CreateDirectory(lost.Path);
        var paid = new ModelHeader("candidate", "openai-compatible", ModelKind.Custom, "", "");
        RunLog.WriteHeader(lost, new RunHeader("id", "news", "", LogSetup.Start) { Models = [paid] });
        await LogSetup.WriteAsync(lost, [.. samples.Select(sample => LogSetup.Response(sample))]);

        var answers = await Task.WhenAll(
            samples.Select(sample => Task.Run(() => cache.FindAsync(Request(sample), default).AsTask()))
        );

        Assert.That(answers.Count(answer => answer is null), Is.Zero, "asked again");
    }

    [Test]
    public void The_section_of_a_killed_process_is_left_alone_while_others_may_miss_it()
    {
        string folder = Directory.CreateDirectory(store.CacheFolder).FullName;
        using var board = ClaimBoard.Open(Path.Combine(folder, "claims"), section: 0);
        board.WritePulse(7);

        using var first = RequestClaims.TryJoin(folder);
        board.ReadHead();
        long missed = board.Pulse(0);
        board.WritePulse(7);
        using var second = RequestClaims.TryJoin(folder);
        board.ReadHead();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(missed, Is.Zero, "nobody was there to miss it");
            Assert.That(board.Pulse(0), Is.EqualTo(7), "the first misses it after a while");
            Assert.That((board.Pulse(1), board.Pulse(2)), Is.EqualTo((1, 1)));
        }
    }

    private async Task<ResponseCache> OpenAsync(string run) =>
        await ResponseCache.OpenAsync(store, new RunFolder(Path.Combine(store.Root, run)), Tell, default)
        ?? throw new AssertionException(string.Join('\n', told));

    private void Tell(string note)
    {
        told.Enqueue(note);
        if (note.Contains("waiting for answers that another process is asking for", StringComparison.Ordinal))
        {
            isWaiting.TrySetResult();
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
