using EvalHarness.Core;

namespace EvalHarness.Reports.Exports;

/// <summary>One cell of a task, with what came back for it.</summary>
/// <param name="Sample">Position of the sample.</param>
/// <param name="Model">Position of the model.</param>
/// <param name="Epoch">Repeat, from 0.</param>
/// <param name="Cell">The cell: <c>sample * epochs + epoch</c>.</param>
/// <param name="Response">What came back; null where the log has nothing.</param>
/// <param name="Prompt">What was asked; null where the log does not keep it, or it may not be shown.</param>
internal sealed record ExportedAnswer(int Sample, int Model, int Epoch, int Cell, Response? Response, Prompt? Prompt);
