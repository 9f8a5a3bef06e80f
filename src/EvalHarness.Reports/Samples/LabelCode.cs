namespace EvalHarness.Reports.Samples;

/// <summary>Short texts that repeat (labels, targets, answers), by number.</summary>
internal sealed class LabelCode
{
    private const int Most = 1_000;
    private const int Longest = 200;
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> labels = [];

    /// <summary>The texts, by number.</summary>
    public IReadOnlyList<string> Labels => labels;

    /// <summary>The code of all texts given; null when they are too many or too long to repeat much.</summary>
    public static LabelCode? Of(IEnumerable<string?> texts)
    {
        var code = new LabelCode();
        foreach (string? text in texts)
        {
            if (text is null || code.numbers.ContainsKey(text))
            {
                continue;
            }

            if (code.labels.Count == Most || text.Length > Longest)
            {
                return null;
            }

            code.numbers.Add(text, code.labels.Count);
            code.labels.Add(text);
        }

        return code;
    }

    /// <summary>The number of a text; -1 for none.</summary>
    public int this[string? text] => text is null ? -1 : numbers[text];
}
