using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports.Readers;

/// <summary>The totals of lm-evaluation-harness, and how its models were asked.</summary>
/// <param name="Version">Version of the tool.</param>
/// <param name="Evaluations">Its tasks, without the groups that are means of them.</param>
/// <param name="Filters">Number of filters that each task is scored with.</param>
/// <param name="Notes">What a reader should know.</param>
internal sealed record LmEvalHead(
    string? Version,
    ImmutableArray<ImportedEvaluation> Evaluations,
    ImmutableDictionary<string, int> Filters,
    ImmutableArray<string> Notes
)
{
    private static readonly string[] Wanted =
    [
        "results",
        "configs",
        "config",
        "versions",
        "n-shot",
        "n-samples",
        "higher_is_better",
        "group_subtasks",
        "groups",
        "date",
        "model_name",
        "lm_eval_version",
        "chat_template",
        "system_instruction",
    ];

    /// <summary>Metrics that are a formula over the whole set, whatever is kept of a sample.</summary>
    private static readonly string[] Corpus =
    [
        "perplexity",
        "word_perplexity",
        "byte_perplexity",
        "bits_per_byte",
        "bleu",
        "chrf",
        "ter",
        "f1",
        "mcc",
        "brier_score",
    ];

    /// <summary>What is known of samples whose totals are not there.</summary>
    /// <param name="model">Name of the folder, which the tool calls after the model.</param>
    /// <param name="tasks">Names of the tasks.</param>
    public static LmEvalHead Unknown(string model, IEnumerable<string> tasks) =>
        new(
            null,
            [.. tasks.Distinct().Select(task => new ImportedEvaluation(task, model))],
            ImmutableDictionary<string, int>.Empty,
            ["Samples alone, without the totals of results_*.json: the model is called after its folder."]
        );

    /// <summary>Reads a file of totals.</summary>
    /// <param name="file">Full path.</param>
    /// <param name="tool">Name of the tool.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken, or of an unknown version.</exception>
    public static async Task<LmEvalHead> ReadAsync(string file, string tool, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        string shown = DataFile.Shown(file);
        await foreach (
            var part in JsonWalk.PropertiesAsync(
                file,
                name => Wanted.Contains(name) ? JsonTake.Value : JsonTake.Nothing,
                cancellationToken
            )
        )
        {
            parts[part.Name] = part.Read();
        }

        string? told = Part(parts, "lm_eval_version") is { ValueKind: JsonValueKind.String } version
            ? ImportedJson.Of(version)
            : null;
        bool hasFilters = Part(parts, "results")
            .Properties()
            .Any(task => task.Value.Properties().Any(one => one.Name.Contains(',', StringComparison.Ordinal)));
        if (told is not null && !told.StartsWith("0.4", StringComparison.Ordinal))
        {
            throw new DocumentException(
                new Fault(new Location(shown), $"a log of {tool} {VisibleText.Id(told)}", "one of 0.3 or 0.4")
            );
        }

        return Read(parts, told ?? (hasFilters ? "0.4" : "0.3"), Path.GetFileName(Path.GetDirectoryName(file)!));
    }

    private static LmEvalHead Read(Dictionary<string, JsonElement> parts, string version, string folder)
    {
        var results = Part(parts, "results");
        string model = Model(parts, folder);
        var groups = Part(parts, "group_subtasks")
            .Properties()
            .Where(group => group.Value.Items().Any())
            .Select(group => group.Name)
            .Concat(Part(parts, "groups").Properties().Select(group => group.Name))
            .ToHashSet(StringComparer.Ordinal);
        // A task of 0.4 may stand among the groups of one name; what has a configuration of its own is a task.
        groups.ExceptWith(Part(parts, "configs").Properties().Select(task => task.Name));
        var tasks = results.Properties().Where(task => !groups.Contains(task.Name)).ToArray();
        return new LmEvalHead(
            version,
            [.. tasks.Select(task => Evaluation(parts, task, model))],
            tasks.ToImmutableDictionary(
                task => task.Name,
                task => Totals(parts, task).Select(one => one.Filter).Distinct().Count()
            ),
            groups.Count == 0
                ? []
                :
                [
                    $"Means over tasks are no tasks, and left out: {string.Join(", ", groups.Order(StringComparer.Ordinal))}.",
                ]
        );
    }

    private static ImportedEvaluation Evaluation(Dictionary<string, JsonElement> parts, JsonProperty task, string model)
    {
        var totals = Totals(parts, task).ToArray();
        bool isOnly = totals.Select(one => one.Filter).Distinct().Count() <= 1;
        return new ImportedEvaluation(task.Name, model)
        {
            TaskVersion = Part(parts, "versions").Text(task.Name),
            Samples = Part(parts, "n-samples").Whole(task.Name, "effective"),
            Epochs = Part(parts, "configs").Whole(task.Name, "repeats"),
            StartedAt = Part(parts, "date").Time(),
            Protocol = Protocol(parts, task.Name),
            Totals =
            [
                .. totals.Select(one => one.Total with { Variant = isOnly || one.Filter == "none" ? "" : one.Filter }),
            ],
        };
    }

    private static IEnumerable<(string Filter, ImportedTotal Total)> Totals(
        Dictionary<string, JsonElement> parts,
        JsonProperty task
    )
    {
        var configured = Part(parts, "configs")
            .Items(task.Name, "metric_list")
            .Select(metric => (Name: metric.Text("metric"), How: metric.Text("aggregation")))
            .ToArray();
        foreach (var score in task.Value.Properties())
        {
            string[] name = score.Name.Split(',');
            string metric = name[0];
            if (
                metric is "alias" or " " or "samples" or "name" or "sample_len"
                || metric.EndsWith("_stderr", StringComparison.Ordinal)
            )
            {
                continue;
            }

            string filter = name.Length > 1 ? name[1] : "none";
            string error = name.Length > 1 ? $"{metric}_stderr,{filter}" : $"{metric}_stderr";
            string? how = Array.Find(configured, one => one.Name == metric).How;
            bool isMean = how is null ? !Corpus.Contains(metric) : how == "mean";
            yield return (
                filter,
                new ImportedTotal(metric, ImportedJson.NumberOf(score.Value))
                {
                    StandardError = task.Value.Number(error),
                    MeanOf = isMean ? metric : null,
                    HigherIsBetter = Part(parts, "higher_is_better").Flag(task.Name, metric),
                }
            );
        }
    }

    private static ImportedProtocol Protocol(Dictionary<string, JsonElement> parts, string task)
    {
        var config = Part(parts, "configs").At(task) ?? default;
        bool isGenerated = config.Text("output_type") is "generate_until";
        var settings = config.At("generation_kwargs") ?? default;
        string? prompt = config.Text("doc_to_text");
        return new ImportedProtocol(
            FewShot: Part(parts, "n-shot").Whole(task) ?? config.Whole("num_fewshot"),
            Prompt: prompt is null || isGenerated ? prompt : $"likelihood of each option after: {prompt}",
            System: !parts.TryGetValue("system_instruction", out var system) ? null : ImportedJson.Of(system),
            Temperature: settings.Number("temperature") ?? (settings.Flag("do_sample") == false ? 0 : null),
            MaxTokens: settings.Whole("max_gen_toks"),
            TopP: settings.Number("top_p"),
            TopK: settings.Whole("top_k")
        )
        {
            ChatTemplate = parts.TryGetValue("chat_template", out var template)
                ? template.ValueKind != JsonValueKind.Null
                : null,
        };
    }

    private static string Model(Dictionary<string, JsonElement> parts, string folder)
    {
        if (parts.TryGetValue("model_name", out var name) && ImportedJson.Of(name) is { Length: > 0 } told)
        {
            return told;
        }

        var config = Part(parts, "config");
        string arguments = config.At("model_args") is { ValueKind: JsonValueKind.String } list
            ? ImportedJson.Of(list)
            : "";
        string? named = arguments
            .Split(',')
            .Select(one => one.Split('=', 2))
            .FirstOrDefault(one => one is ["pretrained" or "model" or "engine", _])
            ?[1];
        return named
            ?? config.Text("model_args", "pretrained")
            ?? config.Text("model_args", "model")
            ?? config.Text("model")
            ?? folder;
    }

    private static JsonElement Part(Dictionary<string, JsonElement> parts, string name) =>
        parts.GetValueOrDefault(name);
}
