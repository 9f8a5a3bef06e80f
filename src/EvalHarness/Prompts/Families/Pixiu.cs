using EvalHarness.Core;

namespace EvalHarness.Prompts.Families;

/// <summary>What PIXIU's prompts ask, as far as their words are known here.</summary>
public enum PixiuTask
{
    /// <summary>The sentiment of a sentence of financial news, as of Financial PhraseBank.</summary>
    Sentiment,
}

/// <summary>
/// The instruction of PIXIU's FLARE for Financial PhraseBank: Q. Xie et al., "PIXIU: a large language model, instruction data and
/// evaluation benchmark for finance" (2023), arXiv:2306.05443.
/// </summary>
/// <remarks>
/// The paper's instruction goes on with an example (<c>For instance, ...</c>), which is left out; that the statement stands on the
/// next line is ours. Its script takes the first label, in the order of the instruction, whose letters stand anywhere in the answer
/// (<c>not positive</c> is positive), and counts an answer without one as missing.
/// </remarks>
/// <param name="Task">What is asked.</param>
/// <param name="Text">Field with the statement; <c>text</c> by default.</param>
/// <param name="Parsing">How answers are read where the task states no <c>answer:</c>; <c>published</c> by default.</param>
[Keyword("pixiu")]
public sealed record Pixiu(PixiuTask Task, string Text = "text", FamilyParsing Parsing = FamilyParsing.Published)
    : IPromptFamily
{
    /// <inheritdoc/>
    public string Prompt =>
        "Analyze the sentiment of this statement extracted from a financial news article. Provide your answer as either"
        + $" negative, positive or neutral.\n{{{{{Text}}}}}";

    /// <inheritdoc/>
    public string Answer =>
        Parsing == FamilyParsing.Strict
            ? """{"choice":{"options":["negative","positive","neutral"]}}"""
            : """{"literal":{"options":["negative","positive","neutral"]}}""";

    /// <inheritdoc/>
    public string Source => "Xie et al., PIXIU (2023), arXiv:2306.05443";
}
