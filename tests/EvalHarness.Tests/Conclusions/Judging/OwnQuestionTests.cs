using EvalHarness.Core;
using EvalHarness.Scoring.Judges;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions.Judging;

/// <summary>A question of a program's own to its judges.</summary>
public sealed class OwnQuestionTests
{
    [Test]
    public async Task A_run_remembers_the_assembly_of_the_question_and_is_opened_by_it_alone()
    {
        var setup = new JudgedSetup();
        setup.Write(calibration: false);
        string suite = await File.ReadAllTextAsync(setup.SuiteFile);
        await File.WriteAllTextAsync(
            setup.SuiteFile,
            suite.Replace(
                "kind: rubric, models: [judge], scores: { good: 1, poor: 0 }, guideline: \"Is it good?\"",
                "kind: own_question, models: [judge]",
                StringComparison.Ordinal
            )
        );

        var run = await setup.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                run.Scores.Header.Extensions!.Value.Select(one => one.Name),
                Is.EqualTo(new[] { typeof(OwnQuestion).Assembly.GetName().Name })
            );
            Assert.That(
                (await setup.OpenAsync(run)).Judges.Single().Verdicts,
                Is.EqualTo(run.Judges.Single().Verdicts)
            );
        }
    }
}

/// <summary>Whether an answer is good, and nothing more.</summary>
[Keyword("own_question")]
public sealed record OwnQuestion : IJudgeQuestion
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Scores { get; } =
        new Dictionary<string, double> { ["good"] = 1, ["poor"] = 0 };

    /// <inheritdoc/>
    public string Guideline => "Is it good?";
}
