using System.Collections.Concurrent;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Tests.Logs;
using EvalHarness.Tests.Models;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

public sealed class ResponseCacheTests
{
    private readonly RunStore store = new(ModelSetup.NewFolder());
    private readonly ConcurrentQueue<string> told = new();

    private string File => Path.Combine(store.CacheFolder, ResponseCache.FileName);

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

        await using var cache = await OpenAsync();
        var found = await cache.FindAsync(asked, default);

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

        await using var cache = await OpenAsync();

        Assert.That(cache.Has(Request("s1")), Is.EqualTo(isKept));
    }

    [Test]
    public async Task Thousands_of_answers_are_kept_and_found_by_another_process()
    {
        await KeepAsync([.. Enumerable.Range(0, 2500).Select(i => LogSetup.Response($"s{i}"))]);

        await using var cache = await OpenAsync();

        Assert.That(Enumerable.Range(0, 2500).Count(i => cache.Has(Request($"s{i}"))), Is.EqualTo(2500));
    }

    [Test]
    public async Task Two_caches_on_one_file_keep_what_both_add()
    {
        await using (var one = await OpenAsync())
        await using (var other = await OpenAsync())
        {
            await Parallel.ForAsync(
                0,
                1000,
                async (i, token) => await (i % 2 == 0 ? one : other).AddAsync(LogSetup.Response($"s{i}"), token)
            );
        }

        await using var cache = await OpenAsync();
        Assert.That(Enumerable.Range(0, 1000).Count(i => cache.Has(Request($"s{i}"))), Is.EqualTo(1000));
    }

    [Test]
    public async Task A_broken_file_is_put_aside_where_it_overwrites_nothing_and_that_is_told()
    {
        Directory.CreateDirectory(store.CacheFolder);
        await System.IO.File.WriteAllTextAsync(File + ".broken-1", "an earlier one");
        await System.IO.File.WriteAllTextAsync(File, new string('x', 10_000));

        await KeepAsync(LogSetup.Response("s1"));

        await using var cache = await OpenAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cache.Has(Request("s1")));
            Assert.That(await System.IO.File.ReadAllTextAsync(File + ".broken-1"), Is.EqualTo("an earlier one"));
            Assert.That(await System.IO.File.ReadAllTextAsync(File + ".broken-2"), Is.EqualTo(new string('x', 10_000)));
            Assert.That(told, Has.One.Contains("was broken; it is now responses.db.broken-2"));
        }
    }

    [Test]
    public async Task Of_many_who_find_a_broken_file_at_once_one_puts_it_aside_and_all_use_the_new_one()
    {
        const int starts = 8;
        Directory.CreateDirectory(store.CacheFolder);
        await System.IO.File.WriteAllTextAsync(File, new string('x', 10_000));

        var caches = await Task.WhenAll(
            Enumerable
                .Range(0, starts)
                .Select(i =>
                    Task.Run(() =>
                        ResponseCache.OpenAsync(
                            store,
                            new RunFolder(Path.Combine(store.Root, $"{i}")),
                            told.Enqueue,
                            default
                        )
                    )
                )
        );
        for (int i = 0; i < starts; i++)
        {
            await (caches[i]?.AddAsync(LogSetup.Response($"s{i}"), default) ?? default);
            await (caches[i]?.DisposeAsync() ?? default);
        }

        await using var next = await OpenAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Directory.EnumerateFiles(store.CacheFolder, "*.broken-*").Count(), Is.EqualTo(1));
            Assert.That(told, Has.Exactly(1).Items.And.One.Contains("was broken"));
            Assert.That(Enumerable.Range(0, starts).Count(i => next.Has(Request($"s{i}"))), Is.EqualTo(starts));
        }
    }

    [Test]
    public async Task Who_stands_in_the_door_puts_a_broken_file_aside_and_nobody_else()
    {
        Directory.CreateDirectory(store.CacheFolder);
        await System.IO.File.WriteAllTextAsync(File, new string('x', 10_000));
        var door = await RequestClaims.EnterAsync(store.CacheFolder, default);

        var opening = OpenAsync();
        bool isLeft = !System.IO.File.Exists(File + ".broken-1");
        door!.Dispose();
        await (await opening).DisposeAsync();

        Assert.That((isLeft, System.IO.File.Exists(File + ".broken-1")), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task What_can_be_read_of_a_file_broken_in_the_middle_is_saved_and_the_rest_asked_again()
    {
        await KeepAsync([.. Enumerable.Range(0, 2500).Select(i => LogSetup.Response($"s{i}"))]);
        Spoil(from: 0.3, to: 0.5);

        // Broken pages are met when an answer on one of them is looked for; the file is mended by the next run.
        int first;
        await using (var cache = await OpenAsync())
        {
            first = await CountAsync(cache, 2500);
        }

        int second;
        await using (var cache = await OpenAsync())
        {
            second = await CountAsync(cache, 2500);
            await cache.AddAsync(LogSetup.Response("new"), default);
        }

        await using var mended = await OpenAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Is.InRange(1, 2499), "what could not be read was no reason not to read the others");
            Assert.That(second, Is.InRange(1000, 2499), "what lies on either side of the gap was saved");
            Assert.That(mended.Has(Request("new")));
            Assert.That(told.Count(note => note.Contains("is damaged", StringComparison.Ordinal)), Is.AtMost(1));
            Assert.That(told, Has.One.Contains("was broken; it is now responses.db.broken-1"));
        }
    }

    [Test]
    public async Task A_file_that_breaks_while_it_is_used_is_told_once_and_ends_nothing()
    {
        await KeepAsync([.. Enumerable.Range(0, 500).Select(i => LogSetup.Response($"s{i}"))]);
        await using (var cache = await OpenAsync())
        {
            Spoil(from: 0, to: 1);
            await CountAsync(cache, 500);
            await cache.AddAsync(LogSetup.Response("new"), default);
        }

        Assert.That(told, Has.Exactly(1).Contains("is damaged").And.Exactly(1).Items);
    }

    [Test]
    public async Task A_folder_in_its_place_is_told_and_left()
    {
        Directory.CreateDirectory(File);

        await using var cache = await TryOpenAsync();

        Assert.That(cache, Is.Null);
        Assert.That(told, Has.One.Contains("is not used, it is a folder"));
        Assert.That(Directory.Exists(File));
    }

    [TestCase("CREATE TABLE customers (name TEXT)")]
    [TestCase("CREATE TABLE responses (id INTEGER PRIMARY KEY, body TEXT)")]
    public async Task A_database_of_another_program_is_told_and_left_as_it_is(string schema)
    {
        Directory.CreateDirectory(store.CacheFolder);
        Execute(schema);
        byte[] before = await System.IO.File.ReadAllBytesAsync(File);

        await using var cache = await TryOpenAsync();

        Assert.That(cache, Is.Null);
        Assert.That(told, Has.One.Contains("is not used, it is a database of another program"));
        Assert.That(await System.IO.File.ReadAllBytesAsync(File), Is.EqualTo(before));
    }

    [Test]
    public async Task A_lock_of_another_process_holds_nothing_up_for_long_and_is_told()
    {
        await KeepAsync(LogSetup.Response("s1"));
        using var other = new SqliteConnection($"Data Source={File};Pooling=false");
        other.Open();
        int added = 0;
        await using (var cache = await OpenAsync())
        {
            using var held = other.BeginTransaction();
            for (; added < 10_000; added++)
            {
                await cache.AddAsync(LogSetup.Response($"n{added}"), default);
            }

            Assert.That(cache.Has(Request("s1")), "what is there is still read");
        }

        Assert.That(told, Has.Exactly(1).Contains("takes no more answers, another process holds it locked"));
    }

    [Test]
    public async Task A_file_that_is_locked_when_a_run_begins_is_told_and_done_without()
    {
        await KeepAsync(LogSetup.Response("s1"));
        using var other = new SqliteConnection($"Data Source={File};Pooling=false");
        other.Open();
        using (var lockIt = other.CreateCommand())
        {
            lockIt.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; DELETE FROM responses";
            lockIt.ExecuteNonQuery();
        }

        await using var cache = await TryOpenAsync();

        Assert.That(cache, Is.Null);
        Assert.That(told, Has.One.Contains("is not used, another process holds it locked for more than 5 s"));
    }

    [Test]
    public async Task What_is_kept_while_a_run_goes_on_is_there_for_the_next()
    {
        await using (var cache = await OpenAsync())
        {
            await cache.AddAsync(LogSetup.Response("s1"), CancellationToken.None);
            Assert.That(
                cache.Has(Request("s1")),
                Is.False,
                "identities are unique in a run: what it adds it never looks up"
            );
        }

        await using var next = await OpenAsync();
        Assert.That(next.Has(Request("s1")));
    }

    private async Task<ResponseCache> OpenAsync() =>
        await TryOpenAsync() ?? throw new AssertionException(string.Join('\n', told));

    private Task<ResponseCache?> TryOpenAsync() => ResponseCache.OpenAsync(store, null, told.Enqueue, default);

    private static async Task<int> CountAsync(ResponseCache cache, int samples)
    {
        int found = 0;
        for (int i = 0; i < samples; i++)
        {
            found += await cache.FindAsync(Request($"s{i}"), default) is null ? 0 : 1;
        }

        return found;
    }

    /// <summary>Overwrites a part of the file, its beginning and end given as shares.</summary>
    private void Spoil(double from, double to)
    {
        using var file = new FileStream(File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        long first = (long)(from * file.Length);
        byte[] noise = new byte[(long)(to * file.Length) - first];
        new Random(7).NextBytes(noise);
        file.Position = first;
        file.Write(noise);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task KeepAsync(params Response[] responses)
    {
        await using var cache = await OpenAsync();
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
