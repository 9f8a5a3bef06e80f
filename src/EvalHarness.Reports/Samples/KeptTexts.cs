using System.Collections.Immutable;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Samples;

/// <summary>The texts of the samples that a page keeps: answers, reasons of failures, prompts.</summary>
internal sealed class KeptTexts
{
    private readonly Dictionary<string, ImmutableArray<Turn>> prompts = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Said?[][]> answers;
    private readonly Dictionary<string, int> models;
    private readonly Dictionary<string, int> positions;
    private readonly TaskScores scores;
    private readonly int longest;
    private readonly KeptOpinions opinions;
    private readonly bool isJudged;

    /// <summary>Makes room for the samples at those positions.</summary>
    public KeptTexts(TaskScores scores, IEnumerable<int> samples, int longest)
    {
        (this.scores, this.longest) = (scores, longest);
        opinions = new KeptOpinions(scores);
        isJudged = scores.Task.Judges is { IsEmpty: false };
        models = scores
            .Models.Select((model, index) => (model.Name, index))
            .ToDictionary(p => p.Name, p => p.index, StringComparer.Ordinal);
        answers = samples.ToDictionary(
            sample => sample,
            _ => scores.Models.Select(_ => new Said?[scores.Task.Epochs]).ToArray()
        );
        positions = answers.Keys.ToDictionary(
            sample => scores.Samples[sample].Id,
            sample => sample,
            StringComparer.Ordinal
        );
    }

    /// <summary>What each model said about a sample, by model and epoch.</summary>
    public Said?[][] AnswersOf(int sample) => answers[sample];

    /// <summary>What evaluators and judges said of an answer, its texts whole.</summary>
    public IEnumerable<Opinion> OpinionsOf(int sample, int model, int epoch) =>
        opinions.Of(sample, answers[sample], model, epoch);

    /// <summary>The prompt of that hash; null when it was not read.</summary>
    public ImmutableArray<Turn>? PromptOf(string hash) =>
        prompts.TryGetValue(hash, out var turns) && !turns.IsDefault ? turns : null;

    /// <summary>Keeps a response, if its sample is kept; a later one for the same request replaces an earlier one.</summary>
    public void Add(Response response)
    {
        if (
            response.Task != scores.Task.Name
            || !positions.TryGetValue(response.SampleId, out int sample)
            || !models.TryGetValue(response.Model, out int model)
            || response.Epoch < 0
            || response.Epoch >= scores.Task.Epochs
        )
        {
            return;
        }

        var (text, length) = Cut(response.Text);
        answers[sample][model][response.Epoch] = new Said(text, length, response.Failure?.Message, response.PromptHash)
        {
            Key = isJudged && response.Text is { } whole ? AnswerVerdict.KeyOf(whole) : null,
            Thought = response.Reasoning,
            Calls = response.ToolCalls,
            Line = response.JournalLine ?? 0,
        };
        prompts.TryAdd(response.PromptHash, default);
    }

    /// <summary>Keeps a verdict, if its sample is kept.</summary>
    public void Add(AnswerVerdict verdict)
    {
        if (verdict.Task == scores.Task.Name && positions.TryGetValue(verdict.Sample, out int sample))
        {
            opinions.Add(sample, verdict with { Text = Cut(verdict.Text).Text });
        }
    }

    /// <summary>Keeps a prompt, if a response that is kept answers it.</summary>
    public void Add(Prompt prompt)
    {
        if (prompts.ContainsKey(prompt.Hash))
        {
            prompts[prompt.Hash] = [.. prompt.Turns.Select(turn => turn with { Text = Shown(turn) })];
        }
    }

    /// <summary>The text of a turn; above it a line for each of its pictures, whose bytes no page has.</summary>
    private string Shown(Turn turn) =>
        string.Concat(turn.Images.Select(image => image.Shown + "\n")) + Cut(turn.Text).Text;

    /// <summary>A text no longer than allowed, and its full length where it was cut, else 0.</summary>
    public (string? Text, int Length) Cut(string? text)
    {
        if (text is null || text.Length <= longest)
        {
            return (text, 0);
        }

        int end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return (text[..end], text.Length);
    }
}

/// <summary>What came back for one request.</summary>
/// <param name="Text">The text; null for none.</param>
/// <param name="FullLength">Characters before it was cut; 0 when it was not.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="PromptHash">The prompt it answers.</param>
internal sealed record Said(string? Text, int FullLength, string? Failure, string PromptHash)
{
    /// <summary>Key of the whole text among judges; null where there are none, or no text.</summary>
    public string? Key { get; init; }

    /// <summary>What the model thought first; null where the backend did not tell it apart.</summary>
    public string? Thought { get; init; }

    /// <summary>Calls of tools that it answered with.</summary>
    public ImmutableArray<ToolCall> Calls { get; init; } = [];

    /// <summary>Line of the journal that holds it, from 1; 0 where it is not known.</summary>
    public int Line { get; init; }

    /// <summary>Characters of all of it.</summary>
    public long Length => (Text?.Length ?? 0) + (Thought?.Length ?? 0) + Calls.Sum(call => (long)call.Arguments.Length);
}
