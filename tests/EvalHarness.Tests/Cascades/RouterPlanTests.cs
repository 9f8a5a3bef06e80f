using EvalHarness.Cascades;
using EvalHarness.Comparisons.Joins;
using NUnit.Framework;

namespace EvalHarness.Tests.Cascades;

public sealed class RouterPlanTests
{
    [Test]
    public void Values_that_gain_enough_go_to_the_second_model_and_the_rest_to_the_other()
    {
        var plan = RouterPlan.Of(
            "topic",
            Answers(("law", 0, 1), ("law", 0, 1), ("art", 1, 0), ("art", 1, 1)),
            new(0, 0.5),
            -0.5
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                plan.Slices,
                Is.EqualTo([new RoutedSlice("law", 2, 0, 1, true), new RoutedSlice("art", 2, 1, 0.5, false)])
            );
            Assert.That(
                plan.Yaml("small", "big"),
                Is.EqualTo("provider: router\nslice: topic\nto:\n  law: big\notherwise: small")
            );
        }
    }

    [Test]
    public void Where_most_speaks_for_the_second_model_the_exceptions_are_the_first_ones()
    {
        var plan = RouterPlan.Of(
            "topic",
            Answers(("law", 0, 1), ("law", 0, 1), ("art", 1, 0), (null, 0, 1)),
            new(0, 0),
            0
        );
        Assert.That(
            plan.Yaml("small", "big"),
            Is.EqualTo("provider: router\nslice: topic\nto:\n  art: small\notherwise: big")
        );
    }

    [TestCase(0, false, "the first leads on the whole, and costs no more")]
    [TestCase(0.5, true, "that it leads is not worth its price")]
    public void Values_never_seen_go_where_all_samples_together_would(double firstUsd, bool isThen, string because)
    {
        // Leads of 0.75 and -1; 0.05 over all: any threshold up to 0.75 divides the two slices, 0.75 by the curve.
        (string?, double, double)[] art =
        [
            .. Enumerable.Range(0, 12).Select(i => ((string?)"art", 1.0, i % 4 == 3 ? 1.0 : 0)),
        ];
        (string?, double, double)[] law = [.. Enumerable.Repeat(((string?)"law", 0.0, 1.0), 8)];
        var plan = RouterPlan.Of("topic", Answers([.. art, .. law]), new(firstUsd, 0), 0.75);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(plan.OtherwiseThen, Is.EqualTo(isThen), because);
            Assert.That(
                plan.Slices.Select(slice => (slice.Value, slice.ToThen)),
                Is.EqualTo([("law", true), ("art", false)])
            );
        }
    }

    [TestCase(double.PositiveInfinity, true)]
    [TestCase(-1, false)]
    public void One_model_for_all_needs_no_router(double threshold, bool isThen)
    {
        var plan = RouterPlan.Of("topic", Answers(("law", 0, 1), ("art", 1, 0)), new(0, 0), threshold);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(plan.Yaml("small", "big"), Is.Null);
            Assert.That(plan.OtherwiseThen, Is.EqualTo(isThen));
        }
    }

    [TestCase("law", "law")]
    [TestCase("lora-400", "lora-400")]
    [TestCase("1", "\"1\"")]
    [TestCase("yes", "\"yes\"")]
    [TestCase("", "\"\"")]
    [TestCase("law: civil", "\"law: civil\"")]
    [TestCase("say \"hi\"\\\n", "\"say \\\"hi\\\"\\\\\\n\"")]
    public void A_value_that_is_no_plain_word_stands_in_quotes(string value, string written)
    {
        var plan = RouterPlan.Of("topic", Answers((value, 0, 1), ("art", 1, 0), ("art", 1, 0)), new(0, 0), 0);
        Assert.That(plan.Yaml("small", "big"), Does.Contain($"\n  {written}: big\n"));
    }

    private static SharedAnswers Answers(params (string? Slice, double First, double Then)[] answers) =>
        new(
            [.. answers.Select(_ => 0.0)],
            [.. answers.Select(answer => answer.First)],
            [.. answers.Select(answer => answer.Then)],
            [.. Enumerable.Range(0, answers.Length)]
        )
        {
            Slices = [.. answers.Select(answer => answer.Slice)],
        };
}
