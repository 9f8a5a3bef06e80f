using EvalHarness.NUnit;
using NUnit.Framework;

namespace EvalHarness.Suites.Tests;

/// <summary>Names of gate tests can be written in the language of <c>dotnet test --filter</c>, and none is met twice.</summary>
public sealed class FilterNamesTests
{
    [TestCase(
        "finance/headlines › gpt-4.1 › accuracy not worse than gpt-4o by 2 points",
        "finance/headlines/gpt-4.1/accuracy-not-worse-than-gpt-4o-by-2-points"
    )]
    [TestCase("a › b › share refused at most 1 %", "a/b/share-refused-at-most-1-percent")]
    [TestCase("tone › ours › cost at most $0.002", "tone/ours/cost-at-most-0.002")]
    [TestCase("suite (2) › a|b&c=d~e!f", "suite-2/a-b-c-d-e-f")]
    public void A_name_has_no_blank_and_no_sign_of_a_filter(string told, string name) =>
        Assert.That(new FilterNames().Of(new EvalTest(told, "suite.yaml")), Is.EqualTo(name));

    [Test]
    public void Two_gates_that_would_have_one_name_have_two()
    {
        var names = new FilterNames();
        string[] given =
        [
            .. new[] { "a › b (1)", "a › b 1", "a › b/1" }.Select(told => names.Of(new EvalTest(told, ""))),
        ];

        Assert.That(given, Is.EqualTo(new[] { "a/b-1", "a/b-1-2", "a/b/1" }));
    }
}
