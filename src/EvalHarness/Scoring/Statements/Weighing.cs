using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EvalHarness.Scoring.Statements;

/// <summary>Several labels with a number each: shares, scores or probabilities.</summary>
/// <param name="Mention">Index of the first of them.</param>
/// <param name="Label">The label with the largest number; null where two have it.</param>
internal readonly partial record struct Weighing(int Mention, string? Label)
{
    /// <summary>The weighings of a passage, by the index of each label that takes part.</summary>
    public static Dictionary<int, Weighing> In(Passage passage, ImmutableArray<Mention> mentions)
    {
        var weighings = new Dictionary<int, Weighing>();
        for (int first = 0; first < mentions.Length; )
        {
            int end = first;
            var weights = new List<(string Label, double Weight)>();
            while (end < mentions.Length && Weight(passage, mentions, end) is { } weight)
            {
                weights.Add((mentions[end].Label, weight));
                end++;
            }

            if (
                weights.Select(w => w.Label).Distinct(StringComparer.Ordinal).Count() == weights.Count
                && weights.Count > 1
            )
            {
                double most = weights.Max(w => w.Weight);
                string? label = weights.Count(w => w.Weight >= most) == 1 ? weights.MaxBy(w => w.Weight).Label : null;
                for (int i = first; i < end; i++)
                {
                    weighings[i] = new Weighing(first, label);
                }
            }

            first = Math.Max(end, first + 1);
        }
        return weighings;
    }

    // The number behind a label, or the share before it.
    private static double? Weight(Passage passage, ImmutableArray<Mention> mentions, int index)
    {
        int start = passage.All[mentions[index].End - 1].End;
        int end = index + 1 < mentions.Length ? passage.All[mentions[index + 1].First].Start : passage.Text.Length;
        var behind = passage.Text.AsSpan(start, Math.Min(end - start, 60));
        var match = Behind().Match(behind.ToString());
        bool isOrdinal =
            match.Success
            && behind[match.Length..].StartsWith(")")
            && !match.Value.Contains('(', StringComparison.Ordinal);
        if (!match.Success || isOrdinal)
        {
            int from = index > 0 ? passage.All[mentions[index - 1].End - 1].End : 0;
            int until = passage.All[mentions[index].First].Start;
            from = Math.Max(from, until - 40);
            match = Before().Match(passage.Text[from..until]);
        }

        return
            match.Success
            && double.TryParse(
                match.Groups["n"].Value.Replace(',', '.'),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out double weight
            )
            ? weight
            : null;
    }

    [GeneratedRegex(
        @"^[\s""'*_`|:=(\[\u2013\u2014>-]*(?:(?:scores?|confidence|probability|prob|likelihood|weight|votes?|points?|with|of|is|at|has|gets|about|p)[\s:=]*){0,4}(?<n>-?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?)(?![\d.]*\d|\.\s)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Behind();

    [GeneratedRegex(
        @"(?<n>\d+(?:[.,]\d+)?)\s?%\s(?:for\s|chance\sof\s|of\s|likely\s)?[\s""'*_`(]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Before();
}
