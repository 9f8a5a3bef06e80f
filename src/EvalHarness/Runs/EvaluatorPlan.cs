using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>An evaluator of a task that asks a model.</summary>
/// <param name="Task">The task.</param>
/// <param name="Evaluator">The evaluator, as the suite names it.</param>
/// <param name="Model">Name of the model that it asks.</param>
/// <param name="Code">Which build of the evaluator it is; another one may ask something else.</param>
/// <param name="Fingerprint">All that decides what the model answers.</param>
internal sealed record EvaluatorPlan(EvalTask Task, string Evaluator, string Model, string Code, string Fingerprint);
