using System.Collections.Concurrent;
using System.Runtime.Versioning;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Tests.Logs;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>The cache is filled from the journals of earlier runs.</summary>
public sealed class CacheJournalsTests
{
    private readonly RunStore store = new(ModelSetup.NewFolder());
    private readonly ConcurrentQueue<string> told = new();

    [Test]
    public async Task Without_the_file_answers_come_from_the_journals_of_earlier_runs()
    {
        await JournalAsync("20250101-000000-aaaaaaaa", LogSetup.Response("s1"), LogSetup.Response("s2"));
        await JournalAsync(
            "20250102-000000-aaaaaaaa",
            LogSetup.Response("s3"),
            LogSetup.Response("s4", outcome: Outcome.Failed)
        );

        await using var cache = await OpenAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                new[] { "s1", "s2", "s3", "s4" }.Select(sample => cache.Has(Request(sample))),
                Is.EqualTo(new[] { true, true, true, false })
            );
            Assert.That(told, Has.One.Contains("was not there; 3 answers were taken from the logs"));
        }
    }

    [Test]
    public async Task A_journal_that_grew_without_the_cache_is_taken_in_by_the_next_run()
    {
        const string run = "20250101-000000-aaaaaaaa";
        await JournalAsync(run, LogSetup.Response("s1"));
        await (await OpenAsync()).DisposeAsync();
        await JournalAsync(run, LogSetup.Response("s2"));

        await using var cache = await OpenAsync();

        Assert.That(cache.Has(Request("s1")) && cache.Has(Request("s2")));
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public async Task Of_models_that_were_not_asked_for_money_no_answer_is_taken_in(bool isLocal, bool isRecorded)
    {
        var model = Header.Models[0] with { IsLocal = isLocal, IsRecorded = isRecorded };
        await JournalAsync(
            "20250101-000000-aaaaaaaa",
            header => header with { Models = [model] },
            LogSetup.Response("s1")
        );

        await using var cache = await OpenAsync();

        Assert.That(cache.Has(Request("s1")), Is.False);
    }

    [Test]
    public async Task While_a_run_goes_on_its_own_journal_is_not_read()
    {
        const string own = "20250102-000000-aaaaaaaa";
        await JournalAsync("20250101-000000-aaaaaaaa", LogSetup.Response("s1"), LogSetup.Response("s2"));
        await JournalAsync(own, LogSetup.Response("s3"));
        using var file = NewFile();
        var folder = new RunFolder(Path.Combine(store.Root, "news", own));

        long taken = await Journals(file).TakeInOthersAsync(folder, default);

        Assert.That((taken, file.Find(Request("s3").Id)), Is.EqualTo((2L, (byte[]?)null)));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public async Task What_cannot_be_read_is_told_and_holds_up_nothing_else()
    {
        Assume.That(Environment.IsPrivilegedProcess, Is.False, "whoever may read everything meets no such folder");
        await JournalAsync("20250101-000000-aaaaaaaa", LogSetup.Response("s1"));
        string closed = Directory.CreateDirectory(Path.Combine(store.Root, "closed")).FullName;
        File.SetUnixFileMode(closed, UnixFileMode.None);

        await using var cache = await OpenAsync();

        Assert.That(cache.Has(Request("s1")));
        Assert.That(told, Has.One.EqualTo($"cache: {closed} cannot be read: what it answers may be asked again"));
    }

    private CacheFile NewFile() =>
        CacheFile.Open(Path.Combine(Directory.CreateDirectory(store.CacheFolder).FullName, ResponseCache.FileName));

    private CacheJournals Journals(CacheFile file) =>
        new(store, file, new CacheNotes("responses.db", store.Root, told.Enqueue));

    private async Task<ResponseCache> OpenAsync() =>
        await ResponseCache.OpenAsync(store, null, told.Enqueue, default)
        ?? throw new AssertionException(string.Join('\n', told));

    private Task JournalAsync(string run, params Response[] responses) =>
        JournalAsync(run, header => header, responses);

    private static RunHeader Header =>
        new("id", "news", "", LogSetup.Start)
        {
            Models = [new ModelHeader("candidate", "openai-compatible", ModelKind.Custom, "", "")],
        };

    private async Task JournalAsync(string run, Func<RunHeader, RunHeader> change, params Response[] responses)
    {
        var folder = new RunFolder(Path.Combine(store.Root, "news", run));
        Directory.CreateDirectory(folder.Path);
        RunLog.WriteHeader(folder, change(Header));
        await using var journal = await ResponseJournal.OpenAsync(folder, default);
        foreach (var response in responses)
        {
            await journal.AppendAsync(response, LogSetup.Prompt(response.SampleId), default);
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
