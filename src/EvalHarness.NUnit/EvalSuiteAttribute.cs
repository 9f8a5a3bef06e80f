using NUnit.Framework;

namespace EvalHarness.NUnit;

/// <summary>Names the suites of a fixture: each becomes one test for its validity and one for each of its gates.</summary>
/// <remarks>
/// The path is sought in the folder of the test assembly and in every folder above it, so <c>evals/finance/*.yaml</c> works from
/// the project's folder as well as from the repository's.
/// </remarks>
/// <param name="pattern">Path of a suite file; <c>*</c> stands for any part of a name.</param>
/// <param name="scope">
/// Which of its tests run beside others; as the project says by default. Being a type of NUnit's, it also makes the test
/// assembly refer to NUnit: runners pass over an assembly that does not.
/// </param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class EvalSuiteAttribute(string pattern, ParallelScope scope = ParallelScope.Default) : Attribute
{
    /// <summary>Path of a suite file; <c>*</c> stands for any part of a name.</summary>
    public string Pattern { get; } = pattern;

    /// <summary>Which of its tests run beside others.</summary>
    public ParallelScope Scope { get; } = scope;

    /// <summary>
    /// Name of a static property, field or method of the fixture that gives <see cref="Conclusions.EvaluationOptions"/>: the evaluators
    /// and clients of models that suites name. Read when the tests are found. Null (default) gives none.
    /// </summary>
    /// <remarks>
    /// Where they leave it open, mode and folder of the logs are those of all tests (<see cref="Eval"/>).
    /// <example>
    /// <code>
    /// [EvalSuite("evals/*.yaml", Options = nameof(Own))]
    /// public sealed class PolicyEvals : EvalFixture
    /// {
    ///     private static EvaluationOptions Own { get; } = new() { Evaluators = { ["grounded"] = new GroundedEvaluator("rules.json") } };
    /// }
    /// </code>
    /// </example>
    /// </remarks>
    public string? Options { get; init; }
}
