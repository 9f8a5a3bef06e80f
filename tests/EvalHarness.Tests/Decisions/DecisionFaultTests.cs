using EvalHarness.Core;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

/// <summary>Spoils the shipped decisions in every way that a hand slips, one at a time: each is one clear line.</summary>
public sealed class DecisionFaultTests
{
    private static readonly string[] Files = ["bloomberggpt-s3.decision.yaml", "headline-sentiment.yaml"];
    private static readonly string[] Free = ["items", "max_vendor_share", "prevalence"];
    private static readonly string[] Enumerated = ["kind", "status", "mode", "evidence", "mastery", "dist", "type"];

    [TestCaseSource(nameof(Keys))]
    public void A_misspelt_key_is_one_fault_at_its_place_with_the_key_that_was_meant(Slip slip)
    {
        var faults = slip.Faults(slip.Misspelt);
        Assert.That(faults, Has.Length.EqualTo(1), slip.Told(faults));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(faults[0].At, Is.EqualTo(slip.At));
            Assert.That(faults[0].Found, Is.EqualTo($"unknown key '{slip.Misspelt}'"));
            Assert.That(faults[0].Expected, Is.Not.Empty);
            Assert.That(faults[0].DidYouMean, Is.EqualTo(slip.Written));
        }
    }

    [TestCaseSource(nameof(Words))]
    public void A_misspelt_word_is_one_fault_at_its_place_with_the_word_that_was_meant(Slip slip)
    {
        var faults = slip.Faults(slip.Misspelt);
        Assert.That(faults, Has.Length.EqualTo(1), slip.Told(faults));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(faults[0].At, Is.EqualTo(slip.At));
            Assert.That(faults[0].Found, Does.Contain($"'{slip.Misspelt}'"));
            Assert.That(faults[0].DidYouMean, Is.EqualTo(slip.Written));
        }
    }

    [TestCaseSource(nameof(Numbers))]
    public void A_word_for_a_number_is_one_fault_at_its_place_that_names_the_key(Slip slip)
    {
        var faults = slip.Faults("many");
        Assert.That(faults, Has.Length.EqualTo(1), slip.Told(faults));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(faults[0].At, Is.EqualTo(slip.At));
            Assert.That(
                faults[0].Found,
                Does.StartWith($"'many' for '{slip.Key}'").Or.StartWith("'many' for a horizon")
            );
            Assert.That(faults[0].ToString(), Does.Contain("number").Or.Contain("date").Or.Contain("true or false"));
        }
    }

    [TestCaseSource(nameof(Scalars))]
    public void A_mapping_for_a_single_value_is_a_fault_on_its_line(Slip slip)
    {
        var faults = slip.Faults("{ nonsense: 1 }");
        Assert.That(faults, Is.Not.Empty);
        Assert.That(faults, Has.All.Property(nameof(Fault.Expected)).Not.Null, slip.Told(faults));
        Assert.That(faults[0].At.Line, Is.EqualTo(slip.At.Line));
    }

    [TestCase("incumbent: general", "incumbent: genral", "'genral' for 'incumbent'", "general")]
    [TestCase("options: [router, general]", "options: [routr, general]", "'routr' for 'options'", "router")]
    [TestCase("options: [router, general]", "options: [router, router]", "one option twice for 'options'", null)]
    [TestCase("options: [router, general]", "options: [router]", "1 options for 'options'", null)]
    [TestCase("option: specialists", "option: specialist", "'specialist' for 'option'", "specialists")]
    [TestCase("parameter: realisation", "parameter: realization", "'realization' for 'parameter'", "realisation")]
    [TestCase("parameter: realisation", "parameter: lead.routr", "'lead.routr' for 'parameter'", "lead.router")]
    [TestCase("- id: router", "- id: general", "'general' for more than one option", null)]
    [TestCase("- { id: ab-test", "- { id: pilot-lora", "'pilot-lora' for more than one study", null)]
    [TestCase("kind: router", "kind: router\n      fallback: genral", "'genral' for 'fallback'", "general")]
    [TestCase("kind: router", "kind: router\n      fallback: router", "'router' for 'fallback'", null)]
    [TestCase(
        "quality: { dist: normal, mean: 0.8573",
        "quality: { uplift_over: genral, dist: normal, mean: 0.0573",
        "'genral' for 'uplift_over'",
        "general"
    )]
    [TestCase(
        "  policy:",
        "  constraints: { max_vendor_share: { opnai: 0.5 } }\n  policy:",
        "'opnai' for 'max_vendor_share'",
        null
    )]
    [TestCase(
        "  policy:",
        "  slices: [news]\n  constraints: { min_quality: [{ slice: nws, value: 0.5 }] }\n  policy:",
        "'nws' for 'slice'",
        "news"
    )]
    [TestCase("oneoff: { dist: lognormal, median", "oneoff: { median", "'median' without 'dist'", null)]
    [TestCase("median: 6.8e6, sigma: 0.5", "median: 6.8e6, p90: 7e6", "keys of a lognormal that do not fit", null)]
    [TestCase("a: 3, b: 2", "mean: 0.6, sd: 0.49", "'0.49' for 'sd'; expected less than 0.4899", null)]
    [TestCase("tokens_in: 1500", "tokens_in: -1500", "-1500 for api.tokens_in.general", null)]
    [TestCase("error_floor: 0.03", "error_floor: 3", "3 for market.error_floor", null)]
    [TestCase("median: 6.8e6", "median: 6.8e300", "an end of 3.18819E+301 for volume.v0", null)]
    [TestCase("median: 1.0, sigma: 0.6", "median: 1.0, sigma: 60", "an end of 3.34388E+80 for value.per_correct", null)]
    [TestCase("mean: 0.20, sd: 0.15", "mean: 2000, sd: 0.15", "a centre of 2000 for volume.growth", null)]
    [TestCase("horizon_months: 36", "horizon_months: infinite", "an infinite horizon without 'terminal:'", null)]
    [TestCase(
        "fixed_per_month: 30000",
        "fixed_per_month: { value: 1, dist: uniform, lo: 0, hi: 1 }",
        "'value' beside 'dist'",
        null
    )]
    public void What_does_not_fit_is_told_at_its_place(string right, string wrong, string found, string? meant)
    {
        string text = Slip.Text(Files[0]);
        int place = text.IndexOf(right, StringComparison.Ordinal);
        var faults = Slip.Read(string.Concat(text.AsSpan(0, place), wrong, text.AsSpan(place + right.Length)));
        Assert.That(faults, Is.Not.Empty);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(faults[0].ToString(), Does.Contain(found).And.Contain("; expected "));
            Assert.That(faults[0].DidYouMean, Is.EqualTo(meant));
            Assert.That(faults[0].At.Line, Is.InRange(1, text.Split('\n').Length));
        }
    }

    [Test]
    public void All_faults_are_told_together_in_the_order_in_which_they_stand()
    {
        string text = Slip.Text(Files[0])
            .Replace("incumbent: general", "incumbent: genral", StringComparison.Ordinal)
            .Replace("error_floor: 0.03", "error_flor: 0.03", StringComparison.Ordinal)
            .Replace("p_success: 0.8", "p_success: most", StringComparison.Ordinal);
        Assert.That(
            Slip.Read(text).Select(fault => fault.Found),
            Is.EqualTo(new[] { "'genral' for 'incumbent'", "unknown key 'error_flor'", "'most' for 'p_success'" })
        );
    }

    private static IEnumerable<TestCaseData> Keys() => Cases(slip => slip.IsKey);

    private static IEnumerable<TestCaseData> Words() =>
        Cases(slip => !slip.IsKey && (Enumerated.Contains(slip.Key) || slip.Key == "acknowledge_missing"));

    private static IEnumerable<TestCaseData> Numbers() =>
        Cases(slip => !slip.IsKey && (double.TryParse(slip.Written, out _) || slip.Key == "date"));

    private static IEnumerable<TestCaseData> Scalars() => Cases(slip => !slip.IsKey);

    private static IEnumerable<TestCaseData> Cases(Func<Slip, bool> isMeant) =>
        from file in Files
        from slip in Slip.Of(file, Free).Where(isMeant)
        select new TestCaseData(slip).SetArgDisplayNames($"{slip.At}: {slip.Key}");
}
