using System.IO.Compression;
using System.Text;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

/// <summary>Answers made elsewhere, in files of the shapes that other people's scripts write.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ReplayColumnsTests
{
    private const string Nested = """
        { "made": "2026-01-01", "results": [
          { "question": { "id": "s1" }, "out": [ { "text": "positive" } ], "usage_in": 12, "usage_out": 3, "seconds": 0.5, "usd": "0.002" },
          { "question": { "id": "s2" }, "out": [ { "text": null } ] }
        ] }
        """;

    [Test]
    public async Task Paths_name_what_lies_deeper_and_columns_tell_tokens_time_and_cost()
    {
        var file = ReplayTests.Write("results.json", Nested);
        using var client = await ReplayTests.ConnectAsync(
            new Replay([file], Id: "question.id", Text: "out.0.text", Format: new JsonDatasetReader("results"))
            {
                Cost = "usd",
                Latency = "seconds",
                InputTokens = "usage_in",
                OutputTokens = "usage_out",
            }
        );

        var first = await client.AskAsync(ModelSetup.Request("s1"));
        var second = await client.AskAsync(ModelSetup.Request("s2"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Text, Is.EqualTo("positive"));
            Assert.That(first.Usage!.InputTokenCount, Is.EqualTo(12));
            Assert.That(first.Usage.OutputTokenCount, Is.EqualTo(3));
            Assert.That(first.FindDetails()!.Latency, Is.EqualTo(TimeSpan.FromSeconds(0.5)));
            Assert.That(first.FindDetails()!.CostUsd, Is.EqualTo(0.002m));
            Assert.That(second.Text, Is.Empty);
            Assert.That(second.Usage, Is.Null, "unknown, not zero");
            Assert.That(second.FindDetails()!.CostUsd, Is.Null);
        }
    }

    [Test]
    public async Task A_field_of_the_sample_stands_for_ids_that_are_not_there()
    {
        var file = ReplayTests.Write("answers.csv", "question,answer\nIs it good news?,positive\n");
        using var client = await ReplayTests.ConnectAsync(new Replay([file], Id: "question", By: "text"));

        var found = await client.AskAsync(ModelSetup.Request("any"));
        var missing = await client.AskAsync(ModelSetup.Request("any", text: "Is it bad news?"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Text, Is.EqualTo("positive"));
            Assert.That(missing.FindDetails()!.Outcome, Is.EqualTo(Outcome.NotRun));
        }
    }

    [Test]
    public async Task Lists_within_rows_are_unfolded()
    {
        var file = ReplayTests.Write(
            "dialogues.jsonl",
            """{"dialogue":1,"turns":[{"id":"s1","answer":"a"},{"id":"s2","answer":"b"}]}"""
        );
        using var client = await ReplayTests.ConnectAsync(new Replay([file], Unfold: "turns"));

        Assert.That((await client.AskAsync(ModelSetup.Request("s2"))).Text, Is.EqualTo("b"));
    }

    [Test]
    public async Task Values_by_name_are_answers_whatever_their_kind()
    {
        var file = ReplayTests.Write(
            "predictions.json",
            """{ "s1": [["2019", "2018"], "million"], "s2": -12.6, "s3": {"a": 1}, "s4": "four" }"""
        );
        using var client = await ReplayTests.ConnectAsync(
            new Replay([file], Id: "key", Text: "value", Format: new JsonDatasetReader(Values: true))
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (await client.AskAsync(ModelSetup.Request("s1"))).Text,
                Is.EqualTo("""[["2019","2018"],"million"]""")
            );
            Assert.That((await client.AskAsync(ModelSetup.Request("s2"))).Text, Is.EqualTo("-12.6"));
            Assert.That((await client.AskAsync(ModelSetup.Request("s3"))).Text, Is.EqualTo("""{"a":1}"""));
            Assert.That((await client.AskAsync(ModelSetup.Request("s4"))).Text, Is.EqualTo("four"));
        }
    }

    [Test]
    public async Task All_files_of_a_folder_are_read_and_a_file_in_an_archive()
    {
        string folder = ModelSetup.NewFolder();
        Directory.CreateDirectory(Path.Combine(folder, "parts"));
        await File.WriteAllTextAsync(Path.Combine(folder, "parts", "1.csv"), "id,answer\ns1,a\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "parts", "2.jsonl"), """{"id":"s2","answer":"b"}""");
        await using (var zip = new ZipArchive(File.Create(Path.Combine(folder, "more.zip")), ZipArchiveMode.Create))
        {
            await using var entry = zip.CreateEntry("out/3.csv").Open();
            await entry.WriteAsync(Encoding.UTF8.GetBytes("id,answer\ns3,c\n"));
        }

        var replay = new Replay([
            new FilePath(Path.Combine(folder, "parts"), "parts"),
            new FilePath(Path.Combine(folder, "more.zip", "out", "3.csv"), "more.zip/out/3.csv"),
        ]);
        using var client = await ReplayTests.ConnectAsync(replay);

        using (Assert.EnterMultipleScope())
        {
            foreach (var (id, answer) in new[] { ("s1", "a"), ("s2", "b"), ("s3", "c") })
            {
                Assert.That((await client.AskAsync(ModelSetup.Request(id))).Text, Is.EqualTo(answer));
            }

            Assert.That(
                await replay.FingerprintAsync(ModelSetup.Context(), CancellationToken.None),
                Does.StartWith("replay ")
            );
        }
    }

    [Test]
    public async Task Equal_answers_to_one_sample_are_one_and_others_a_fault_at_its_line()
    {
        var same = ReplayTests.Write("same.csv", "id,answer\ns1,a\ns1,a\n");
        var other = ReplayTests.Write("other.csv", "id,answer\ns1,a\ns2,x\ns1,b\n");
        using var client = await ReplayTests.ConnectAsync(new Replay([same]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await client.AskAsync(ModelSetup.Request("s1"))).Text, Is.EqualTo("a"));
            Assert.That(
                async () => await ReplayTests.ConnectAsync(new Replay([other])),
                Throws
                    .TypeOf<DocumentException>()
                    .With.Message.EqualTo(
                        "other.csv:4: another answer for sample 's1', first at line 2; expected one answer a sample, a key 'epoch', or 'repeats:' of the task"
                    )
            );
        }
    }

    [Test]
    public async Task Further_answers_are_repeats_where_the_task_asks_for_them_in_the_order_of_the_file()
    {
        var file = ReplayTests.Write("answers.csv", "id,answer\ns1,a\ns1,b\ns2,c\n");
        var context = ModelSetup.Context() with { Repeats = 2 };
        using var client = await new Replay([file]).ConnectAsync(context, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await client.AskAsync(ModelSetup.Request("s1"))).Text, Is.EqualTo("a"));
            Assert.That((await client.AskAsync(ModelSetup.Request("s1", epoch: 1))).Text, Is.EqualTo("b"));
            Assert.That(
                (await client.AskAsync(ModelSetup.Request("s2", epoch: 1))).FindDetails()!.Outcome,
                Is.EqualTo(Outcome.NotRun)
            );
        }
    }

    [Test]
    public void More_answers_than_repeats_are_a_fault()
    {
        var file = ReplayTests.Write("answers.csv", "id,answer\ns1,a\ns1,b\ns1,c\n");
        var context = ModelSetup.Context() with { Repeats = 2 };

        Assert.That(
            async () => await new Replay([file]).ConnectAsync(context, CancellationToken.None),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.EqualTo(
                    "answers.csv:4: more than 2 answers for sample 's1'; expected as many as the task's 'repeats:'"
                )
        );
    }
}
