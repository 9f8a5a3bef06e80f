using EvalHarness.Core;

namespace EvalHarness.Scoring.Texts;

/// <summary>
/// Rows that a model learned from, by which samples among them are told: word for word but for case, punctuation and spaces, or most
/// of a sample's sequences of five words in one row. Remembers hashes, not texts.
/// </summary>
public sealed class LearnedTexts
{
    /// <summary>The field by which scores stand in a report with and without such samples.</summary>
    public const string Slice = "seen in training";

    /// <summary>Shorter cells are labels and words, which tell nothing alone.</summary>
    private const int Shortest = 20;

    /// <summary>Cells that more rows have are instructions, which tell nothing of a row.</summary>
    private const int MostRows = 32;

    private readonly OverlapIndex index = new();
    private readonly Dictionary<UInt128, int> cells = [];

    /// <summary>Number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Takes in a row: all of its cells together, and each that is long enough on its own.</summary>
    /// <param name="row">Its cells.</param>
    public void Add(IEnumerable<string> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        string[] all = [.. row];
        Rows++;
        index.Add(string.Join('\n', all), 0);
        foreach (string cell in all.Where(IsTelling))
        {
            int rows = cells[Key128.Of(cell)] = cells.GetValueOrDefault(Key128.Of(cell)) + 1;
            if (rows == 1 && all.Length > 1)
            {
                index.Add(cell, 0);
            }
        }
    }

    /// <summary>Whether a sample is among the rows; null where its texts are too few or too short to tell.</summary>
    /// <param name="sample">Its texts: the question, the fields of its data, its prompt.</param>
    public bool? Hold(IEnumerable<string> sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        string[] texts = [.. sample.Where(text => !string.IsNullOrWhiteSpace(text))];
        string whole = string.Join('\n', texts);
        return IsTelling(whole)
            ? Among(whole)
                || texts.Any(text =>
                    IsTelling(text) && cells.GetValueOrDefault(Key128.Of(text)) <= MostRows && Among(text)
                )
            : null;
    }

    private bool Among(string text) => index.Find(text).Overlap != Overlap.None;

    private static bool IsTelling(string text) => text.AsSpan().Trim().Length >= Shortest;
}
