using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Imports.Readers;

/// <summary>The columns of a table of promptfoo, by names that tell them apart, and what was counted in each.</summary>
internal sealed class PromptfooColumns
{
    private const int LongestLabel = 60;

    private readonly Dictionary<string, Column> columns = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Model, string Prompt), int> twins = [];
    private readonly EpochCounter epochs = new();

    /// <summary>Answers that passed without an assertion.</summary>
    public int Unasserted { get; private set; }

    /// <summary>Answers that failed for an error.</summary>
    public int Errors { get; private set; }

    /// <summary>Answers that are no error.</summary>
    public int Answers { get; private set; }

    /// <summary>The models, in the order of the log.</summary>
    public ImmutableArray<string> Models => [.. columns.Values.Select(column => column.Model).Distinct()];

    /// <summary>Takes in one answer.</summary>
    /// <param name="answer">The answer.</param>
    public void Add(PromptfooAnswer answer)
    {
        if (!columns.TryGetValue(answer.Column, out var column))
        {
            // Two providers of one name differ in their settings, which an export does not say of an answer.
            int twin = twins.GetValueOrDefault((answer.Model, answer.Prompt)) + 1;
            twins[(answer.Model, answer.Prompt)] = twin;
            string model =
                twin == 1 ? answer.Model : string.Create(CultureInfo.InvariantCulture, $"{answer.Model} ({twin})");
            columns[answer.Column] = column = new Column(model, answer.Prompt);
        }

        int epoch = epochs.Next(answer.Column, answer.Sample.Id);
        column.Samples += epoch == 0 ? 1 : 0;
        column.Epochs = Math.Max(column.Epochs, epoch + 1);
        Unasserted += answer.IsUnasserted ? 1 : 0;
        Errors += answer.Sample.Outcome == Outcome.Failed ? 1 : 0;
        Answers += answer.Sample.Outcome == Outcome.Failed ? 0 : 1;
    }

    /// <summary>Model and variant of a column; null of one without answers.</summary>
    /// <param name="column">The column.</param>
    public (string Model, string Variant)? Named(string column) =>
        columns.TryGetValue(column, out var known) ? (known.Model, Variant(known.Prompt)) : null;

    /// <summary>Samples of a model, each counted once.</summary>
    /// <param name="model">Its name.</param>
    public int Samples(string model) =>
        columns.Values.Where(column => column.Model == model).Max(column => column.Samples);

    /// <summary>How often a model was asked at most.</summary>
    /// <param name="model">Its name.</param>
    public int Epochs(string model) =>
        columns.Values.Where(column => column.Model == model).Max(column => column.Epochs);

    /// <summary>The prompts that a model was asked with.</summary>
    /// <param name="model">Its name.</param>
    public IEnumerable<string> Prompts(string model) =>
        columns.Values.Where(column => column.Model == model).Select(column => column.Prompt).Distinct();

    /// <summary>The prompt among several, by a label that is short and its own.</summary>
    private string Variant(string prompt)
    {
        string[] prompts = [.. columns.Values.Select(column => column.Prompt).Distinct()];
        if (prompts.Length == 1)
        {
            return "";
        }

        string label = Short(prompt);
        int place = Array.IndexOf(Array.FindAll(prompts, other => Short(other) == label), prompt);
        return place == 0 ? label : string.Create(CultureInfo.InvariantCulture, $"{label} ({place + 1})");
    }

    private static string Short(string prompt) =>
        prompt.Length <= LongestLabel ? prompt : string.Concat(prompt.AsSpan(0, LongestLabel).Trim(), "…");

    private sealed record Column(string Model, string Prompt)
    {
        public int Samples { get; set; }

        public int Epochs { get; set; }
    }
}
