using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Prompts;
using EvalHarness.Scoring.Judges;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Runs;

/// <summary>How one model of a judge is asked about the answers of a task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Judge">The judge.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Version">Hash of what the judge is asked and how.</param>
/// <param name="Fingerprint">All that decides the model's verdicts.</param>
/// <param name="GenerationKey">How it generates, as one canonical line.</param>
internal sealed record JudgePlan(
    EvalTask Task,
    JudgeSpec Judge,
    string Model,
    string Version,
    string Fingerprint,
    string GenerationKey
)
{
    private const string Scheme = "evalharness/judgement/1";

    private readonly PromptTemplate question = PromptTemplate.Parse(Task.Prompt, Task.Declared);
    private readonly PromptTemplate? own = Template(Judge.Prompt, Judge);
    private readonly PromptTemplate? system = Template(Judge.System, Judge);

    /// <summary>Hash of what a judge is asked and how: another question or way of asking is another judge.</summary>
    /// <param name="task">The task.</param>
    /// <param name="judge">The judge.</param>
    /// <param name="catalog">Writes the question.</param>
    public static string VersionOf(EvalTask task, JudgeSpec judge, Catalog catalog) =>
        Digest.Of([
            JudgePrompt.Version,
            catalog.Write(judge.Kind),
            task.Prompt,
            catalog.Write(judge.Generation),
            .. judge.Prompt is { } prompt ? (string[])["prompt", prompt] : [],
            .. judge.System is { } system ? (string[])["system", system] : [],
        ]);

    /// <summary>The requests about one answer, one a repeat.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="answer">The text of the answer.</param>
    public IEnumerable<Request> About(Sample sample, string answer)
    {
        var prompt = PromptAbout(sample, answer);
        for (int epoch = 0; epoch < Judge.Repeats; epoch++)
        {
            string id = Digest.Of(
                Scheme,
                Task.Name,
                Judge.Name,
                sample.Id,
                sample.ContentHash,
                Version,
                Fingerprint,
                prompt.Hash,
                GenerationKey,
                epoch.ToString(System.Globalization.CultureInfo.InvariantCulture)
            );
            yield return new Request(id, Task.Name, sample, Model, epoch, prompt, InEpoch(epoch)) { IsVerdict = true };
        }
    }

    private static PromptTemplate? Template(string? text, JudgeSpec judge) =>
        text is null ? null : PromptTemplate.Parse(text, judge.Declared);

    private Prompt PromptAbout(Sample sample, string answer)
    {
        string asked = question.Render(sample);
        if (own is null && system is null)
        {
            return JudgePrompt.About(Judge.Kind, asked, sample, answer);
        }

        var places = JudgePrompt.PlacesOf(Judge.Kind, asked, sample, answer);
        var shown = sample with
        {
            Fields = sample.Fields.ToImmutableDictionary(StringComparer.Ordinal).SetItems(places),
        };
        return JudgePrompt.Of(
            system?.Render(sample),
            own?.Render(shown) ?? JudgePrompt.About(Judge.Kind, asked, sample, answer).Turns[^1].Text
        );
    }

    private Generation InEpoch(int epoch) =>
        Judge.Generation.Seed is { } seed && epoch > 0
            ? Judge.Generation with
            {
                Seed = seed + epoch,
            }
            : Judge.Generation;
}
