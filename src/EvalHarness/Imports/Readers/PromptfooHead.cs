using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports.Readers;

/// <summary>What a JSON export of promptfoo says of itself.</summary>
/// <param name="Version">Version of the tool, or of the results where it is not told.</param>
/// <param name="Description">Name of the evaluation; null where it has none.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Answers">Number of answers that its counts are over; null where it is not told.</param>
internal sealed record PromptfooHead(string? Version, string? Description, DateTimeOffset? StartedAt, long? Answers)
{
    private static readonly ImmutableArray<string> Known = ["2", "3", "4"];

    /// <summary>What an export says that says nothing.</summary>
    public static PromptfooHead None { get; } = new(null, null, null, null);

    /// <summary>What it prints of each column.</summary>
    public ImmutableArray<(string Column, ImmutableArray<ImportedTotal> Totals)> Totals { get; private init; } = [];

    /// <summary>Providers of the columns.</summary>
    public ImmutableArray<string> Models { get; private init; } = [];

    /// <summary>What a reader should know.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    private ImmutableDictionary<string, string> Templates { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The template of a prompt; its label where it is not told.</summary>
    /// <param name="label">Label of the prompt.</param>
    public string Template(string label) => Templates.GetValueOrDefault(label, label);

    /// <summary>Reads all of a file but its answers.</summary>
    /// <param name="file">Full path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken, or of an unknown version.</exception>
    public static async Task<PromptfooHead> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        string shown = DataFile.Shown(file);
        await foreach (var part in JsonWalk.PropertiesAsync(file, Take, cancellationToken))
        {
            parts[part.Name] = part.Read();
            if (part.Name == "results.version" && !Known.Contains(ImportedJson.Of(parts[part.Name])))
            {
                throw new DocumentException(
                    new Fault(
                        part.At,
                        $"found version '{VisibleText.Id(ImportedJson.Of(parts[part.Name]))}' of promptfoo's results",
                        $"one of {string.Join(", ", Known)}"
                    )
                );
            }
        }

        JsonElement Part(string name) => parts.GetValueOrDefault(name);
        var prompts = Part("results.prompts").Items().Concat(Part("results.table.head").Items("prompts")).ToArray();
        var stats = Part("results.stats");
        long? failures = stats.Count("failures");
        return new PromptfooHead(
            Part("metadata").Text("promptfooVersion") ?? $"results {ImportedJson.Of(Part("results.version"))}",
            Part("config.description") is { ValueKind: JsonValueKind.String } named
            && ImportedJson.Of(named) is { Length: > 0 } name
                ? name
                : null,
            Part("results.timestamp").Time(),
            stats.Count("successes") is { } passed && failures is not null
                ? passed + failures + (stats.Count("errors") ?? 0)
                : null
        )
        {
            Totals =
            [
                .. prompts.Index().Select(prompt => (Column(prompt.Index, prompt.Item, parts), OfColumn(prompt.Item))),
            ],
            Models = [.. prompts.Select(prompt => prompt.Text("provider") ?? "").Distinct()],
            Templates = prompts
                .Select(prompt => (Label: PromptfooJson.Label(prompt), Raw: prompt.Text("raw") ?? ""))
                .DistinctBy(prompt => prompt.Label)
                .ToImmutableDictionary(prompt => prompt.Label, prompt => prompt.Raw, StringComparer.Ordinal),
        };
    }

    private static JsonTake Take(string name) =>
        name switch
        {
            "results" or "results.table" or "config" => JsonTake.Properties,
            "results.version"
            or "results.timestamp"
            or "results.prompts"
            or "results.stats"
            or "results.table.head"
            or "config.description"
            or "metadata" => JsonTake.Value,
            _ => JsonTake.Nothing,
        };

    private static string Column(int place, JsonElement prompt, Dictionary<string, JsonElement> parts) =>
        parts.ContainsKey("results.prompts")
            ? place.ToString(CultureInfo.InvariantCulture)
            : PromptfooJson.Column(prompt.Text("provider") ?? "", PromptfooJson.Label(prompt));

    /// <summary>The means of a column: promptfoo keeps sums, over answers with errors too.</summary>
    private static ImmutableArray<ImportedTotal> OfColumn(JsonElement prompt)
    {
        var metrics = prompt.At("metrics") ?? default;
        long count =
            (metrics.Count("testPassCount") ?? 0)
            + (metrics.Count("testFailCount") ?? 0)
            + (metrics.Count("testErrorCount") ?? 0);
        if (count == 0)
        {
            return [];
        }

        return
        [
            new ImportedTotal("pass", metrics.Count("testPassCount") / (double)count)
            {
                MeanOf = "pass",
                HigherIsBetter = true,
            },
            new ImportedTotal("score", metrics.Number("score") / count) { MeanOf = "score", HigherIsBetter = true },
            .. metrics
                .Properties("namedScores")
                .Select(score => new ImportedTotal(
                    score.Name,
                    (metrics.Number("namedScoreWeights", score.Name) ?? metrics.Number("namedScoresCount", score.Name))
                        is { } weight
                            and > 0
                        ? ImportedJson.NumberOf(score.Value) / weight
                        : null
                )
                {
                    MeanOf = score.Name,
                }),
        ];
    }
}
