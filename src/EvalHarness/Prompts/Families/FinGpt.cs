using EvalHarness.Core;

namespace EvalHarness.Prompts.Families;

/// <summary>What FinGPT's prompts ask.</summary>
public enum FinGptTask
{
    /// <summary>The sentiment of news.</summary>
    Sentiment,
}

/// <summary>The instruction that FinGPT was tuned and tested with: README of its sentiment analysis v3 (2023-10-12).</summary>
/// <remarks>
/// That <c>positive</c> is looked for before <c>negative</c> is ours. Its script takes any answer that holds neither <c>positive</c> nor <c>negative</c> for neutral. Nothing is unparsable then, and on
/// data where most are neutral, as financial sentences are, that inflates the score of a model which says anything at all:
/// <c>{ fingpt: { task: sentiment, parsing: strict } }</c> beside it tells by how much.
/// </remarks>
/// <param name="Task">What is asked.</param>
/// <param name="Text">Field with the news; <c>text</c> by default.</param>
/// <param name="Parsing">How answers are read where the task states no <c>answer:</c>; <c>published</c> by default.</param>
[Keyword("fingpt")]
public sealed record FinGpt(FinGptTask Task, string Text = "text", FamilyParsing Parsing = FamilyParsing.Published)
    : IPromptFamily
{
    /// <inheritdoc/>
    public string Prompt =>
        "Instruction: What is the sentiment of this news? Please choose an answer from {negative/neutral/positive}.\n"
        + $"Input: {{{{{Text}}}}}\nAnswer: ";

    /// <inheritdoc/>
    public string Answer =>
        Parsing == FamilyParsing.Strict
            ? """{"choice":{"options":["negative","neutral","positive"]}}"""
            : """{"literal":{"options":["positive","negative"],"otherwise":"neutral"}}""";

    /// <inheritdoc/>
    public string Source => "FinGPT, README of sentiment analysis v3 (2023-10-12)";
}
