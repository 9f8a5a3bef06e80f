using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Evaluators;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

public sealed class TeamWorkTests
{
    [Test]
    public void Members_are_counted_by_the_answers_that_they_were_asked_for()
    {
        var team = Of(
            new(["small"], RouteReason.Sure, 0.9),
            new(["small", "big"], RouteReason.Unsure, 0.4),
            new(["small", "big"], RouteReason.NoAnswer),
            null
        )!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(team.Members, Is.EqualTo([new TeamMember("small", 3, 1), new TeamMember("big", 2, 2)]));
            Assert.That((team.Answers, team.Escalated, team.Unusable), Is.EqualTo((3L, 2L, 1L)), "a failure is none");
            Assert.That(
                TeamText.Asked(team),
                Is.EqualTo("asked small for 3 of 3 answers (100.0 %), big for 2 (66.7 %)")
            );
            Assert.That(TeamText.Blind(team), Is.Null);
        }
    }

    [Test]
    public void A_first_model_that_never_says_how_sure_it_is_is_told_of() =>
        Assert.That(
            TeamText.Blind(Of(new Route(["small", "big"], RouteReason.NoProbability))!),
            Does.StartWith("small gave no probability with 1 of 1 answers")
        );

    [Test]
    public void A_model_alone_is_no_team() => Assert.That(Of(null, null), Is.Null);

    private static TeamWork? Of(params Route?[] routes) =>
        TeamWork.Of(
            new ModelCells
            {
                Outcomes = [.. routes.Select(_ => Outcome.Answered)],
                Answers = new string?[routes.Length],
                Statistics = [],
                Columns = [],
                CostUsd = new decimal?[routes.Length],
                JudgingUsd = new double[routes.Length],
                LatencySeconds = new double[routes.Length],
                Usage = new Usage?[routes.Length],
                Confidence = new double[routes.Length],
                Attempts = new int[routes.Length],
                Routes = routes,
                Remarks = [.. routes.Select(_ => ImmutableArray<Remark>.Empty)],
                Failures = new FailureClass?[routes.Length],
                Evaluations = [.. routes.Select(_ => ImmutableArray<EvaluatorFinding>.Empty)],
            }
        );
}
