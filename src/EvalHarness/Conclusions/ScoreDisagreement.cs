namespace EvalHarness.Conclusions;

/// <summary>An answer that another tool scored otherwise than this library.</summary>
/// <param name="Task">Name of the task in the suite.</param>
/// <param name="Model">Name of the model in the run.</param>
/// <param name="Sample">Id of the sample in the suite.</param>
/// <param name="Metric">This library's metric.</param>
/// <param name="Ours">Its score.</param>
/// <param name="TheirMetric">The other tool's metric.</param>
/// <param name="Theirs">Its score.</param>
public sealed record ScoreDisagreement(
    string Task,
    string Model,
    string Sample,
    string Metric,
    double Ours,
    string TheirMetric,
    double Theirs
);
