using EvalHarness.Core;

namespace EvalHarness.Prompts.Families;

/// <summary>What BloombergGPT's prompts ask.</summary>
public enum BloombergGptTask
{
    /// <summary>The sentiment of a sentence, as of Financial PhraseBank.</summary>
    Sentiment,

    /// <summary>The sentiment toward a target, as of FiQA.</summary>
    TargetSentiment,

    /// <summary>One yes-or-no question about a headline.</summary>
    Headline,

    /// <summary>Named entities.</summary>
    Entities,

    /// <summary>A question about a text or a table, as of ConvFinQA.</summary>
    Question,
}

/// <summary>
/// The prompts of BloombergGPT: no instruction, the text, and a line <c>Answer:</c> for a base model to go on from. S. Wu et al.,
/// "BloombergGPT: a large language model for finance" (2023), arXiv:2303.17564, table 7.
/// </summary>
/// <remarks>
/// The paper shows examples drawn anew from the train rows for each sample, and it takes classes by likelihood, by the best of three
/// rules for each model and task on the test rows, which is an optimistic choice. Here the answer is what was generated, unless the
/// task says <c>answer: { likelihood: ... }</c>; tables stand as Markdown (<c>table_markdown</c> of the published formats).
/// </remarks>
/// <param name="Task">What is asked.</param>
/// <param name="Text">Field with the sentence, headline or text; <c>text</c> by default.</param>
/// <param name="Target">Field with the target of <c>target_sentiment</c>; <c>target</c> by default.</param>
/// <param name="Question">Field with the question of <c>headline</c> (without its question mark) and <c>question</c>; <c>question</c> by default.</param>
/// <param name="Context">Field with the text and tables of <c>question</c>; <c>context</c> by default.</param>
[Keyword("bloomberggpt")]
public sealed record BloombergGpt(
    BloombergGptTask Task,
    string Text = "text",
    string Target = "target",
    string Question = "question",
    string Context = "context"
) : IPromptFamily
{
    private const string Sentiments = """{"choice":{"options":["negative","neutral","positive"]}}""";

    /// <inheritdoc/>
    public string Prompt =>
        Task switch
        {
            BloombergGptTask.Sentiment => $"{{{{{Text}}}}}\nQuestion: what is the sentiment?\nAnswer:",
            BloombergGptTask.TargetSentiment =>
                $"{{{{{Text}}}}}\nQuestion: what is the sentiment on {{{{{Target}}}}}?\nAnswer:",
            BloombergGptTask.Headline => $"{{{{{Text}}}}}\nQuestion: {{{{{Question}}}}}?\nAnswer:",
            BloombergGptTask.Entities => $"{{{{{Text}}}}}\nExtract named entity:",
            BloombergGptTask.Question => $"{{{{{Context}}}}}\nQuestion: {{{{{Question}}}}}?\nAnswer:",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <inheritdoc/>
    public string Answer =>
        Task switch
        {
            BloombergGptTask.Sentiment or BloombergGptTask.TargetSentiment => Sentiments,
            BloombergGptTask.Headline => """{"choice":{"options":["Yes","No"]}}""",
            BloombergGptTask.Entities =>
                """{"entities":{"types":{"LOC":["location"],"ORG":["organization"],"PER":["person"]}}}""",
            BloombergGptTask.Question => """{"text":{"first_line":true}}""",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <inheritdoc/>
    public string Source => "Wu et al., BloombergGPT (2023), arXiv:2303.17564, table 7";
}
