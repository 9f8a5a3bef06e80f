using EvalHarness.Tests.Architecture;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions;

public sealed class FrontDoorTests
{
    [Test]
    public void Only_the_front_door_its_options_and_metrics_as_evaluators_see_their_types()
    {
        var seeing = Arrows
            .All.Where(arrow =>
                arrow.FromNamespace.StartsWith("EvalHarness.Conclusions", StringComparison.Ordinal)
                && arrow.Assembly.StartsWith("Microsoft.Extensions.AI", StringComparison.Ordinal)
            )
            .Select(arrow => arrow.From.Split('.')[^1].Split('+', '/')[0])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

        Assert.That(
            seeing,
            Is.EqualTo(new[] { "Evaluation", "EvaluationOptions", "MetricEvaluator", "MetricEvaluators", "SuiteRun" })
        );
    }
}
