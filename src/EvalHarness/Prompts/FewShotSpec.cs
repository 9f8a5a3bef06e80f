using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Prompts;

/// <summary>How few-shot examples are chosen.</summary>
public enum FewShotSelection
{
    /// <summary>By chance, the same examples for every sample (default).</summary>
    Random,

    /// <summary>The first rows of the file.</summary>
    First,

    /// <summary>By chance, in equal shares over the values of <c>balance</c>, or of the target when it is not given.</summary>
    Balanced,
}

/// <summary>How few-shot examples are shown.</summary>
public enum FewShotStyle
{
    /// <summary>As earlier turns of the chat (default).</summary>
    Turns,

    /// <summary>As text before the question, in one turn.</summary>
    Inline,
}

/// <summary>Solved examples shown before the question: the section <c>few_shot:</c>. No sample is shown to itself.</summary>
/// <param name="Count">Number of examples; 0 shows none.</param>
/// <param name="File">File of the examples, read as the dataset is; by default the dataset's own file.</param>
/// <param name="Where">Columns and the values that they must have, one value or a list; by default all rows count.</param>
/// <param name="Selection">How they are chosen; <c>random</c> by default, <c>balanced</c> when <c>balance</c> is given.</param>
/// <param name="Balance">Column whose values get equal shares, as far as <c>count</c> allows; the target or a field.</param>
/// <param name="Seed">Seed of the choice; by default that of the suite.</param>
/// <param name="Style">How they are shown; <c>turns</c> by default.</param>
[Keyword("few_shot")]
public sealed record FewShotSpec(
    int Count,
    FilePath? File = null,
    IReadOnlyDictionary<string, ImmutableArray<string>>? Where = null,
    FewShotSelection? Selection = null,
    string? Balance = null,
    long? Seed = null,
    FewShotStyle Style = FewShotStyle.Turns
);
