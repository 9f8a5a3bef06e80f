using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>The answer is what a regular expression finds in what a response says.</summary>
/// <remarks>
/// The thought of a reasoning model is no part of the text, unless the pattern itself names its marks (<c>think&gt;</c>). Patterns
/// run in time linear in the text. Those that cannot (look-around, back-references) are tried for a second, for ten and for sixty,
/// and for longer where the machine gave the process no half of that, up to sixty seconds of processor time in all; so a busy
/// machine changes no answer. One that is not done then stops the scoring with a fault that names the sample.
/// </remarks>
/// <param name="Pattern">Regular expression of .NET.</param>
/// <param name="Group">Name or number of the group that is the answer; by default the first group, or the match if there is none.</param>
/// <param name="Last">Whether the last match counts and not the first; false by default.</param>
/// <param name="IgnoreCase">Whether case does not matter; false by default.</param>
/// <param name="Normalize">What does not count in the answer and the target; <c>trim</c> by default.</param>
[Keyword("regex")]
public sealed partial record RegexAnswer(
    [StringSyntax(StringSyntaxAttribute.Regex)] string Pattern,
    string? Group = null,
    bool Last = false,
    bool IgnoreCase = false,
    TextNormalization Normalize = TextNormalization.Trim
) : IAnswerFormat
{
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(1);

    /// <summary>How long a pattern that cannot run in linear time may take when it is tried again, try by try.</summary>
    internal ImmutableArray<TimeSpan> FurtherTries { get; init; } =
    [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)];

    /// <summary>Processor time after which a pattern is not tried again, over all tries.</summary>
    internal TimeSpan MostProcessorTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Processor time of the process so far, which a pause or a busy machine does not add to.</summary>
    internal Func<TimeSpan> ProcessorTime { get; init; } = () => Environment.CpuUsage.TotalTime;

    private readonly Regex regex = Compile(Pattern, Group, IgnoreCase);
    private readonly TextAnswer text = new(Normalize);
    private readonly bool seesThought = NamesThought().IsMatch(Pattern ?? "");

    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if ((seesThought ? text : Said.Of(text)) is not { } said)
        {
            return Answer.None(Said.Unfinished);
        }

        var tried = regex;
        var limit = FirstTry;
        var spent = TimeSpan.Zero;
        for (int tries = 0; ; tries++)
        {
            var before = ProcessorTime();
            try
            {
                return Find(tried, said);
            }
            catch (RegexMatchTimeoutException)
                when (ProcessorTime() - before is var used
                    && (tries < FurtherTries.Length || (used < limit / 2 && spent + used < MostProcessorTime))
                )
            {
                spent += used;
                // The limit is by the clock on the wall: where the process had less than half of it, the machine was busy.
                limit = tries < FurtherTries.Length ? FurtherTries[tries] : limit * 2;
                tried = new Regex(Pattern, regex.Options, limit);
            }
        }
    }

    private Answer Find(Regex pattern, string said)
    {
        var match = pattern.Match(said);
        for (var next = match; Last && next.Success; next = next.NextMatch())
        {
            match = next;
        }

        var found = match.Groups[Group ?? (match.Groups.Count > 1 ? "1" : "0")];
        return found.Success ? text.Parse(found.Value) : Answer.None("the pattern does not match");
    }

    /// <inheritdoc/>
    public string Canonical(string target) => this.text.Canonical(target);

    private static Regex Compile(string pattern, string? group, bool ignoreCase)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        Regex regex;
        try
        {
            regex = new Regex(pattern, options | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            regex = new Regex(pattern, options, FirstTry);
        }
        catch (RegexParseException e)
        {
            throw new ArgumentException(e.Message, nameof(pattern), e);
        }
        if (group is not null && !regex.GetGroupNames().Contains(group, StringComparer.Ordinal))
        {
            throw new ArgumentException($"group: the pattern has no group '{group}'", nameof(group));
        }

        return regex;
    }

    [GeneratedRegex(
        @"[<\[\u25c1][\\/?\s]*(?:think|thought|reason|scratch|analysis)|\|channel",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex NamesThought();
}
