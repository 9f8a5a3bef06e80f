using System.Globalization;
using EvalHarness.Comparisons.Published;
using EvalHarness.Core;

namespace EvalHarness.Cli.Imports;

/// <summary>Numbers the further scores of a model on a sample.</summary>
internal static class Repeats
{
    /// <summary>The rows, further ones numbered in their order; as they are where there are none.</summary>
    /// <param name="rows">The rows of all files.</param>
    /// <param name="repeated">What a further score is; null where nobody said that there are any.</param>
    /// <exception cref="DocumentException">There is one, and nobody said what it is.</exception>
    public static IReadOnlyList<ScoreRow> Number(IReadOnlyList<ScoreRow> rows, RepeatedAs? repeated)
    {
        var counts =
            new Dictionary<(string Task, string Prompt, string Sample, string Model, string Epoch), ScoreRow>();
        var further = new Dictionary<(string Task, string Prompt, string Sample, string Model, string Epoch), int>();
        int[] numbers = new int[rows.Count];
        foreach (var (place, row) in rows.Index())
        {
            var key = (row.Task, row.Prompt, row.Sample, row.Model, row.Epoch);
            if (counts.TryAdd(key, row))
            {
                continue;
            }

            if (repeated is null)
            {
                throw new DocumentException(
                    new Fault(
                        row.At,
                        $"a second score of '{row.Model}' on sample '{row.Sample}' (the first: {counts[key].At})",
                        "one score each, a column of repeats (--epoch), prompts (--prompt) or tasks (--task), or --repeated epochs or prompts"
                    )
                );
            }

            numbers[place] = further[key] = further.GetValueOrDefault(key) + 1;
        }

        return further.Count == 0 ? rows : [.. rows.Select((row, place) => Numbered(row, numbers[place], repeated))];
    }

    private static ScoreRow Numbered(ScoreRow row, int further, RepeatedAs? repeated)
    {
        string Name(string given) =>
            given.Length == 0
                ? (further + 1).ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{given}.{further + 1}");
        return repeated is RepeatedAs.Prompts
            ? row with
            {
                Prompt = Name(row.Prompt),
            }
            : row with
            {
                Epoch = Name(row.Epoch),
            };
    }
}
