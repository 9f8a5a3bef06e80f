using System.IO.Compression;
using System.Text;
using EvalHarness.Core;
using EvalHarness.Models.Providers;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
public sealed class ReplayFilesTests
{
    [Test]
    public async Task Gzip_and_run_folders_are_read_and_packing_changes_no_fingerprint()
    {
        var plain = ReplayTests.Write("responses.jsonl", ReplayTests.Journal);
        var packed = ReplayTests.Write("answers.jsonl.gz", Pack(ReplayTests.Journal));
        var folder = new FilePath(Path.GetDirectoryName(plain.Full)!, "run/");
        var fingerprints = new List<string>();
        foreach (var path in new[] { plain, packed, folder })
        {
            var replay = new Replay([path]);
            using var client = await ReplayTests.ConnectAsync(replay);
            Assert.That((await client.AskAsync(ModelSetup.Request("s1"))).Text, Is.EqualTo("positive"));
            fingerprints.Add(await replay.FingerprintAsync(ModelSetup.Context(), CancellationToken.None));
        }

        Assert.That(fingerprints.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Broken_gzip_is_a_fault()
    {
        var file = ReplayTests.Write("answers.jsonl.gz", "no gzip at all"u8.ToArray());

        Assert.That(
            async () => await ReplayTests.ConnectAsync(new Replay([file])),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.EqualTo("answers.jsonl.gz: broken gzip data; expected a whole .gz file")
        );
    }

    [Test]
    public void Gzip_that_ends_early_is_a_fault()
    {
        byte[] packed = Pack(
            string.Concat(Enumerable.Range(0, 1000).Select(i => $$"""{"id":"s{{i}}","text":"{{i * 7919}}"}""" + "\n"))
        );
        var file = ReplayTests.Write("answers.jsonl.gz", packed[..(packed.Length / 2)]);

        Assert.That(
            async () => await ReplayTests.ConnectAsync(new Replay([file])),
            Throws.TypeOf<DocumentException>().With.Message.Match("^answers.jsonl.gz:[0-9]+:[0-9]+: broken JSON")
        );
    }

    [Test]
    public async Task Tables_are_read_by_the_readers_of_datasets()
    {
        var file = ReplayTests.Write("answers.csv", "id,prediction\ns1,good\ns2,\"bad \"\"news\"\"\n\"\n");
        using var client = await ReplayTests.ConnectAsync(new Replay([file]));

        Assert.That((await client.AskAsync(ModelSetup.Request("s2"))).Text, Is.EqualTo("bad \"news\"\n"));
    }

    [Test]
    public async Task Answers_too_many_for_memory_are_spooled_to_a_file_that_vanishes()
    {
        string padding = new string('x', 4000);
        var lines = new StringBuilder();
        for (int i = 0; i < 10_000; i++)
        {
            lines.Append($$"""{"id":"s{{i}}","text":"answer {{i}}","padding":"{{padding}}"}""" + "\n");
        }

        string cache = ModelSetup.NewFolder();
        var file = ReplayTests.Write("answers.jsonl", lines.ToString());
        using (var client = await new Replay([file]).ConnectAsync(ModelSetup.Context(cache), CancellationToken.None))
        {
            var asked = Enumerable.Range(0, 100).Select(i => client.AskAsync(ModelSetup.Request($"s{i * 99}")));
            var answers = await Task.WhenAll(asked);
            Assert.That(
                answers.Select(a => a.Text),
                Is.EqualTo(Enumerable.Range(0, 100).Select(i => $"answer {i * 99}"))
            );
        }

        Assert.That(Directory.EnumerateFiles(cache), Is.Empty);
    }

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
