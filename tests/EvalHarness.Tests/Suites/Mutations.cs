using System.Text.RegularExpressions;

namespace EvalHarness.Tests.Suites;

/// <summary>A suite with one thing wrong in one place.</summary>
/// <param name="Name">What was done to it.</param>
/// <param name="First">First line that it was done to, from 1.</param>
/// <param name="Last">Last such line.</param>
/// <param name="Text">The suite after it.</param>
public sealed record Mutation(string Name, int First, int Last, string Text);

/// <summary>Everything that a person may do wrong in one line of a suite, for every line of it.</summary>
internal static partial class Mutations
{
    private static readonly string[] Wrong =
    [
        "[[x]]",
        "{ x: { y: z } }",
        "!!",
        "'",
        "\"\\x\"",
        "@",
        "-1e999",
        "*x",
        "&",
        "? :",
        "${NO_SUCH_VARIABLE}",
        "${",
    ];

    public static IEnumerable<Mutation> Of(string suite)
    {
        string[] lines = suite.TrimEnd('\n').Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            var (before, after) = (lines[..i], lines[(i + 1)..]);
            foreach (var (name, line) in OfLine(lines[i]))
            {
                // Without its sign, a block of text is read as keys and values.
                int last = name.StartsWith("no '|'", StringComparison.Ordinal) ? i + 4 : i + 1;
                yield return Make(name, last, [.. before, line, .. after]);
            }

            // What is missing has no line: a fault may stand anywhere.
            yield return Make("twice", i + 2, [.. before, lines[i], lines[i], .. after]);
            yield return Make("cut off after it", int.MaxValue, [.. before, lines[i]]) with
            {
                First = 0,
            };
            yield return Make("deleted", int.MaxValue, [.. before, .. after]) with
            {
                First = 0,
            };

            Mutation Make(string name, int last, string[] changed) =>
                new($"line {i + 1}: {name}", i + 1, last, string.Join('\n', changed) + "\n");
        }
    }

    private static IEnumerable<(string Name, string Line)> OfLine(string line)
    {
        if (line.Length == 0)
        {
            yield break;
        }

        foreach (Match key in Key().Matches(line))
        {
            var word = key.Groups["key"];
            yield return ($"typing error in '{word.Value}'", line.Insert(word.Index + word.Length, "x"));
            yield return ($"no colon after '{word.Value}'", line.Remove(word.Index + word.Length, 1));
            yield return (
                $"'{word.Value}' as a variable",
                line.Remove(word.Index, word.Length).Insert(word.Index, "${X}")
            );
            yield return ($"'{word.Value}' as a number", line.Remove(word.Index, word.Length).Insert(word.Index, "1"));
            var value = key.Groups["value"];
            foreach (string wrong in value.Length > 0 ? Wrong : [])
            {
                yield return (
                    $"{wrong} for '{word.Value}'",
                    line.Remove(value.Index, value.Length).Insert(value.Index, wrong)
                );
            }

            if (value.Length > 0)
            {
                yield return ($"nothing for '{word.Value}'", line.Remove(value.Index, value.Length));
                yield return (
                    $"half of '{word.Value}'",
                    line.Remove(value.Index + (value.Length / 2), value.Length - (value.Length / 2))
                );
            }
        }

        for (int i = 0; i < line.Length; i++)
        {
            if ("[]{},\"'|".Contains(line[i], StringComparison.Ordinal))
            {
                yield return ($"no '{line[i]}' at {i + 1}", line.Remove(i, 1));
            }
        }

        yield return ("tab before it", "\t" + line);
        yield return ("blank before it", " " + line);
        yield return ("']' after it", line + "]");
        yield return ("'}' after it", line + "}");
        yield return ("'\"' after it", line + "\"");
        yield return ("': x' after it", line + ": x");
    }

    [GeneratedRegex(@"(?<=^\s*(- )?|[{,] )(?<key>[A-Za-z0-9_.@-]+):( (?<value>[^{}\[\],|]+|\[[^]]*\]|\$\{\w+\})?|$)")]
    private static partial Regex Key();
}
