using System.Text.RegularExpressions;

namespace EvalHarness.Scoring.Statements;

/// <summary>What LaTeX puts into boxes, and its text without the commands of fonts.</summary>
internal static partial class Boxes
{
    private static readonly string[] Commands = ["\\boxed{", "\\fbox{", "\\framebox{"];

    /// <summary>The contents of all boxes and where each begins and ends, in order; one without an end runs to the end of the text.</summary>
    public static IEnumerable<(string Content, int Start, int End)> In(string text)
    {
        int at = Next(text, 0, out int start);
        while (at >= 0)
        {
            int brace = End(text, start);
            int end = Math.Min(text.Length, brace + 1);
            yield return (text[start..brace], at, end);
            at = Next(text, end, out start);
        }
    }

    /// <summary>A text without the commands that set letters in a font: <c>\text{B}</c> is B.</summary>
    public static string Plain(string text)
    {
        for (int depth = 0; depth < 3 && text.Contains('\\', StringComparison.Ordinal); depth++)
        {
            text = Font().Replace(text, "${inside}");
        }
        return text;
    }

    private static int Next(string text, int from, out int start)
    {
        start = -1;
        for (int at = text.IndexOf('{', from); at >= 0; )
        {
            foreach (string command in Commands)
            {
                int begin = at + 1 - command.Length;
                if (begin >= from && text.AsSpan(begin).StartsWith(command, StringComparison.Ordinal))
                {
                    start = begin + command.Length;
                    return begin;
                }
            }
            at = text.IndexOf('{', at + 1);
        }
        return -1;
    }

    private static int End(string text, int start)
    {
        int depth = 1;
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
                continue;
            }

            depth += text[i] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return i;
            }
        }
        return text.Length;
    }

    [GeneratedRegex(
        @"\\(?:text|mathrm|mathbf|mathsf|mathtt|mathit|mathcal|mbox|hbox|textbf|textit|textrm|texttt|textsf|operatorname|emph|underline|bf|rm)\s?\{(?<inside>[^{}]*)\}"
    )]
    private static partial Regex Font();
}
