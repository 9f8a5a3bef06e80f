using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Scoring;

/// <summary>An answer format whose answer is the calls of tools that a response makes.</summary>
public interface IToolCallFormat : IAnswerFormat
{
    bool IAnswerFormat.TakesJsonTargets => true;

    /// <summary>Whether calls can also be read from the text of a response, so that no tool needs to be offered.</summary>
    bool ReadsText { get; }

    /// <summary>The same, to hold calls and targets against the tools that were offered.</summary>
    /// <param name="tools">The tools; empty where none were.</param>
    IToolCallFormat Over(ImmutableArray<Tool> tools);

    /// <summary>Finds the answer.</summary>
    /// <param name="text">Text of the response; null for none.</param>
    /// <param name="calls">The calls that it makes through the backend's own interface.</param>
    Answer Read(string? text, ImmutableArray<ToolCall> calls);

    /// <summary>Why a target is none that an answer could be; null where it is one.</summary>
    /// <param name="target">Target as it stands in the dataset.</param>
    string? WrongIn(string target);
}
