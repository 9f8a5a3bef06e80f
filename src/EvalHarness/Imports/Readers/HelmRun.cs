using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports.Readers;

/// <summary>What a run of HELM was asked to do.</summary>
/// <param name="Evaluation">The scenario and its model.</param>
/// <param name="Method">How questions were put, as <c>multiple_choice_joint</c>.</param>
/// <param name="Trials">How often each request was sent, at least once.</param>
internal sealed record HelmRun(ImportedEvaluation Evaluation, string Method, int Trials)
{
    /// <summary>Reads <c>run_spec.json</c>.</summary>
    /// <param name="file">Full path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken, or of a version without what is needed.</exception>
    public static async Task<HelmRun> ReadAsync(string file, CancellationToken cancellationToken)
    {
        string shown = DataFile.Shown(file);
        await foreach (var part in JsonWalk.RowsAsync(file, cancellationToken))
        {
            var spec = part.Read();
            if (spec.Text("name") is not { Length: > 0 } name)
            {
                throw new DocumentException(
                    new Fault(part.At, "found no 'name'", "the specification of a run of HELM")
                );
            }

            if (spec.At("adapter_spec") is not { ValueKind: JsonValueKind.Object } adapter)
            {
                throw new DocumentException(
                    new Fault(
                        part.At,
                        $"found no 'adapter_spec' beside {Names(spec)}",
                        "a run of HELM 0.2 or later, whose 'adapter_spec' says how the model was asked"
                    )
                );
            }

            string model = adapter.Text("model") ?? adapter.Text("model_deployment") ?? NamedModel(name) ?? "";
            return new HelmRun(
                new ImportedEvaluation(TaskOf(name), model)
                {
                    Epochs =
                        Math.Max(1, adapter.Whole("num_train_trials") ?? 1)
                        * Math.Max(1, adapter.Whole("num_trials") ?? 1),
                    Protocol = Protocol(adapter),
                },
                adapter.Text("method") ?? "",
                Math.Max(1, adapter.Whole("num_trials") ?? 1)
            );
        }

        throw new DocumentException(
            new Fault(new Location(shown), "an empty file", "the specification of a run of HELM")
        );
    }

    /// <summary>The name of a run without its model, so that all models have the same task.</summary>
    private static string TaskOf(string name)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return name;
        }

        string arguments = string.Join(',', name[(colon + 1)..].Split(',').Where(one => !IsModel(one)));
        return arguments.Length == 0 ? name[..colon] : $"{name[..colon]}:{arguments}";
    }

    private static string? NamedModel(string name)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        return name[(colon + 1)..].Split(',').FirstOrDefault(IsModel)?.Split('=', 2)[1];
    }

    private static bool IsModel(string argument) =>
        argument.StartsWith("model=", StringComparison.Ordinal)
        || argument.StartsWith("model_deployment=", StringComparison.Ordinal);

    private static ImportedProtocol Protocol(JsonElement adapter)
    {
        string[] words =
        [
            .. new[] { "instructions", "input_prefix", "reference_prefix", "output_prefix" }.Select(one =>
                adapter.Text(one) ?? ""
            ),
        ];
        string prompt = string.Concat(words);
        return new ImportedProtocol(
            FewShot: adapter.Whole("max_train_instances"),
            Prompt: adapter.Text("method") is { } method ? $"{method}: {prompt}"
                : prompt.Length > 0 ? prompt
                : null,
            Temperature: adapter.Number("temperature"),
            MaxTokens: adapter.Whole("max_tokens")
        )
        {
            ChainOfThought = adapter.Text("chain_of_thought_prefix") is { Length: > 0 } ? true : null,
            ReasoningEffort = adapter.Text("reasoning_effort"),
        };
    }

    private static string Names(JsonElement spec) =>
        string.Join(", ", spec.Properties().Take(8).Select(one => $"'{VisibleText.Id(one.Name)}'"));
}
