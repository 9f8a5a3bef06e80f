using System.Text.RegularExpressions;

namespace EvalHarness.Tests.Suites;

/// <summary>A suite with one thing wrong in one place.</summary>
/// <param name="Name">What was done to it.</param>
/// <param name="First">First line that it was done to, from 1.</param>
/// <param name="Last">Last such line.</param>
/// <param name="Text">The suite after it.</param>
/// <param name="Kind">What was done, without the line and the key.</param>
/// <param name="Key">The key whose value it was done to, or the first key of the line; empty on a line without one.</param>
public sealed record Mutation(string Name, int First, int Last, string Text, string Kind, string Key);

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
            foreach (var (name, kind, key, line) in OfLine(lines[i]))
            {
                // Without its sign, a block of text is read as keys and values.
                int last = name.StartsWith("no '|'", StringComparison.Ordinal) ? i + 4 : i + 1;
                yield return Make(name, kind, key, last, [.. before, line, .. after]);
            }

            // What is missing has no line: a fault may stand anywhere.
            yield return OfWhole("twice", i + 2, [.. before, lines[i], lines[i], .. after]);
            yield return OfWhole("cut off after it", int.MaxValue, [.. before, lines[i]]) with
            {
                First = 0,
            };
            yield return OfWhole("deleted", int.MaxValue, [.. before, .. after]) with
            {
                First = 0,
            };

            Mutation OfWhole(string kind, int last, string[] changed) =>
                Make(kind, kind, FirstKey(lines[i]), last, changed);

            Mutation Make(string name, string kind, string key, int last, string[] changed) =>
                new($"line {i + 1}: {name}", i + 1, last, string.Join('\n', changed) + "\n", kind, key);
        }
    }

    private static IEnumerable<(string Name, string Kind, string Key, string Line)> OfLine(string line)
    {
        if (line.Length == 0)
        {
            yield break;
        }

        foreach (Match key in Key().Matches(line))
        {
            string word = key.Groups["key"].Value;
            foreach (var (kind, changed) in OfKey(line, key.Groups["key"], key.Groups["value"]))
            {
                yield return ($"{kind} '{word}'", kind, word, changed);
            }
        }

        for (int i = 0; i < line.Length; i++)
        {
            if ("[]{},\"'|".Contains(line[i], StringComparison.Ordinal))
            {
                yield return ($"no '{line[i]}' at {i + 1}", $"no '{line[i]}'", FirstKey(line), line.Remove(i, 1));
            }
        }

        foreach (var (kind, changed) in OfEnds(line))
        {
            yield return (kind, kind, FirstKey(line), changed);
        }
    }

    private static (string Kind, string Line)[] OfEnds(string line) =>
        [
            ("tab before it", "\t" + line),
            ("blank before it", " " + line),
            ("']' after it", line + "]"),
            ("'}' after it", line + "}"),
            ("'\"' after it", line + "\""),
            ("': x' after it", line + ": x"),
        ];

    private static IEnumerable<(string Kind, string Line)> OfKey(string line, Group word, Group value)
    {
        yield return ("typing error in", line.Insert(word.Index + word.Length, "x"));
        yield return ("no colon after", line.Remove(word.Index + word.Length, 1));
        yield return ("a variable for the key", line.Remove(word.Index, word.Length).Insert(word.Index, "${X}"));
        yield return ("a number for the key", line.Remove(word.Index, word.Length).Insert(word.Index, "1"));
        if (value.Length == 0)
        {
            yield break;
        }

        string without = line.Remove(value.Index, value.Length);
        foreach (string wrong in Wrong)
        {
            yield return ($"{wrong} for", without.Insert(value.Index, wrong));
        }

        yield return ("nothing for", without);
        yield return ("half of", without.Insert(value.Index, value.Value[..(value.Length / 2)]));
    }

    private static string FirstKey(string line) => Key().Match(line).Groups["key"].Value;

    [GeneratedRegex(@"(?<=^\s*(- )?|[{,] )(?<key>[A-Za-z0-9_.@-]+):( (?<value>[^{}\[\],|]+|\[[^]]*\]|\$\{\w+\})?|$)")]
    private static partial Regex Key();
}
