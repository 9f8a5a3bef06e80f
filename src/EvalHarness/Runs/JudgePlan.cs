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
            judge.Kind is Pairwise ? PairPrompt.Version : JudgePrompt.Version,
            catalog.Write(judge.Kind is Pairwise pair ? pair.Asked : judge.Kind),
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
        string asked = question.Render(sample);
        var ours = JudgePrompt.About(Judge.Kind, asked, sample, answer);
        return Asking(sample, InOwnWords(ours, sample, asked, JudgePrompt.Marked(sample, answer)));
    }

    /// <summary>The requests about two answers in their order, one a repeat.</summary>
    /// <param name="pair">The question.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="first">The text that stands first.</param>
    /// <param name="second">The text that stands second.</param>
    public IEnumerable<Request> About(Pairwise pair, Sample sample, string first, string second)
    {
        string asked = question.Render(sample);
        var ours = PairPrompt.About(pair, asked, sample, first, second);
        return Asking(sample, InOwnWords(ours, sample, asked, PairPrompt.Marked(sample, first, second)));
    }

    /// <summary>What is asked about a sample, for plans and estimates.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="answer">The answer to it, or both of two.</param>
    public Request Example(Sample sample, string answer) =>
        (Judge.Kind is Pairwise pair ? About(pair, sample, answer, answer) : About(sample, answer)).First();

    private IEnumerable<Request> Asking(Sample sample, Prompt prompt)
    {
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

    /// <summary>The prompt in the words of the suite, where it has some.</summary>
    private Prompt InOwnWords(Prompt ours, Sample sample, string asked, string marked)
    {
        if (own is null && system is null)
        {
            return ours;
        }

        var shown = sample with
        {
            Fields = sample
                .Fields.ToImmutableDictionary(StringComparer.Ordinal)
                .SetItems(JudgePrompt.PlacesOf(Judge.Kind, asked, sample, marked)),
        };
        return JudgePrompt.Of(system?.Render(sample) ?? ours.Turns[0].Text, own?.Render(shown) ?? ours.Turns[^1].Text);
    }

    private Generation InEpoch(int epoch) =>
        Judge.Generation.Seed is { } seed && epoch > 0
            ? Judge.Generation with
            {
                Seed = seed + epoch,
            }
            : Judge.Generation;
}
