using System.Text;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Samples;

/// <summary>The first words and the target of every sample, so that the table can be read and searched without all texts.</summary>
internal static class Snippets
{
    /// <summary>Samples a block.</summary>
    public const int PerBlock = 5_000;

    private const long Budget = 6_000_000; // bytes of UTF-8
    private const int Longest = 110;

    /// <summary>The blocks; shorter snippets where the samples are many.</summary>
    public static List<Block> Pack(TaskScores scores, string id)
    {
        var samples = scores.Samples;
        long characters = samples.Take(100).Sum(sample => sample.Fields.Values.Sum(value => (long)value.Length)) + 1;
        long bytes =
            samples.Take(100).Sum(sample => sample.Fields.Values.Sum(value => (long)Encoding.UTF8.GetByteCount(value)))
            + 1;
        int length = (int)Math.Clamp(Budget * characters / bytes / Math.Max(1, samples.Length), 16, Longest);
        var blocks = new List<Block>();
        for (int start = 0; start < samples.Length; start += PerBlock)
        {
            var part = samples.AsSpan(start, Math.Min(PerBlock, samples.Length - start)).ToArray();
            blocks.Add(
                Block.Pack(
                    $"{id}-s{blocks.Count}",
                    json =>
                    {
                        json.WriteStartArray();
                        foreach (var sample in part)
                        {
                            json.WriteStringValue(Text(sample, length));
                            json.WriteStringValue(Target(sample, length / 2));
                        }

                        json.WriteEndArray();
                    }
                )
            );
        }

        return blocks;
    }

    /// <summary>The field that tells samples apart at a glance: the longest.</summary>
    private static string Text(Sample sample, int length)
    {
        string longest = sample.Fields.Values.MaxBy(value => Math.Min(value.Length, length)) ?? "";
        return longest.Length <= length ? longest : Head(longest, length);
    }

    private static string Target(Sample sample, int length)
    {
        string target = string.Join(" | ", sample.Targets);
        return target.Length <= length ? target : Head(target, length);
    }

    private static string Head(string text, int length) =>
        string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), "…");
}
