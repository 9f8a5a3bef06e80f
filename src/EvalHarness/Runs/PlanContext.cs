using EvalHarness.Logs;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Yaml;

namespace EvalHarness.Runs;

/// <summary>What planning and running need besides the suite.</summary>
/// <param name="Catalog">The words that suites may use.</param>
/// <param name="Store">Where runs are kept.</param>
/// <param name="Time">The clock.</param>
/// <param name="Version">Version of the tool, for the header.</param>
public sealed record PlanContext(Catalog Catalog, RunStore Store, TimeProvider Time, string Version)
{
    /// <summary>Where the evaluators are found that metrics name.</summary>
    internal EvaluatorSource Evaluators { get; init; } = EvaluatorSource.Types;
}
