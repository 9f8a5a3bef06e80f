using System.Text.RegularExpressions;

namespace EvalHarness.Scoring.Numbers;

/// <summary>Takes a program of FinQA out of what a model writes: steps in prose, code or a list, nested or one by one.</summary>
internal static partial class FinQaText
{
    // Steps beyond these are no program of a question.
    private const int MostSteps = 64;

    // Characters of a step, with those inside it: a parenthesis that is never closed is not sought further.
    private const int Longest = 2_000;

    /// <summary>The last program of a text, in one spelling: <c>subtract(5829, 5735), divide(#0, 5735)</c>; null without one.</summary>
    public static string? Find(string text)
    {
        var run = new List<string>();
        List<string>? last = null;
        int behind = -1;
        int at = 0;
        while (Call().Match(text, at) is { Success: true } call)
        {
            if (End(text, call.Index + call.Length) is not { } end)
            {
                at = call.Index + call.Length;
                continue;
            }
            if (behind >= 0 && !Between().IsMatch(text[behind..call.Index]))
            {
                run.Clear();
            }
            if (run.Count < MostSteps && Add(text[call.Index..end], run) is not null)
            {
                last = [.. run];
                behind = end;
            }
            at = end;
        }
        return last is null ? null : string.Join(", ", last);
    }

    /// <summary>The last step of a text that is added; null where it is none. A step within a step becomes one before it.</summary>
    private static string? Add(string call, List<string> steps)
    {
        int open = call.IndexOf('(', StringComparison.Ordinal);
        string operation = call[..open].Trim().ToLowerInvariant();
        var arguments = Arguments(call[(open + 1)..^1], operation.StartsWith("table", StringComparison.Ordinal));
        if (arguments.Count != 2 || steps.Count >= MostSteps)
        {
            return null;
        }
        for (int i = 0; i < arguments.Count; i++)
        {
            if (Call().Match(arguments[i]) is { Success: true, Index: 0 } && arguments[i][^1] == ')')
            {
                if (Add(arguments[i], steps) is null)
                {
                    return null;
                }
                arguments[i] = FormattableString.Invariant($"#{steps.Count - 1}");
            }
        }
        string step = $"{operation}({arguments[0]}, {arguments[1]})";
        steps.Add(step);
        return step;
    }

    // A row's name may have commas of its own; a number's are dropped.
    private static List<string> Arguments(string inside, bool isTable)
    {
        string plain = Space().Replace(inside, " ").Trim();
        if (isTable)
        {
            int comma = plain.LastIndexOf(',');
            return comma < 0 ? [plain, "none"] : [plain[..comma].Trim().Trim('"', '\''), plain[(comma + 1)..].Trim()];
        }
        var parts = Split(plain, ", ");
        parts = parts.Count == 2 ? parts : Split(plain, ",");
        return parts.ConvertAll(Number);
    }

    private static List<string> Split(string text, string separator)
    {
        var parts = new List<string>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth +=
                text[i] == '(' ? 1
                : text[i] == ')' ? -1
                : 0;
            if (depth == 0 && string.CompareOrdinal(text, i, separator, 0, separator.Length) == 0)
            {
                parts.Add(text[from..i].Trim());
                from = i + separator.Length;
            }
        }
        parts.Add(text[from..].Trim());
        return parts;
    }

    private static string Number(string argument)
    {
        string plain = argument
            .Trim('"', '\'', '`')
            .Replace("$", "", StringComparison.Ordinal)
            .Replace("−", "-", StringComparison.Ordinal);
        return Grouped().IsMatch(plain) ? plain.Replace(",", "", StringComparison.Ordinal) : plain;
    }

    private static int? End(string text, int from)
    {
        int depth = 1;
        for (int i = from; i < Math.Min(text.Length, from + Longest); i++)
        {
            depth +=
                text[i] == '(' ? 1
                : text[i] == ')' ? -1
                : 0;
            if (depth == 0)
            {
                return i + 1;
            }
        }
        return null;
    }

    [GeneratedRegex(
        @"\b(?:add|subtract|multiply|divide|exp|greater|table_max|table_min|table_sum|table_average)\s*\(",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Call();

    // What may stand between two steps: separators, the number of a step, the name of its result.
    [GeneratedRegex(
        @"^(?:[\s,;`|*\-]|\d{1,2}[.):]|#\d{1,2}\s*[:=]|step\s*\d{1,2}\s*[:.]?|then|and)*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Between();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Space();

    [GeneratedRegex(@"^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?%?$", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();
}
