using EvalHarness.Imports;
using NUnit.Framework;

namespace EvalHarness.Tests.Imports;

/// <summary>Which of several filters, splits and perturbations counts.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class VariantChoiceTests
{
    [TestCase(new[] { "strict", "lenient" }, null, "strict", TestName = "The_first_where_all_have_names")]
    [TestCase(new[] { "typos", "" }, null, "", TestName = "The_unnamed_one_wherever_it_stands")]
    [TestCase(new[] { "", "typos" }, "typos", "typos", TestName = "The_one_that_is_wanted")]
    [TestCase(new[] { "", "typos" }, "capitals", null, TestName = "None_where_the_wanted_one_is_not_there")]
    public void Of_variants(string[] met, string? wanted, string? chosen) =>
        Assert.That(VariantChoice.Of(met, wanted), Is.EqualTo(chosen));
}
