using System.IO.Compression;
using System.Text;
using EvalHarness.Core;
using EvalHarness.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Logs;

public sealed class ResponseJournalTests
{
    [Test]
    public async Task A_response_comes_back_as_it_was()
    {
        var folder = LogSetup.NewFolder();
        var response = LogSetup.Response("s1", "a \"quoted\"\nline\u2028\u0000 with é and 😀") with
        {
            FinishReason = "stop",
            Usage = new Usage(120, 20, 3),
            CostUsd = 0.000125m,
            Latency = TimeSpan.FromTicks(1_234_567),
            AnsweredAt = LogSetup.Start,
            ModelVersion = "v1",
            Epoch = 2,
            Attempts = 3,
            Failure = new Failure("http", 429, "model 'candidate': status 429"),
            Probabilities = new Dictionary<string, double> { ["positive"] = 0.1 + 0.2 },
            Tokens = [new TokenChoice("pos", -0.25, [new TokenAlternative("pos", -0.25), new("neg", -1.5)])],
        };
        await LogSetup.WriteAsync(folder, response);

        var back = (await LogSetup.ReadAsync(folder)).Single();

        Assert.That(back, Is.EqualTo(response).UsingPropertiesComparer());
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_journal_finds_again_what_it_holds_of_some_models(bool withFailed)
    {
        var folder = LogSetup.NewFolder();
        Response[] earlier =
        [
            LogSetup.Response("s1"),
            LogSetup.Response("s2", outcome: Outcome.Failed),
            LogSetup.Response("s1", model: "other"),
        ];
        await LogSetup.WriteAsync(folder, earlier);
        var now = LogSetup.Response("s3") with { Route = new Route(["a", "b"], RouteReason.Unsure, 0.25) };

        await using var journal = await ResponseJournal.OpenAsync(folder, CancellationToken.None);
        await journal.RememberAsync(new HashSet<string> { "candidate" }, _ => withFailed, CancellationToken.None);
        await journal.AppendAsync(now, LogSetup.Prompt("s3"), CancellationToken.None);

        Response? Recall(Response of) =>
            journal.Recall(
                new Request(
                    of.RequestId,
                    of.Task,
                    LogSetup.Sample(of.SampleId),
                    of.Model,
                    of.Epoch,
                    LogSetup.Prompt(of.SampleId),
                    new Generation()
                )
            );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Recall(earlier[0]), Is.EqualTo(earlier[0]).UsingPropertiesComparer());
            Assert.That(Recall(earlier[1])?.Outcome, Is.EqualTo(withFailed ? Outcome.Failed : (Outcome?)null));
            Assert.That(Recall(earlier[2]), Is.Null, "another model's");
            Assert.That(Recall(now), Is.EqualTo(now).UsingPropertiesComparer(), "written since");
            Assert.That(Recall(LogSetup.Response("s4")), Is.Null);
        }
    }

    [Test]
    public async Task A_line_holds_no_nulls_and_ends_the_file()
    {
        var folder = LogSetup.NewFolder();
        await LogSetup.WriteAsync(folder, LogSetup.Response("s1"));

        string text = await File.ReadAllTextAsync(folder.ResponsesFile);

        Assert.That(
            text,
            Is.EqualTo(
                """{"request":"ID","task":"sentiment","sample":"s1","model":"candidate","outcome":"answered","at":"2024-04-01T12:00:01+00:00","text":"positive","attempts":1,"prompt":"PROMPT"}"""
                    .Replace("ID", LogSetup.Response("s1").RequestId, StringComparison.Ordinal)
                    .Replace("PROMPT", LogSetup.Prompt("s1").Hash, StringComparison.Ordinal) + "\n"
            )
        );
    }

    [Test]
    public async Task A_prompt_is_written_once_however_often_and_by_whichever_execution_it_is_asked()
    {
        var folder = LogSetup.NewFolder();
        await LogSetup.WriteAsync(folder, LogSetup.Response("s1"), LogSetup.Response("s1", model: "other"));
        await LogSetup.WriteAsync(folder, LogSetup.Response("s1", epoch: 1), LogSetup.Response("s2"));

        var prompts = await RunLog.ReadPromptsAsync(folder).ToListAsync();

        Assert.That(prompts.Select(p => p.Turns[1].Text), Is.EqualTo(new[] { "s1", "s2" }));
    }

    [Test]
    public async Task Cut_at_any_byte_the_journal_keeps_every_whole_line_and_can_be_continued()
    {
        var source = LogSetup.NewFolder();
        await LogSetup.WriteAsync(source, LogSetup.Response("s1"), LogSetup.Response("s2", "zwei €"));
        byte[] whole = await File.ReadAllBytesAsync(source.ResponsesFile);
        for (int cut = 0; cut <= whole.Length; cut++)
        {
            var folder = LogSetup.NewFolder();
            await File.WriteAllBytesAsync(folder.ResponsesFile, whole[..cut]);
            int expected = Encoding.UTF8.GetString(whole[..cut]).Split('\n').Count(IsWhole);

            int readable = (await LogSetup.ReadAsync(folder)).Count;
            await LogSetup.WriteAsync(folder, LogSetup.Response("s3"));
            var continued = await LogSetup.ReadAsync(folder);

            Assert.That(
                (readable, continued.Count, continued[^1].SampleId),
                Is.EqualTo((expected, expected + 1, "s3")),
                $"cut at {cut}"
            );
        }

        static bool IsWhole(string line) =>
            line.EndsWith('}') && line.Contains("\"prompt\":\"", StringComparison.Ordinal);
    }

    [Test]
    public async Task Zeros_that_a_power_cut_left_at_the_end_are_cut_off()
    {
        var folder = LogSetup.NewFolder();
        await LogSetup.WriteAsync(folder, LogSetup.Response("s1"));
        await File.AppendAllTextAsync(folder.ResponsesFile, new string('\0', 5000));

        await LogSetup.WriteAsync(folder, LogSetup.Response("s2"));

        Assert.That((await LogSetup.ReadAsync(folder)).Select(r => r.SampleId), Is.EqualTo(new[] { "s1", "s2" }));
    }

    [TestCase("not json")]
    [TestCase("{\"request\":1}")]
    [TestCase("{\"request\":\"a\"")]
    public async Task A_broken_line_in_the_middle_is_refused_with_its_place(string broken)
    {
        var folder = LogSetup.NewFolder();
        await LogSetup.WriteAsync(folder, LogSetup.Response("s1"));
        await File.AppendAllTextAsync(folder.ResponsesFile, broken + "\n");
        await LogSetup.WriteAsync(folder, LogSetup.Response("s2"));

        var thrown = await Assert.ThrowsAsync<DocumentException>(async () => await LogSetup.ReadAsync(folder));
        var fault = thrown!.Faults.Single();

        Assert.That((fault.At.File, fault.At.Line), Is.EqualTo((folder.ResponsesFile, 2)));
    }

    [Test]
    public async Task A_packed_journal_reads_the_same()
    {
        var folder = LogSetup.NewFolder();
        await LogSetup.WriteAsync(folder, LogSetup.Response("s1"), LogSetup.Response("s2"));
        await using (var packed = new GZipStream(File.Create(folder.ResponsesFile + ".gz"), CompressionLevel.Optimal))
        {
            await packed.WriteAsync(await File.ReadAllBytesAsync(folder.ResponsesFile));
        }

        File.Delete(folder.ResponsesFile);

        Assert.That((await LogSetup.ReadAsync(folder)).Select(r => r.SampleId), Is.EqualTo(new[] { "s1", "s2" }));
    }

    [Test]
    public async Task A_line_is_in_the_file_once_its_append_completes_though_the_journal_is_still_open()
    {
        var folder = LogSetup.NewFolder();
        await using var journal = await ResponseJournal.OpenAsync(folder, CancellationToken.None);
        for (int i = 1; i <= 50; i++)
        {
            await journal.AppendAsync(LogSetup.Response($"s{i}"), LogSetup.Prompt($"s{i}"), CancellationToken.None);
            Assert.That(await LogSetup.ReadAsync(folder), Has.Count.EqualTo(i));
        }
    }

    [Test]
    public async Task Many_writers_lose_nothing()
    {
        var folder = LogSetup.NewFolder();
        await using (var journal = await ResponseJournal.OpenAsync(folder, CancellationToken.None))
        {
            await Parallel.ForAsync(
                0,
                5000,
                async (i, token) =>
                    await journal.AppendAsync(LogSetup.Response($"s{i}"), LogSetup.Prompt($"{i % 7}"), token)
            );
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (await LogSetup.ReadAsync(folder)).Select(r => r.SampleId).Distinct().Count(),
                Is.EqualTo(5000)
            );
            Assert.That(await RunLog.ReadPromptsAsync(folder).CountAsync(), Is.EqualTo(7));
        }
    }

    [Test]
    [Platform("Linux")]
    public void A_full_disk_ends_every_waiting_append_with_the_reason()
    {
        var folder = LogSetup.NewFolder();
        File.CreateSymbolicLink(folder.ResponsesFile, "/dev/full");

        Assert.That(
            async () =>
            {
                await using var journal = await ResponseJournal.OpenAsync(folder, CancellationToken.None);
                await Parallel.ForAsync(
                    0,
                    100,
                    async (i, token) => await journal.AppendAsync(LogSetup.Response($"s{i}"), LogSetup.Prompt(), token)
                );
            },
            Throws.InstanceOf<IOException>()
        );
    }
}
