using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Imports.Readers;

/// <summary>What a test of promptfoo asks, and what is right.</summary>
internal sealed class PromptfooQuestion
{
    private const int IdLength = 12;

    /// <summary>Variables that hold the question, the likelier first.</summary>
    private static readonly string[] Questions =
    [
        "question",
        "query",
        "input",
        "problem",
        "text",
        "prompt",
        "message",
        "user_input",
    ];

    /// <summary>Assertions whose value is the right answer, the stricter first.</summary>
    private static readonly string[][] Right =
    [
        ["equals"],
        ["contains", "icontains", "starts-with"],
        ["contains-any", "icontains-any"],
    ];

    /// <summary>Reads the test of an answer.</summary>
    /// <param name="row">The answer.</param>
    public PromptfooQuestion(JsonElement row)
    {
        (string Name, string Value)[] vars =
        [
            .. row.Properties("vars").Select(one => (one.Name, ImportedJson.Of(one.Value))),
        ];
        string prompt = row.Text("prompt", "raw") ?? "";
        string[] asserts = [.. row.Items("testCase", "assert").Select(one => one.GetRawText())];
        Id = IdOf(vars, row.Text("testCase", "description") ?? row.Text("description") ?? "", asserts);
        Input = InputOf(
            [.. vars.Where(one => one.Value.Length > 0 && prompt.Contains(one.Value, StringComparison.Ordinal))],
            prompt
        );
        Texts = [.. vars.Select(one => one.Value).Append(prompt).Where(text => text.Length > 0).Distinct()];
        Targets = TargetsOf(row, vars);
    }

    /// <summary>A name of the content, since tests are numbered anew with each repeat.</summary>
    public string Id { get; }

    /// <summary>What was asked.</summary>
    public string Input { get; }

    /// <summary>The variables, and the prompt as it was sent.</summary>
    public ImmutableArray<string> Texts { get; }

    /// <summary>Right answers.</summary>
    public ImmutableArray<string> Targets { get; }

    /// <summary>A name of the content: equal content, equal name, in whatever order and however often it was asked.</summary>
    /// <param name="vars">The variables.</param>
    /// <param name="description">What the test is called.</param>
    /// <param name="asserts">Its assertions.</param>
    public static string IdOf(
        IEnumerable<(string Name, string Value)> vars,
        string description,
        IEnumerable<string> asserts
    )
    {
        string[] parts =
        [
            description,
            // A conversation so far differs from repeat to repeat.
            .. vars.Where(one => !one.Name.StartsWith('_'))
                .OrderBy(one => one.Name, StringComparer.Ordinal)
                .SelectMany(one => new[] { one.Name, one.Value }),
            "",
            .. asserts,
        ];
        return Digest.Of(parts)[..IdLength];
    }

    /// <summary>The variable that holds the question; all of them where none is known to; the prompt where there are none.</summary>
    /// <param name="vars">Variables that are part of the question.</param>
    /// <param name="prompt">The prompt.</param>
    public static string InputOf(IReadOnlyList<(string Name, string Value)> vars, string prompt) =>
        vars.Count == 0
            ? prompt
            : Questions
                .Select(name => vars.FirstOrDefault(one => one.Name == name).Value)
                .FirstOrDefault(value => value is not null)
                ?? string.Join('\n', vars.Select(one => one.Value));

    private static ImmutableArray<string> TargetsOf(JsonElement row, (string Name, string Value)[] vars)
    {
        foreach (string[] types in Right)
        {
            string[] values =
            [
                .. row.Items("testCase", "assert")
                    .Where(one => types.Contains(one.Text("type")))
                    .Select(one => one.At("value"))
                    .SelectMany(value =>
                        value switch
                        {
                            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(ImportedJson.Of),
                            { } one => [ImportedJson.Of(one)],
                            null => [],
                        }
                    )
                    .Select(value => Filled(value, vars))
                    .Where(value => value.Length > 0 && !value.StartsWith("file://", StringComparison.Ordinal))
                    .Distinct(),
            ];
            if (values.Length > 0)
            {
                return [.. values.Where(value => !value.Contains("{{", StringComparison.Ordinal))];
            }
        }

        return [];
    }

    /// <summary>A value that is one variable, by what it holds: anything else would be a program.</summary>
    private static string Filled(string value, (string Name, string Value)[] vars)
    {
        string trimmed = value.Trim();
        if (!trimmed.StartsWith("{{", StringComparison.Ordinal) || !trimmed.EndsWith("}}", StringComparison.Ordinal))
        {
            return value;
        }

        string name = trimmed[2..^2].Trim();
        return vars.FirstOrDefault(one => one.Name == name).Value ?? value;
    }
}
