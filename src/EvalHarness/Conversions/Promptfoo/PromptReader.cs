using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Scoring.Assertions;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>Reads prompts: texts, chats in JSON, and the files that hold them.</summary>
/// <param name="files">The files that they may name.</param>
internal sealed partial class PromptReader(PromptfooFiles files)
{
    private const string Schemes = "portkey:// langfuse:// helicone:// exec:";
    private static readonly string[] Roles = ["system", "user", "assistant"];
    private static readonly string[] Endings =
    [
        ".txt",
        ".md",
        ".json",
        ".jsonl",
        ".yaml",
        ".yml",
        ".csv",
        ".j2",
        ".js",
        ".cjs",
        ".mjs",
        ".ts",
        ".py",
        ".sh",
        ".rb",
    ];

    /// <summary>The prompts of an entry of the list.</summary>
    /// <param name="node">The entry.</param>
    /// <exception cref="DocumentException">It cannot be said here.</exception>
    public IEnumerable<PromptfooPrompt> Read(YamlNode node)
    {
        if (node is YamlScalar scalar)
        {
            return Named(scalar.Text, null, scalar.At);
        }

        if (node is not YamlMapping mapping)
        {
            throw Refused(node.At, "a prompt that is neither a text nor a mapping", "a text, or { raw, label }");
        }

        foreach (var entry in mapping.Entries.Where(entry => entry.Key is not ("id" or "raw" or "label" or "display")))
        {
            throw Refused(entry.KeyAt, $"'{entry.Key}' of a prompt", "a prompt of a text or file and a label");
        }

        var raw =
            mapping.Find("raw")
            ?? mapping.Find("id")
            ?? throw Refused(node.At, "a prompt without a text", "{ raw, label }");
        return Named(TextOf(raw.Value), mapping.Find("label") is { } label ? TextOf(label.Value) : null, raw.Value.At);
    }

    private List<PromptfooPrompt> Named(string text, string? label, Location at)
    {
        if (Schemes.Split(' ').Any(scheme => text.StartsWith(scheme, StringComparison.Ordinal)))
        {
            throw Refused(at, $"the prompt {Wording.Quote(text)}, which is fetched or run", "its text");
        }

        bool isNamed = text.StartsWith("file://", StringComparison.Ordinal);
        bool isOneLine = !text.Contains('\n');
        if (
            !isNamed
            && !(
                isOneLine
                && Endings.Any(ending =>
                    text.Split(':')[^1].EndsWith(ending, StringComparison.Ordinal)
                    || text.EndsWith(ending, StringComparison.Ordinal)
                )
            )
        )
        {
            // Such a line is the name of a file there, and of a pattern of names that fits nothing it takes the text.
            return
                isOneLine
                && text.AsSpan().IndexOfAny("/\\") >= 0
                && text.AsSpan().IndexOfAny(ConversionSource.Wildcards) < 0
                ? throw Refused(
                    at,
                    "a prompt in one line with a slash, which promptfoo takes for the name of a file",
                    "the prompt with a line end, or 'file://'"
                )
                : [Prompt(text, label, at)];
        }

        return File(text, label, at);
    }

    private List<PromptfooPrompt> File(string named, string? label, Location at)
    {
        string ending = Path.GetExtension(named).ToLowerInvariant();
        string content = files.Text(named, at);
        string name = Path.GetFileNameWithoutExtension(named);
        switch (ending)
        {
            case ".txt":
                string[] parts = [.. Parts(content)];
                return parts.Length == 0
                    ? throw Refused(at, $"the file {Wording.Quote(named)} without a prompt", "a text")
                    : parts
                        .Select((part, i) => Prompt(part, (label ?? name) + (parts.Length > 1 ? $"-{i + 1}" : ""), at))
                        .ToList();
            case ".md" or ".json":
                return [Prompt(content, label ?? name, at)];
            case ".jsonl":
                return
                [
                    .. content
                        .ReplaceLineEndings("\n")
                        .Split('\n')
                        .Where(line => line.Length > 0)
                        .Select((line, i) => Prompt(line, $"{label ?? name}-{i + 1}", at)),
                ];
            case ".yaml" or ".yml":
                return [Prompt(JsYaml.Json(files.Yaml(named, at))?.ToJsonString() ?? "null", label ?? name, at)];
            default:
                throw Refused(
                    at,
                    $"the file {Wording.Quote(named)} as a prompt",
                    "a file of text, Markdown, JSON or YAML"
                );
        }
    }

    /// <summary>The prompts of a text file, which a line of three dashes parts.</summary>
    private static IEnumerable<string> Parts(string content)
    {
        var part = new List<string>();
        foreach (string line in content.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Append("---"))
        {
            if (JsText.Trim(line) != "---")
            {
                part.Add(line);
                continue;
            }

            if (JsText.Trim(string.Join('\n', part)) is { Length: > 0 } text)
            {
                yield return text;
            }

            part.Clear();
        }
    }

    private static PromptfooPrompt Prompt(string text, string? label, Location at)
    {
        if (JsText.Trim(text).StartsWith("- role:", StringComparison.Ordinal))
        {
            throw Refused(
                at,
                "a chat written as YAML in a text, of which a value with a colon or a line end makes another chat",
                "the chat as JSON, or in a file of YAML"
            );
        }

        if (Json(text) is { } json)
        {
            return Chat(json, label, at);
        }

        return BeginsAsJson().IsMatch(text)
            ? throw Refused(
                at,
                "a prompt that begins as JSON and is none before it is filled",
                "a chat in JSON with {{names}} within its texts"
            )
            : new PromptfooPrompt(at, label, [("user", Nunjucks.Read(text, at, isWrapped: true))]);
    }

    private static PromptfooPrompt Chat(JsonNode json, string? label, Location at)
    {
        if (json is not JsonArray { Count: > 0 } list || !list.All(IsTurn))
        {
            throw Refused(
                at,
                "a prompt in JSON that is no list of turns",
                "a list of { role, content } with texts, or a text"
            );
        }

        var turns = ImmutableArray.CreateBuilder<(string, ImmutableArray<Nunjucks.Part>)>();
        foreach (var turn in list)
        {
            turns.Add(
                (
                    turn!["role"]!.GetValue<string>(),
                    Nunjucks.Read(turn["content"]!.GetValue<string>(), at, isWrapped: false)
                )
            );
        }

        return turns[^1].Item1 == "user"
            ? new PromptfooPrompt(at, label, turns.ToImmutable()) { IsChat = true }
            : throw Refused(at, "a chat whose last turn is not a user's", "a question at its end");
    }

    private static bool IsTurn(JsonNode? turn) =>
        turn is JsonObject { Count: 2 } fields
        && fields["role"] is JsonValue role
        && role.GetValueKind() == JsonValueKind.String
        && Roles.Contains(role.GetValue<string>())
        && fields["content"] is JsonValue content
        && content.GetValueKind() == JsonValueKind.String;

    // Any JSON is filled as JSON there, and its spaces are written anew: a number or a text in quotes too.
    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? JsonValue.Create("null");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string TextOf(YamlNode node) =>
        node is YamlScalar scalar ? scalar.Text : throw Refused(node.At, "something that is no text", "a text");

    private static DocumentException Refused(Location at, string found, string expected) =>
        new(new Fault(at, found, expected));

    [GeneratedRegex(@"^\s*(?:\[\s*)?\{\s*""")]
    private static partial Regex BeginsAsJson();
}
