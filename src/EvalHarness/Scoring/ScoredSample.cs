using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Scoring;

/// <summary>One response beside what it should have been: all that a metric sees.</summary>
/// <param name="Answer">The parsed answer; null counts as wrong.</param>
/// <param name="Targets">Right answers in canonical form, any of which is right.</param>
/// <param name="Outcome">What became of the request, parsing included.</param>
public readonly record struct ScoredSample(string? Answer, ImmutableArray<string> Targets, Outcome Outcome)
{
    /// <summary>The text of the response, unparsed; null when none came back.</summary>
    public string? Text { get; init; }

    /// <summary>Probability of the answer given, in [0, 1], from class probabilities or token probabilities; null when unknown.</summary>
    public double? Confidence { get; init; }

    /// <summary>Probability of each class, by class; null when unknown.</summary>
    public IReadOnlyDictionary<string, double>? Probabilities { get; init; }

    /// <summary>Money that the response cost, in US dollars; null when unknown.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Time that the response took; null when unknown.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Time to the first token of a streamed response; null when it came whole.</summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>Tokens a second after the first, of a streamed response; null when unknown.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Scores of the task's judges, by judge, in [0, 1]; null where one gave no verdict. Null where there are no judges.</summary>
    public IReadOnlyDictionary<string, double?>? Verdicts { get; init; }

    /// <summary>Mean scores that people gave, by the judge whose question they answered, in [0, 1]; null where nobody was asked.</summary>
    public IReadOnlyDictionary<string, double>? Labels { get; init; }

    /// <summary>What the data set says of the sample, by the name of the column; null where it is not at hand.</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; init; }

    /// <summary>What evaluators made of the response, by the name of the metric; null where none was asked.</summary>
    public IReadOnlyDictionary<string, double>? Evaluated { get; init; }
}
