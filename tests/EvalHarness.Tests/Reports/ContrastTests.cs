using System.Globalization;
using System.Text.RegularExpressions;
using EvalHarness.Reports.Pages;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>Contrast of the colours of the page as WCAG 2.2 counts it, of both schemes.</summary>
public sealed class ContrastTests
{
    private static readonly string[] Texts =
    [
        "ink",
        "soft",
        "faint",
        "custom",
        "general",
        "baseline",
        "good",
        "bad",
        "warn",
        "link",
    ];

    private static readonly Dictionary<string, string>[] Schemes = [.. Read()];

    [Test]
    public void Both_schemes_and_the_chosen_dark_one_are_declared()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Schemes, Has.Length.EqualTo(3), "light, dark by the system, dark by choice");
            Assert.That(Schemes[2], Is.EqualTo(Schemes[1]));
        }
    }

    [Test]
    public void Every_text_can_be_read_on_page_card_and_band(
        [Values(0, 1)] int scheme,
        [ValueSource(nameof(Texts))] string text,
        [Values("bg", "card", "band")] string ground
    ) => Assert.That(Ratio(Schemes[scheme], text, ground), Is.AtLeast(4.5));

    [Test]
    public void Numbers_can_be_read_on_every_step_of_heat(
        [Values(0, 1)] int scheme,
        [Values("h0", "h1", "h2", "h3", "h4", "h5", "h6", "heat0", "heat1")] string step
    ) => Assert.That(Ratio(Schemes[scheme], "ink", step), Is.AtLeast(4.5));

    [Test]
    public void Name_tags_can_be_read_on_the_shape_of_each_kind(
        [Values(0, 1)] int scheme,
        [Values("custom", "general", "baseline")] string kind
    ) => Assert.That(Ratio(Schemes[scheme], "card", kind), Is.AtLeast(4.5));

    [Test]
    public void Steps_of_heat_go_one_way([Values(0, 1)] int scheme)
    {
        double[] light =
        [
            .. Enumerable
                .Range(0, 7)
                .Select(step => Luminance(Schemes[scheme][FormattableString.Invariant($"h{step}")])),
        ];
        Assert.That(light, scheme == 0 ? Is.Ordered.Descending : Is.Ordered.Ascending);
    }

    [Test]
    public void Focus_can_be_seen_on_page_and_card([Values(0, 1)] int scheme, [Values("bg", "card")] string ground) =>
        Assert.That(Ratio(Schemes[scheme], "focus", ground), Is.AtLeast(3));

    private static IEnumerable<Dictionary<string, string>> Read() =>
        Regex
            .Matches(PageAssets.Css, @"\{([^{}]*--bg:[^{}]*)\}")
            .Select(block =>
                Regex
                    .Matches(block.Groups[1].Value, "--([a-z0-9]+): (#[0-9a-f]{6})")
                    .ToDictionary(one => one.Groups[1].Value, one => one.Groups[2].Value)
            );

    private static double Ratio(Dictionary<string, string> scheme, string first, string second)
    {
        double[] both = [Luminance(scheme[first]), Luminance(scheme[second])];
        return (both.Max() + 0.05) / (both.Min() + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            double value =
                int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }
}
