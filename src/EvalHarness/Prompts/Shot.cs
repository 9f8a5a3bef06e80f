using EvalHarness.Core;

namespace EvalHarness.Prompts;

/// <summary>One solved example.</summary>
/// <param name="Sample">The sample that is shown with its answer.</param>
/// <param name="Question">Its question, as a sample's would be asked.</param>
/// <param name="Answer">Its right answer.</param>
/// <param name="Group">Value by which examples are balanced; empty when they are not.</param>
internal sealed record Shot(Sample Sample, string Question, string Answer, string Group);
