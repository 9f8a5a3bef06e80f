using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Specs;
using EvalHarness.Reports.Verdicts;
using EvalHarness.Tests.Decisions;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Verdicts;

/// <summary>What a decision says first, where a cheaper option is chosen than the one that was asked about.</summary>
public sealed class VerdictWordsTests
{
    private static readonly OptionSpec Small = Built("small", 0.9, 5000);

    [Test]
    public void A_dear_option_that_loses_is_named_where_a_cheaper_one_is_chosen() =>
        Assert.That(
            Of(Small, Built("big", 0.81, 9e6)).Lead,
            Does.StartWith("small, a fine-tuned")
                .And.EndsWith(" big, for $9M, would lose $8.91M and pays in none of 100 futures.")
        );

    [Test]
    public void No_other_option_is_spoken_of_where_the_dearest_is_chosen_or_pays() =>
        Assert.That(
            new[] { Of(Small), Of(Small, Built("cheap", 0.5, 10)), Of(Small, Built("big", 0.9, 6000)) }.Select(words =>
                words.Lead
            ),
            Has.All.StartsWith("small").And.None.Contains("would lose")
        );

    private static OptionSpec Built(string id, double quality, double price) =>
        new(id, quality, OptionKind.Lora) { Oneoff = price };

    private static VerdictWords Of(params OptionSpec[] options) =>
        new(DecisionAccount.Of(new DecisionCase(Examples.Plain(options))));
}
