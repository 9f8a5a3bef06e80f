using System.Collections.Immutable;

namespace EvalHarness.Scoring;

/// <summary>Finds the answer in the text of a response: the section <c>answer:</c> of a task.</summary>
/// <remarks>Implementations are sealed records marked with a keyword, pure and safe for use by many threads.</remarks>
public interface IAnswerFormat
{
    /// <summary>The labels that an answer can be; empty when answers are open.</summary>
    ImmutableArray<string> Labels => [];

    /// <summary>Finds the answer.</summary>
    /// <param name="text">Text of the response, as it came back.</param>
    Answer Parse(string text);

    /// <summary>The canonical form of a target, to be held against parsed answers.</summary>
    /// <param name="target">Target as it stands in the dataset.</param>
    string Canonical(string target) => target;
}
