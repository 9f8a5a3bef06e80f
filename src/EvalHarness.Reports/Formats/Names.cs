using EvalHarness.Comparisons.Results;
using EvalHarness.Core;

namespace EvalHarness.Reports.Formats;

/// <summary>Names of the log as a reader sees them.</summary>
internal static class Names
{
    /// <summary>A metric as the literature writes it: <c>macro_f1</c> is macro F1.</summary>
    /// <param name="name">Name in the suite.</param>
    public static string Metric(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = name.Split('_')
            .Select(word =>
                word switch
                {
                    "f1" => "F1",
                    "mcc" => "MCC",
                    "bleu" => "BLEU",
                    "auroc" => "AUROC",
                    "usd" => "USD",
                    _ => word,
                }
            );
        return string.Join(' ', words);
    }

    /// <summary>A metric at the beginning of a sentence.</summary>
    /// <param name="name">Name in the suite.</param>
    public static string MetricFirst(string name)
    {
        string words = Metric(name);
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>An outcome in the words of the report.</summary>
    /// <param name="outcome">The outcome.</param>
    public static string Outcome(Outcome outcome) =>
        outcome switch
        {
            Core.Outcome.NotRun => "not run",
            Core.Outcome.Answered => "answered",
            Core.Outcome.Unparsable => "unparsable",
            Core.Outcome.Empty => "empty",
            Core.Outcome.Truncated => "truncated",
            Core.Outcome.Refused => "refused",
            Core.Outcome.Filtered => "filtered",
            Core.Outcome.Failed => "failed",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>A kind of model in the words of the report.</summary>
    /// <param name="kind">The kind.</param>
    public static string Kind(ModelKind kind) =>
        kind switch
        {
            ModelKind.General => "general",
            ModelKind.Custom => "custom",
            ModelKind.Baseline => "baseline",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>What the data say of a pair, in the words of the report.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Verdict(PairVerdict verdict) =>
        verdict switch
        {
            PairVerdict.Undecided => "undecided",
            PairVerdict.Better => "better",
            PairVerdict.Worse => "worse",
            PairVerdict.Equivalent => "equivalent",
            PairVerdict.NotComparable => "not comparable",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>
    /// A name from outside in a sentence of ours: marks that would turn the writing direction of what follows are left
    /// out, and a name written from right to left is kept from reordering its surroundings.
    /// </summary>
    /// <param name="name">The name.</param>
    public static string InText(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string text = name.Any(IsDirectionMark) ? string.Concat(name.Where(c => !IsDirectionMark(c))) : name;
        return text.Any(c => c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFEFC'))
            ? $"\u2068{text}\u2069"
            : text;
    }

    /// <summary>Names in a sentence: <c>a, b and c</c>; more than four are cut short.</summary>
    /// <param name="names">The names.</param>
    public static string List(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        names = [.. names.Select(InText)];
        return names.Count switch
        {
            0 => "",
            1 => names[0],
            <= 4 => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}",
            _ => $"{string.Join(", ", names.Take(3))} and {Show.Count(names.Count - 3)} more",
        };
    }

    /// <summary>A text cut in the middle, where names differ least, never inside a surrogate pair.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">Most characters to keep, the ellipsis included.</param>
    public static string Cut(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= longest)
        {
            return text;
        }

        var (head, tail) = ((longest / 2) - 1, longest - (longest / 2));
        int start = char.IsLowSurrogate(text[head]) ? head - 1 : head;
        int end = char.IsLowSurrogate(text[^tail]) ? tail - 1 : tail;
        return $"{text[..start]}…{text[^end..]}";
    }

    private static bool IsDirectionMark(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
