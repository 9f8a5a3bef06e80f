using System.Collections.Immutable;
using System.Text.Json;

namespace EvalHarness.Imports.Readers;

/// <summary>The head of a log of Inspect.</summary>
/// <param name="parts">Its parts by name.</param>
/// <param name="isWhole">Whether the log has its end.</param>
internal sealed class InspectHead(Dictionary<string, JsonElement> parts, bool isWhole)
{
    private readonly JsonElement eval = parts["eval"];

    /// <summary>Version of the tool; null where it is not told.</summary>
    public string? Version => eval.Text("packages", "inspect_ai");

    /// <summary>Its evaluation.</summary>
    public ImportedEvaluation Evaluation =>
        new(eval.Text("task") ?? "", eval.Text("model") ?? "")
        {
            TaskVersion = eval.Text("task_version"),
            Status = Status,
            Samples = Results.Whole("total_samples"),
            Epochs = eval.Whole("config", "epochs"),
            Protocol = Protocol,
            StartedAt = eval.Time("created"),
            Totals = [.. Totals],
        };

    /// <summary>What a reader of the numbers should know.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            if (Part("invalidated").ValueKind == JsonValueKind.True)
            {
                yield return "Somebody declared this log invalid.";
            }

            if (
                Results.Whole("total_samples") is { } total
                && Results.Whole("completed_samples") is { } done
                && done < total
            )
            {
                yield return FormattableString.Invariant($"{done} of {total} answers were scored.");
            }
        }
    }

    private JsonElement Results => Part("results");

    private ImportedStatus Status =>
        !isWhole ? ImportedStatus.Unfinished
        : Part("status") is not { ValueKind: JsonValueKind.String } told ? ImportedStatus.Unfinished
        : ImportedJson.Of(told) switch
        {
            "success" => ImportedStatus.Finished,
            "error" => ImportedStatus.Failed,
            "cancelled" => ImportedStatus.Cancelled,
            _ => ImportedStatus.Unfinished,
        };

    private ImportedProtocol Protocol
    {
        get
        {
            var steps = Part("plan").Items("steps").ToArray();
            string[] names = [.. steps.Select(step => step.Text("solver") ?? "")];
            return new ImportedProtocol(
                FewShot: eval.Whole("task_args", "fewshot") ?? eval.Whole("task_args", "num_fewshot"),
                Prompt: Template(steps, "prompt_template")
                    ?? (names.Length == 0 ? null : string.Join(", then ", names)),
                System: Template(steps, "system_message") ?? Setting("system_message")?.GetString(),
                Temperature: Number("temperature"),
                MaxTokens: (int?)Number("max_tokens"),
                TopP: Number("top_p"),
                TopK: (int?)Number("top_k")
            )
            {
                ChainOfThought =
                    names.Length == 0
                        ? null
                        : Array.Exists(names, name => name.EndsWith("chain_of_thought", StringComparison.Ordinal)),
                ReasoningEffort = Setting("reasoning_effort") is { } effort ? ImportedJson.Of(effort) : null,
                Seed = (long?)Number("seed"),
            };
        }
    }

    private IEnumerable<ImportedTotal> Totals
    {
        get
        {
            var scores = Results.Items("scores").ToArray();
            foreach (var score in scores)
            {
                string name = score.Text("name") ?? score.Text("scorer") ?? "";
                string? reducer = score.Text("reducer");
                bool isOne = scores.Count(other => (other.Text("name") ?? "") == name) <= 1;
                double? error = score.Number("metrics", "stderr", "value");
                foreach (var metric in score.Properties("metrics"))
                {
                    bool isMean = metric.Name is "accuracy" or "mean";
                    bool isHead = metric.Name == "accuracy" || (isMean && score.At("metrics", "accuracy") is null);
                    if (
                        metric.Name != "stderr"
                        || !score.Properties("metrics").Any(one => one.Name is "accuracy" or "mean")
                    )
                    {
                        yield return new ImportedTotal(
                            isHead ? name : $"{name}/{metric.Name}",
                            metric.Value.Number("value")
                        )
                        {
                            StandardError = isHead ? error : null,
                            MeanOf = isMean && reducer is null or "mean" ? name : null,
                            Variant = isOne ? "" : reducer ?? "",
                            HigherIsBetter = isMean ? true : null,
                        };
                    }
                }
            }
        }
    }

    private static string? Template(JsonElement[] steps, string solver) =>
        steps
            .Where(step => (step.Text("solver") ?? "").EndsWith(solver, StringComparison.Ordinal))
            .Select(step => step.Text("params", "template"))
            .FirstOrDefault(text => text is not null);

    private double? Number(string name) => Setting(name) is { } value ? ImportedJson.NumberOf(value) : null;

    /// <summary>A setting of the sampling: what the call says goes before the plan.</summary>
    private JsonElement? Setting(string name) =>
        eval.At("model_generate_config", name) ?? Part("plan").At("config", name);

    private JsonElement Part(string name) => parts.GetValueOrDefault(name);
}
