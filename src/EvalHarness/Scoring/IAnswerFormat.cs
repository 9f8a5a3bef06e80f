using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Scoring;

/// <summary>Finds the answer in the text of a response: the section <c>answer:</c> of a task.</summary>
/// <remarks>Implementations are sealed records marked with a keyword, pure and safe for use by many threads.</remarks>
public interface IAnswerFormat
{
    /// <summary>The labels that an answer can be; empty when answers are open.</summary>
    ImmutableArray<string> Labels => [];

    /// <summary>Whether a target that is a JSON list or object is one right answer, as JSON, and not several.</summary>
    bool TakesJsonTargets => false;

    /// <summary>The format made ready for one sample, whose words or fields tell how answers to it are read.</summary>
    /// <param name="sample">The sample asked about.</param>
    IAnswerFormat For(Sample sample) => this;

    /// <summary>Finds the answer.</summary>
    /// <param name="text">Text of the response, as it came back.</param>
    Answer Parse(string text);

    /// <summary>The canonical form of a target, to be held against parsed answers.</summary>
    /// <param name="target">Target as it stands in the dataset.</param>
    string Canonical(string target) => target;
}
