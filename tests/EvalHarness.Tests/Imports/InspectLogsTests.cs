using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using EvalHarness.Core;
using EvalHarness.Imports;
using NUnit.Framework;
using ZstdSharp;

namespace EvalHarness.Tests.Imports;

/// <summary>Logs of Inspect, with the oddities of real ones in our own words.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class InspectLogsTests
{
    private const string Head = """
        {"version": 2, "status": "success",
         "eval": {"created": "2026-03-01T10:00:00+01:00", "task": "acme/news", "task_version": 3, "model": "acme/large",
                  "model_generate_config": {"temperature": 0.0, "max_tokens": 32}, "config": {"epochs": 2},
                  "packages": {"inspect_ai": "0.3.150"}},
         "plan": {"steps": [{"solver": "chain_of_thought", "params": {}}, {"solver": "generate", "params": {}}], "config": {}},
         "results": {"total_samples": 4, "completed_samples": 3,
                     "scores": [{"name": "choice", "scorer": "choice", "reducer": "mean",
                                 "metrics": {"accuracy": {"name": "accuracy", "value": 0.75}, "stderr": {"name": "stderr", "value": 0.25}}}]}
        """;

    private const string First = """
        {"id": 1, "epoch": 1, "input": "Is it good news that profits rise?", "choices": ["yes, it is", "no, it is not"], "target": "A",
         "output": {"choices": [{"message": {"content": [{"type": "reasoning", "reasoning": "hm"}, {"type": "text", "text": "ANSWER: A"}]}, "stop_reason": "stop"}], "time": 1.5},
         "scores": {"choice": {"value": "C", "answer": "A"}},
         "model_usage": {"acme/large": {"input_tokens": 10, "output_tokens": 4, "total_tokens": 34, "input_tokens_cache_read": 20, "reasoning_tokens": 2},
                         "acme/judge": {"input_tokens": 900, "output_tokens": 9, "total_tokens": 909}}}
        """;

    private const string FirstAgain = """
        {"id": 1, "epoch": 2, "input": "Is it good news that profits rise?", "choices": ["yes, it is", "no, it is not"], "target": "A",
         "output": {"choices": [{"message": {"content": "attachment://abc"}, "stop_reason": "max_tokens"}], "time": 2.5},
         "scores": {"choice": {"value": "P", "answer": ""}}, "attachments": {"abc": "It may be one or the other"},
         "model_usage": {"acme/large": {"input_tokens": 30, "output_tokens": 32, "total_tokens": 62, "input_tokens_cache_read": 20}}}
        """;

    private const string Second = """
        {"id": "two", "epoch": 1, "input": [{"role": "system", "content": "Be short."}, {"role": "user", "content": "Is it good news that a bank fails?"}], "target": ["B"],
         "output": {"choices": [{"message": {"content": "ANSWER: A"}, "stop_reason": "stop"}]}, "scores": {"choice": {"value": "I"}}}
        """;

    private const string Failed = """
        {"id": "two", "epoch": 2, "input": "Is it good news that a bank fails?", "target": "B", "output": {"choices": [], "completion": ""},
         "scores": {}, "error": {"message": "secret words of a stack trace"}}
        """;

    [Test]
    public async Task Epochs_are_reduced_before_samples_and_failed_ones_are_in_no_mean()
    {
        using var folder = new LogFolder();
        var log = await LogFolder.OpenAsync(folder.Write("log.json", Json()));
        var check = (await LogCheck.ReadAsync(log)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((log.Tool, log.Version), Is.EqualTo(("Inspect", "0.3.150")));
            Assert.That((check.Samples, check.Answers, check.Epochs), Is.EqualTo((2, 4, 2)));
            Assert.That(check.Outcomes[Outcome.Failed], Is.EqualTo(1));
            // (1 + 0.5) / 2 of the first, 0 of the second.
            Assert.That(check.Totals.Single().Recomputed, Is.EqualTo(0.375).Within(1e-12));
            Assert.That(check.Totals.Single().IsSame, Is.False, "and the tool says 0.75");
            Assert.That(log.Notes, Has.Some.EqualTo("3 of 4 answers were scored."));
        }
    }

    [Test]
    public async Task Answers_come_without_thoughts_with_attachments_and_with_their_end()
    {
        using var folder = new LogFolder();
        var samples = await LogFolder.SamplesAsync(await LogFolder.OpenAsync(folder.Write("log.json", Json())));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                samples.Select(sample => sample.Text),
                Is.EqualTo(["ANSWER: A", "It may be one or the other", "ANSWER: A", ""])
            );
            Assert.That(samples.Select(sample => sample.FinishReason), Is.EqualTo(["stop", "length", "stop", null]));
            Assert.That(
                samples.Select(sample => (sample.Id, sample.Epoch)),
                Is.EqualTo([("1", 0), ("1", 1), ("two", 0), ("two", 1)])
            );
            Assert.That(samples[2].Input, Does.Contain("a bank fails"));
            Assert.That(samples[3].Outcome, Is.EqualTo(Outcome.Failed));
            Assert.That(samples[3].Failure, Does.Not.Contain("secret"));
        }
    }

    [Test]
    public async Task Tokens_are_those_of_the_model_whether_cached_ones_are_counted_within_or_apart()
    {
        using var folder = new LogFolder();
        var samples = await LogFolder.SamplesAsync(await LogFolder.OpenAsync(folder.Write("log.json", Json())));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(samples[0].Usage, Is.EqualTo(new Usage(30, 20, 4) { Reasoning = 2 }), "10 and 20 cached");
            Assert.That(samples[1].Usage, Is.EqualTo(new Usage(30, 20, 32)), "30, of which 20 cached");
            Assert.That(samples[2].Usage, Is.Null, "unknown and not zero");
            Assert.That(samples[0].LatencySeconds, Is.EqualTo(1.5));
            Assert.That(samples[2].LatencySeconds, Is.Null);
        }
    }

    [Test]
    public async Task An_archive_is_the_same_log_by_Deflate_and_by_Zstandard(
        [Values] bool isZstandard,
        [Values] bool isWhole
    )
    {
        using var folder = new LogFolder();
        string file = Path.Combine(folder.Path, "log.eval");
        var members = new List<(string, string)>
        {
            (
                "_journal/start.json",
                Head[..Head.IndexOf("\"results\"", StringComparison.Ordinal)].TrimEnd().TrimEnd(',') + "}"
            ),
            ("samples/1_epoch_1.json", First),
            ("samples/1_epoch_2.json", FirstAgain),
            ("samples/two_epoch_1.json", Second),
            ("samples/two_epoch_2.json", Failed),
        };
        if (isWhole)
        {
            members.Add(("header.json", Head + "}"));
        }

        WriteZip(file, members, isZstandard);
        var log = await LogFolder.OpenAsync(file);
        var check = (await LogCheck.ReadAsync(log)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((check.Samples, check.Answers), Is.EqualTo((2, 4)));
            Assert.That(
                check.Evaluation.Status,
                Is.EqualTo(isWhole ? ImportedStatus.Finished : ImportedStatus.Unfinished)
            );
            Assert.That(
                check.Totals.Single(total => total.Recomputed is not null).Recomputed,
                Is.EqualTo(0.375).Within(1e-12)
            );
        }
    }

    [Test]
    public async Task What_the_plan_tells_is_known_and_the_number_of_examples_is_not()
    {
        using var folder = new LogFolder();
        var protocol = (await LogFolder.OpenAsync(folder.Write("log.json", Json()))).Evaluations[0].Protocol;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (protocol.Temperature, protocol.MaxTokens, protocol.ChainOfThought),
                Is.EqualTo((0.0, 32, true))
            );
            Assert.That(protocol.FewShot, Is.Null);
        }
    }

    [Test]
    public async Task A_head_without_samples_has_totals_alone()
    {
        using var folder = new LogFolder();
        var log = await LogFolder.OpenAsync(
            folder.Write("head.json", Head.Replace("\"version\": 2, ", "", StringComparison.Ordinal) + "}")
        );
        var check = (await LogCheck.ReadAsync(log)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(check.Samples, Is.Zero);
            Assert.That(check.Totals.Single().Said.Value, Is.EqualTo(0.75));
            Assert.That(check.Totals.Single().IsSame, Is.Null);
            Assert.That(check.Notes, Has.Some.Contains("none of which is here"));
        }
    }

    [Test]
    public void An_unknown_version_is_refused_with_what_was_found()
    {
        using var folder = new LogFolder();
        string file = folder.Write(
            "log.json",
            Json().Replace("\"version\": 2", "\"version\": 9", StringComparison.Ordinal)
        );
        Assert.That(
            async () => await ImportedLogs.FindAsync([file]),
            Throws.TypeOf<DocumentException>().With.Message.Contains("version 9").And.Message.Contains("1, 2 or 3")
        );
    }

    [Test]
    public void A_log_that_breaks_off_is_told_with_its_place()
    {
        using var folder = new LogFolder();
        string file = folder.Write("log.json", Json()[..^90]);
        Assert.That(
            async () => await LogCheck.ReadAsync(await LogFolder.OpenAsync(file)),
            Throws.TypeOf<DocumentException>().With.Message.Match(@"log\.json:\d+:\d+: the JSON breaks off")
        );
    }

    private static string Json() => $"{Head},\n \"samples\": [{First},\n{FirstAgain},\n{Second},\n{Failed}]}}";

    private static void WriteZip(string file, List<(string Name, string Text)> members, bool isZstandard)
    {
        if (!isZstandard)
        {
            using var zip = ZipFile.Open(file, ZipArchiveMode.Create);
            foreach (var (name, text) in members)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }

            return;
        }

        using var bytes = new MemoryStream();
        using var directory = new MemoryStream();
        foreach (var (name, text) in members)
        {
            byte[] plain = Encoding.UTF8.GetBytes(text);
            using var compressor = new Compressor();
            byte[] packed = compressor.Wrap(plain).ToArray();
            byte[] common = Common(0, packed.Length, plain.Length, name.Length);
            uint offset = (uint)bytes.Position;
            bytes.Write("PK\x03\x04"u8);
            bytes.Write(common);
            bytes.Write(Encoding.UTF8.GetBytes(name));
            bytes.Write(packed);
            directory.Write("PK\x01\x02"u8);
            directory.Write([63, 0]);
            directory.Write(common);
            directory.Write(new byte[10]);
            directory.Write(BitConverter.GetBytes(offset));
            directory.Write(Encoding.UTF8.GetBytes(name));
        }

        uint start = (uint)bytes.Position;
        bytes.Write(directory.ToArray());
        bytes.Write("PK\x05\x06"u8);
        bytes.Write(new byte[4]);
        bytes.Write(BitConverter.GetBytes((ushort)members.Count));
        bytes.Write(BitConverter.GetBytes((ushort)members.Count));
        bytes.Write(BitConverter.GetBytes((uint)directory.Length));
        bytes.Write(BitConverter.GetBytes(start));
        bytes.Write(new byte[2]);
        File.WriteAllBytes(file, bytes.ToArray());
    }

    /// <summary>What the header of a member and its line in the directory have in common, from the version on.</summary>
    private static byte[] Common(uint crc, int packed, int length, int name)
    {
        byte[] fields = new byte[26];
        fields[0] = 63;
        fields[4] = 93;
        BinaryPrimitives.WriteUInt32LittleEndian(fields.AsSpan(10), crc);
        BinaryPrimitives.WriteInt32LittleEndian(fields.AsSpan(14), packed);
        BinaryPrimitives.WriteInt32LittleEndian(fields.AsSpan(18), length);
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(22), (ushort)name);
        return fields;
    }
}
