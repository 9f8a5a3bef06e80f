using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>The variables of a test: lists of texts make several tests, files are read, variables within variables are filled.</summary>
/// <param name="files">The files that they may name.</param>
internal sealed partial class VariableFilling(PromptfooFiles files)
{
    private const int MostTests = 100_000;
    private const int MostRounds = 5;

    /// <summary>The values of each test that a test stands for: one for each way to take one text of each list.</summary>
    /// <param name="test">The test, with its defaults.</param>
    /// <exception cref="DocumentException">A value cannot be said here.</exception>
    public List<Dictionary<string, JsonNode?>> Expand(PromptfooTest test)
    {
        List<Dictionary<string, JsonNode?>> all = [new(StringComparer.Ordinal)];
        foreach (string name in test.Order)
        {
            var variable = test.Variables[name];
            JsonNode?[] values = test.Listed(name) is { } list ? [.. list] : [variable.Value];
            if ((long)all.Count * values.Length > MostTests)
            {
                throw new DocumentException(
                    new Fault(test.At, "a test whose lists make more than 100,000 tests", "fewer")
                );
            }

            all =
            [
                .. all.SelectMany(one =>
                    values.Select(value => new Dictionary<string, JsonNode?>(one, StringComparer.Ordinal)
                    {
                        [name] = value,
                    })
                ),
            ];
        }

        all.ForEach(one => Fill(one, test));
        return all;
    }

    private void Fill(Dictionary<string, JsonNode?> values, PromptfooTest test)
    {
        foreach (string name in test.Order)
        {
            if (Text(values[name]) is { } text)
            {
                var at = test.Variables[name].At;
                if (text.StartsWith("package:", StringComparison.Ordinal))
                {
                    throw new DocumentException(
                        new Fault(at, $"{Wording.Quote(text)}, which is code and is not run", "the value itself")
                    );
                }

                string read = text.StartsWith("file://", StringComparison.Ordinal) ? files.Variable(text, at) : text;
                // One line end at the end of a value is left out there.
                values[name] = read.EndsWith('\n') ? read[..^1] : read;
            }
        }

        Resolve(values, test);
        foreach (string name in test.Order)
        {
            if (Text(values[name]) is { } text && Nunjucks.HasSigns(text) && !IsLeft(text, values))
            {
                Refuse(text, test.Variables[name].At);
            }
        }
    }

    /// <summary>Fills values that show others, the first place of each in turn, five rounds at most, as promptfoo does.</summary>
    private static void Resolve(Dictionary<string, JsonNode?> values, PromptfooTest test)
    {
        bool isDone = false;
        for (int round = 0; !isDone && round < MostRounds; round++)
        {
            isDone = true;
            foreach (string name in test.Order)
            {
                if (
                    Text(values[name]) is not { } text
                    || Shown().Match(text) is not { Success: true } match
                    || !values.TryGetValue(match.Groups[1].Value, out var shown)
                )
                {
                    continue;
                }

                string filled = shown is null ? "null" : Nunjucks.Shows(shown);
                if (filled.Contains('$'))
                {
                    throw new DocumentException(
                        new Fault(
                            test.Variables[name].At,
                            "a variable that shows another with a '$', of which promptfoo makes something else",
                            "the text written out"
                        )
                    );
                }

                int at = text.IndexOf(match.Value, StringComparison.Ordinal);
                values[name] = text[..at] + filled + text[(at + match.Length)..];
                isDone = false;
            }
        }
    }

    /// <summary>Whether promptfoo leaves a value with signs of its language as it is: where it shows what is not there, or a sign is not closed.</summary>
    private static bool IsLeft(string text, Dictionary<string, JsonNode?> values)
    {
        if (Names().Matches(text).Any(match => !values.ContainsKey(match.Groups[1].Value)))
        {
            return true;
        }

        try
        {
            return Nunjucks.Read(text, new Location(""), isWrapped: true) is [{ IsName: false }];
        }
        catch (DocumentException)
        {
            return false;
        }
    }

    private static void Refuse(string text, Location at)
    {
        Nunjucks.Read(text, at, isWrapped: true);
        throw new DocumentException(
            new Fault(at, "a variable that shows itself, or too many others in turn", "the text written out")
        );
    }

    private static string? Text(JsonNode? value) =>
        value is JsonValue one && one.GetValueKind() == JsonValueKind.String ? one.GetValue<string>() : null;

    [GeneratedRegex(@"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")]
    private static partial Regex Shown();

    // The names that promptfoo finds in a text: those of the language's words are never there.
    [GeneratedRegex(@"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)")]
    private static partial Regex Names();
}
