using EvalHarness.Conclusions;
using NetArchTest.Rules;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions;

public sealed class FrontDoorTests
{
    [Test]
    public void Only_the_front_door_and_its_options_see_a_chat_client()
    {
        var seeing = Types
            .InAssembly(typeof(Evaluation).Assembly)
            .That()
            .ResideInNamespace("EvalHarness.Conclusions")
            .And()
            .HaveDependencyOnAny("Microsoft.Extensions.AI")
            .GetTypes()
            .Select(type => type.FullName.Split('.')[^1].Split('+', '/')[0])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

        Assert.That(seeing, Is.EqualTo(new[] { "Evaluation", "EvaluationOptions", "SuiteRun" }));
    }
}
