using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>Reads providers: those that are known here as models, others as models to fill in.</summary>
/// <param name="remarks">Where what is to be filled in is told.</param>
internal sealed partial class ProviderReader(Remarks remarks)
{
    private static readonly string[] Settings = ["temperature", "max_tokens", "top_p", "seed", "stop"];
    private static readonly string[] Idle =
    [
        "apiKey",
        "apiKeyEnvar",
        "apiHost",
        "apiBaseUrl",
        "organization",
        "cost",
        "inputCost",
        "outputCost",
    ];
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A provider as a model.</summary>
    /// <param name="node">The entry of the list.</param>
    /// <exception cref="DocumentException">It decides what answers are scored, and that cannot be said here.</exception>
    public PromptfooModel Read(YamlNode node)
    {
        if (node is YamlScalar scalar)
        {
            return Model(scalar.Text, null, null, scalar.At);
        }

        if (node is YamlMapping { Entries: [{ Value: YamlMapping inner } only] } && only.Key.Contains(':'))
        {
            return Model(only.Key, inner, only.Key, only.KeyAt);
        }

        return node is YamlMapping mapping && mapping.Find("id")?.Value is YamlScalar id
            ? Model(id.Text, mapping, (mapping.Find("label")?.Value as YamlScalar)?.Text, id.At)
            : throw Refused(node.At, "a provider without an id", "an id such as openai:gpt-4o");
    }

    private PromptfooModel Model(string id, YamlMapping? written, string? label, Location at)
    {
        foreach (var entry in written?.Entries ?? [])
        {
            if (entry.Key is "transform" or "prompts")
            {
                throw Refused(
                    entry.KeyAt,
                    $"'{entry.Key}' of a provider",
                    entry.Key == "transform"
                        ? "answers as they come: a transform is code and is not run"
                        : "models that are all asked with all prompts"
                );
            }
        }

        if (
            id is "echo"
            || id.StartsWith("file://", StringComparison.Ordinal)
            || id.StartsWith("exec:", StringComparison.Ordinal)
            || id.StartsWith("python:", StringComparison.Ordinal)
        )
        {
            remarks.Open(
                at,
                $"the provider {Wording.Quote(id)}",
                id == "echo"
                    ? "it gives the question back: answers made elsewhere come in by 'provider: replay'"
                    : "it is code and is not run: 'provider: command' or 'http' asks programs and services"
            );
            return ToFill(id, label);
        }

        var config = (written?.Find("config")?.Value as YamlMapping)?.Entries ?? [];
        return Known(id, label, config, at) ?? Unknown(id, label, at);
    }

    private PromptfooModel Unknown(string id, string? label, Location at)
    {
        remarks.Open(
            at,
            $"the provider {Wording.Quote(id)}",
            "it has no counterpart of one line: fill in its address and model"
        );
        return ToFill(id, label);
    }

    private PromptfooModel ToFill(string id, string? label)
    {
        string name = Name(label ?? id);
        string variable = NoWord().Replace(name.ToUpperInvariant(), "_") + "_URL";
        return new PromptfooModel(
            name,
            [
                $"provider: openai-compatible    {YamlText.Comment($"fill in; was {id}")}",
                $"endpoint: ${{{variable}}}",
                $"model: {YamlText.Scalar(id.Split(':')[^1] is { Length: > 0 } model ? model : "model")}",
                $"when: ${{{variable}}}",
            ],
            null
        );
    }

    private PromptfooModel? Known(string id, string? label, ImmutableArray<YamlEntry> config, Location at)
    {
        string[] parts = id.Split(':');
        string kind = parts[0];
        string model = string.Join(':', parts.Skip(parts.Length > 2 && parts[1] is "chat" or "messages" ? 2 : 1));
        bool isChat = parts.Length == 2 || parts[1] is "chat" or "messages" || kind == "ollama";
        if (!isChat || model.Length == 0 || kind is not ("openai" or "anthropic" or "ollama"))
        {
            return null;
        }

        if (config.FirstOrDefault(entry => !Settings.Contains(entry.Key) && !Idle.Contains(entry.Key)) is { } odd)
        {
            remarks.Open(
                odd.KeyAt,
                $"'{odd.Key}' of the provider {Wording.Quote(id)}",
                "it is not taken over: say it by 'generation:', 'body:' or 'tools:'"
            );
        }

        string? url = (
            config.FirstOrDefault(entry => entry.Key is "apiBaseUrl" or "apiHost")?.Value as YamlScalar
        )?.Text;
        if (url is not null && !url.StartsWith("http", StringComparison.Ordinal))
        {
            remarks.Open(at, $"the address of the provider {Wording.Quote(id)}", "it is not written out: fill it in");
            url = null;
        }

        string key =
            (config.FirstOrDefault(entry => entry.Key == "apiKeyEnvar")?.Value as YamlScalar)?.Text is { } given
            && Variable().IsMatch(given)
                ? given
            : kind == "anthropic" ? "ANTHROPIC_API_KEY"
            : "OPENAI_API_KEY";
        string word = kind == "ollama" && parts.Length > 1 && parts[1] is "completion" ? "" : kind;
        if (word.Length == 0)
        {
            return null;
        }

        ImmutableArray<string> lines =
        [
            $"provider: {kind}",
            $"model: {YamlText.Scalar(kind == "ollama" && parts.Length > 2 && parts[1] == "chat" ? string.Join(':', parts.Skip(2)) : model)}",
            .. url is null ? Array.Empty<string>() : [$"endpoint: {YamlText.Scalar(url)}"],
            .. kind == "ollama" ? [] : new[] { $"api_key: ${{{key}}}", $"when: ${{{key}}}" },
        ];
        return new PromptfooModel(Name(label ?? id), lines, Generation(kind, model, config, at));
    }

    /// <summary>The settings that are sent, with what promptfoo sends where nothing is said.</summary>
    private JsonObject? Generation(string kind, string model, ImmutableArray<YamlEntry> config, Location at)
    {
        var generation = new JsonObject();
        if (kind != "ollama")
        {
            if (Reasoning().IsMatch(model))
            {
                remarks.Open(
                    at,
                    $"the settings of {Wording.Quote(model)}",
                    "promptfoo sends a reasoning model others: look at 'generation:'"
                );
                return null;
            }

            generation["temperature"] = 0;
            generation["max_tokens"] = 1024;
        }

        foreach (var entry in config.Where(entry => Settings.Contains(entry.Key)))
        {
            var value = JsYaml.Json(entry.Value);
            if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String && entry.Key != "stop")
            {
                throw Refused(entry.Value.At, $"'{entry.Key}' that is no number", "a number");
            }

            generation[entry.Key] = value;
        }

        if (config.All(entry => entry.Key is not ("temperature" or "max_tokens")) && kind != "ollama")
        {
            remarks.Taken(at, "temperature 0 and 1,024 tokens", "what promptfoo sends where nothing is said");
        }

        return generation;
    }

    private string Name(string text) => SuiteYaml.Unique(SuiteYaml.Name(text, "model"), names);

    private static DocumentException Refused(Location at, string found, string expected) =>
        new(new Fault(at, found, expected));

    [GeneratedRegex("[^A-Z0-9]+")]
    private static partial Regex NoWord();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^(?:o[0-9]|gpt-5)")]
    private static partial Regex Reasoning();
}
