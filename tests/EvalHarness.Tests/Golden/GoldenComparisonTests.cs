using System.Text.Json;
using NUnit.Framework;

namespace EvalHarness.Tests.Golden;

/// <summary>The runner itself must be able to fail.</summary>
public sealed class GoldenComparisonTests
{
    [TestCase("""{"x": 1.5}""", """{"x": 1.5000001}""", """{"abs": 1e-6}""")]
    [TestCase("""{"x": 1000.0}""", """{"x": 1000.1}""", """{"rel": 1e-3}""")]
    [TestCase("""{"x": "NaN"}""", """{"x": null}""", """{}""")]
    [TestCase("""{"x": ["NaN", "NaN"]}""", """{"x": [null, null]}""", """{}""")]
    [TestCase("""{"x": ["NaN", "NaN"]}""", """{"x": null}""", """{}""")]
    [TestCase("""{"x": "Infinity"}""", """{"x": "Infinity"}""", """{}""")]
    [TestCase("""{"x": true, "y": "a"}""", """{"x": true, "y": "a", "more": 1}""", """{}""")]
    [TestCase("""{"invalid": true}""", """{"invalid": true}""", """{}""")]
    [TestCase("""{"undefined": true}""", """null""", """{}""")]
    [TestCase("""{"undefined": true}""", """{"value": null}""", """{}""")]
    [TestCase(
        """{"p": 1e-20, "x": 2.0}""",
        """{"p": 1.05e-20, "x": 2.05}""",
        """{"abs": 0.1, "fields": {"p": {"abs": 0, "rel": 0.1}}}"""
    )]
    [TestCase(
        """{"mean": 1.0, "draw_mean": 2.0, "var": 0.02}""",
        """{"mean": 1.005, "draw_mean": 1.995, "var": 0.0215}""",
        """{"abs_mean": 0.01, "rel_var": 0.1}"""
    )]
    public void Agreement_passes(string expected, string actual, string tolerance) =>
        Assert.That(Compare(expected, actual, tolerance), Is.Null);

    [TestCase("""{"x": 1.5}""", """{"x": 1.51}""", """{"abs": 1e-6}""", "x")]
    [TestCase("""{"x": 3}""", """{"x": 3.0000001}""", """{"abs": 1}""", "x", Description = "Integers are exact")]
    [TestCase("""{"x": "NaN"}""", """{"x": 0.5}""", """{}""", "x")]
    [TestCase("""{"x": 0.5}""", """{"x": null}""", """{}""", "x")]
    [TestCase("""{"x": "Infinity"}""", """{"x": 1e308}""", """{"rel": 1}""", "x")]
    [TestCase("""{"x": 0.5}""", """{"y": 0.5}""", """{}""", "x", Description = "A missing field fails")]
    [TestCase("""{"x": "NaN"}""", """{}""", """{}""", "x", Description = "Undefined is said, not left out")]
    [TestCase("""{"x": [1.0, 2.0]}""", """{"x": [1.0]}""", """{}""", "x")]
    [TestCase("""{"x": [1.0, 2.0]}""", """{"x": [2.0, 1.0]}""", """{}""", "x[0]")]
    [TestCase("""{"a": {"b": "c"}}""", """{"a": {"b": "d"}}""", """{}""", "a.b")]
    [TestCase("""{"invalid": true}""", """{"x": 1.0}""", """{}""", "invalid")]
    [TestCase("""{"undefined": true}""", """{"value": 0.0}""", """{}""", "(all)")]
    [TestCase("""{"p": 1e-20}""", """{"p": 2e-20}""", """{"abs": 0.1, "fields": {"p": {"abs": 0, "rel": 0.1}}}""", "p")]
    [TestCase("""{"x": 0.5}""", """{"x": 0.51}""", """{"rel_same_rng": 1e-6, "abs_other_rng_prob": 0.02}""", "x")]
    [TestCase(
        """{"mean": 1.0, "var": 0.02}""",
        """{"mean": 1.005, "var": 0.028}""",
        """{"abs_mean": 0.01, "rel_var": 0.1}""",
        "var",
        Description = "What a mean may be off by is no allowance for a variance"
    )]
    public void Disagreement_names_the_field(string expected, string actual, string tolerance, string field) =>
        Assert.That(Compare(expected, actual, tolerance)?.Field, Is.EqualTo(field));

    [Test]
    public void The_cases_of_this_repository_are_all_found() =>
        Assert.That(
            Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden", "Cases"), "*.json"),
            Has.Length.GreaterThanOrEqualTo(22)
        );

    private static GoldenDifference? Compare(string expected, string actual, string tolerance) =>
        GoldenComparison.Compare(Json(expected), Json(actual), new GoldenTolerance(Json(tolerance)));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
