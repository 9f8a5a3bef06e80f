using EvalHarness.Yaml;
using NUnit.Framework;

namespace EvalHarness.Tests.Yaml;

public sealed class WordingTests
{
    [TestCase("MaxTokens", "max_tokens")]
    [TestCase("F1", "f1")]
    [TestCase("Name", "name")]
    [TestCase("PricePerGpuHour", "price_per_gpu_hour")]
    public void Names_become_keys(string name, string key) => Assert.That(KeyNames.Of(name), Is.EqualTo(key));

    [TestCase("a\nb\t", "'a\\nb\\t'")]
    [TestCase("\u001b[31m", "'\\u001b[31m'")]
    [TestCase("a\u202eb", "'a\\u202eb'")]
    [TestCase("0123456789012345678901234567890123456789012345", "'0123456789012345678901234567890123456789...'")]
    public void A_text_is_shown_short_on_one_line_and_harmless(string text, string shown) =>
        Assert.That(Wording.Quote(text), Is.EqualTo(shown));
}
