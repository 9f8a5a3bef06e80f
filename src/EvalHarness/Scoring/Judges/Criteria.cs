using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Scoring.Judges;

/// <summary>Several questions about an answer, each with yes or no: its score is the share of yes.</summary>
/// <param name="Questions">The questions by name: <c>{ complete: "Does it name the condition?", short: "Is it at most two sentences long?" }</c>.
/// A metric of one of them is <c>{ judged: { judge: NAME, question: complete } }</c>.</param>
/// <param name="Weights">What each question weighs; 1 by default, and for those that it leaves out.</param>
/// <param name="Guideline">What holds for all of them; none by default.</param>
/// <param name="Field">Name of a field of the sample that the judge sees as evidence; none by default.</param>
/// <param name="Targets">Whether the judge sees the right answers; false by default.</param>
[Keyword("criteria")]
public sealed record Criteria(
    IReadOnlyDictionary<string, string> Questions,
    IReadOnlyDictionary<string, double>? Weights = null,
    string? Guideline = null,
    string? Field = null,
    bool Targets = false
) : IJudgeQuestion
{
    private static readonly string[] Words = ["yes", "no"];

    /// <summary>The questions by name.</summary>
    public IReadOnlyDictionary<string, string> Questions { get; init; } =
        Questions is not { Count: >= 1 } ? throw new ArgumentException("one question or more", nameof(Questions))
        : Questions.Keys.Any(name => Verdicts.Plain(name).Length == 0 || name.Any(letter => letter is ':' or '\n'))
            ? throw new ArgumentException("names without a colon, of one letter at least", nameof(Questions))
        : Questions.Keys.Select(Verdicts.Plain).Distinct(StringComparer.Ordinal).Count() < Questions.Count
            ? throw new ArgumentException("names that differ in more than case and punctuation", nameof(Questions))
        : Questions;

    /// <summary>What each question weighs; null for 1 each.</summary>
    public IReadOnlyDictionary<string, double>? Weights { get; init; } =
        Weights is null ? null
        : Weights.Keys.FirstOrDefault(name => Questions?.ContainsKey(name) == false) is { } unknown
            ? throw new ArgumentException($"no question named '{unknown}'", nameof(Weights))
        : Weights.Values.Any(weight => weight is not (>= 0 and <= 1e6))
        || Questions?.Keys.All(name => Weights.GetValueOrDefault(name, 1) == 0) == true
            ? throw new ArgumentException("must be 0 or more, and not all 0", nameof(Weights))
        : Weights;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Scores => ImmutableDictionary<string, double>.Empty;

    /// <inheritdoc/>
    string IJudgeQuestion.Guideline =>
        string.Join(
            '\n',
            (
                (string[])
                    [
                        "Answer each of these questions with yes or no:",
                        .. Questions.Select(one => $"- {one.Key}: {one.Value}"),
                    ]
            ).Concat(Guideline is null ? [] : ["", Guideline])
        );

    /// <inheritdoc/>
    public bool ShowsTargets => Targets;

    /// <inheritdoc/>
    public string? Evidence => Field;

    /// <inheritdoc/>
    public string Form =>
        "Say in one or two sentences why. Then answer each question by a line of its own, in this form:\n"
        + string.Join('\n', Questions.Keys.Select(name => $"{Verdicts.Announcement} {name}: <yes or no>"));

    /// <inheritdoc/>
    public JudgeVerdict? Read(string? text)
    {
        var said = Verdicts.ReadNamed(text, Questions.Keys, Words);
        return said is null
            ? null
            : Verdict(
                Questions.Keys.ToImmutableSortedDictionary(
                    name => name,
                    name => said[name] == Words[0] ? 1.0 : 0.0,
                    StringComparer.Ordinal
                )
            );
    }

    /// <inheritdoc/>
    public JudgeVerdict Join(IReadOnlyCollection<JudgeVerdict> verdicts, Jury jury)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        return Verdict(
            Questions.Keys.ToImmutableSortedDictionary(
                name => name,
                name => Joined(verdicts.Average(verdict => verdict.Parts[name]), jury),
                StringComparer.Ordinal
            )
        );
    }

    private static double Joined(double share, Jury jury) =>
        jury == Jury.Mean ? share
        : share > 0.5 ? 1
        : share < 0.5 ? 0
        : 0.5;

    private JudgeVerdict Verdict(ImmutableSortedDictionary<string, double> parts)
    {
        double all = Questions.Keys.Sum(WeightOf);
        return new JudgeVerdict(
            string.Join(
                ", ",
                parts.Select(part => $"{part.Key} {(part.Value is 1 ? Words[0] : part.Value is 0 ? Words[1] : "?")}")
            ),
            Questions.Keys.Sum(name => WeightOf(name) * parts[name]) / all
        )
        {
            Parts = parts,
        };
    }

    private double WeightOf(string name) => Weights?.GetValueOrDefault(name, 1) ?? 1;
}
