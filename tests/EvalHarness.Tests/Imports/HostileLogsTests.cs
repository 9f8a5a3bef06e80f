using System.Text;
using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Tests.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Imports;

/// <summary>Logs that were cut, garbled or filled with other shapes: they are read, or told as faults, and nothing else happens.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HostileLogsTests : IDisposable
{
    private static readonly string[] Logs =
    [
        "promptfoo/capitals.json",
        "promptfoo/repeats.jsonl",
        "promptfoo/capitals.csv",
        "extensions_ai/results/first/Capitals.France/2.json",
    ];

    private static readonly string[] Shapes =
    [
        "null",
        "[]",
        "{}",
        "\"\\ud800\"",
        "-1e308",
        "NaN",
        "true",
        "[[{\"a\":[]}]]",
        "\"<script>\"",
        "12345678901234567890123",
    ];

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestCaseSource(nameof(Logs))]
    public async Task Cut_anywhere_a_log_is_read_or_told(string log)
    {
        byte[] whole = await File.ReadAllBytesAsync(ImportedSamples.Data(log));
        var chance = new Random(1);
        for (int turn = 0; turn < 60; turn++)
        {
            await ReadAsync(log, whole[..chance.Next(whole.Length)]);
        }
    }

    [TestCaseSource(nameof(Logs))]
    public async Task With_bytes_of_another_kind_a_log_is_read_or_told(string log)
    {
        byte[] whole = await File.ReadAllBytesAsync(ImportedSamples.Data(log));
        var chance = new Random(2);
        for (int turn = 0; turn < 60; turn++)
        {
            byte[] garbled = [.. whole];
            garbled[chance.Next(garbled.Length)] = "\"{}[],:\\\0\n\u0001-N"u8[chance.Next(13)];
            garbled[chance.Next(garbled.Length)] = (byte)chance.Next(256);
            await ReadAsync(log, garbled);
        }
    }

    [TestCaseSource(nameof(Logs))]
    public async Task With_values_of_another_shape_a_log_is_read_or_told(string log)
    {
        string whole = await File.ReadAllTextAsync(ImportedSamples.Data(log));
        int[] values = [.. Enumerable.Range(0, whole.Length - 1).Where(at => whole[at] == ':' && whole[at + 1] == ' ')];
        var chance = new Random(3);
        for (int turn = 0; turn < 120 && values.Length > 0; turn++)
        {
            int start = values[chance.Next(values.Length)] + 2;
            int end = EndOf(whole, start);
            await ReadAsync(
                log,
                Encoding.UTF8.GetBytes(whole[..start] + Shapes[chance.Next(Shapes.Length)] + whole[end..])
            );
        }
    }

    private async Task ReadAsync(string log, byte[] bytes)
    {
        string path = folder.Write(Path.GetFileName(log), bytes);
        try
        {
            if (await ImportedLogs.OpenAsync(path) is { } read)
            {
                await read.SamplesAsync();
            }
        }
        catch (DocumentException e)
        {
            Assert.That(e.Message, Does.Contain(Path.GetFileName(log)));
        }
    }

    /// <summary>Where the JSON value ends that begins at a place.</summary>
    private static int EndOf(string json, int start)
    {
        int depth = 0;
        bool isText = false;
        for (int at = start; at < json.Length; at++)
        {
            char one = json[at];
            if (isText)
            {
                at += one == '\\' ? 1 : 0;
                isText = one != '"';
            }
            else if (depth == 0 && at > start && one is ',' or '}' or ']' && depth == 0)
            {
                return at;
            }
            else
            {
                isText = one == '"';
                depth +=
                    one is '{' or '[' ? 1
                    : one is '}' or ']' ? -1
                    : 0;
            }
        }

        return json.Length;
    }
}
