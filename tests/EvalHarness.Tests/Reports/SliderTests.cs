using System.Globalization;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports;
using EvalHarness.Tests.Decisions;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>The what-if sliders of a decision's page, moved in a real browser from a file; skipped where there is no Chromium.</summary>
[Category("Browser")]
[NonParallelizable]
public sealed class SliderTests
{
    private const string Settle = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))";

    private static readonly Lazy<DecisionAccount> Worked = new(() =>
        DecisionAccount.Of(new DecisionCase(Examples.Worked("example-S3", 4000)))
    );

    private static ResponseSurface Surface => Worked.Value.Surface!;

    [Test]
    public async Task Every_slider_moves_the_value_to_what_the_surface_says_there()
    {
        await using var page = await Page.OpenAsync(Worked.Value);
        var now = new Dictionary<string, double>
        {
            ["volume"] = 0,
            ["uplift"] = 0,
            ["price"] = 1,
            ["frontier"] = Surface.FrontierNow,
        };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.NpvAsync(), Is.EqualTo(At(now)), "as assumed");
            foreach (
                var (knob, value) in new[]
                {
                    ("volume", 0.30102999566398120),
                    ("volume", -0.5),
                    ("uplift", 0.05),
                    ("uplift", -0.07),
                    ("price", 0.0),
                    ("price", 2.25),
                    ("frontier", 0.25),
                    ("frontier", 0.0),
                }
            )
            {
                await page.MoveAsync(knob, value);
                Assert.That(await page.NpvAsync(), Is.EqualTo(At(new(now) { [knob] = value })), $"{knob} at {value}");
                await page.MoveAsync(knob, now[knob]);
            }
        }
    }

    [TestCase("volume", 0.30102999566398120, "volume=2x")]
    [TestCase("uplift", 0.05, "uplift.{0}=+5pt")]
    [TestCase("price", 0.0, "price=0x")]
    public async Task A_slider_at_a_knot_agrees_with_the_model_run_again(string knob, double value, string change)
    {
        await using var page = await Page.OpenAsync(Worked.Value);
        await page.MoveAsync(knob, value);
        double shown = Amount(await page.NpvAsync());
        var again = DecisionAccount.Of(
            new DecisionCase(Examples.Worked("example-S3", 4000))
            {
                WhatIfs = WhatIf.Parse(string.Format(CultureInfo.InvariantCulture, change, Surface.Option)),
            }
        );
        double exact = again.Result.Options.Single(option => option.Id == Surface.Option).Npv;

        // The surface rests on the first 500 draws, and says so by its correction: a tenth of the value at most.
        Assert.That(shown, Is.EqualTo(exact).Within(0.1 * Math.Abs(exact)));
    }

    [Test]
    public async Task More_volume_at_a_gain_is_more_value_and_a_faster_frontier_is_less()
    {
        await using var page = await Page.OpenAsync(Worked.Value);
        Assert.That(Amount(await page.NpvAsync()), Is.Positive, "an answer is worth more than it costs");
        double[] volumes = await SweepAsync(page, "volume", [-1, -0.4, 0, 0.3, 1]);
        double[] uplifts = await SweepAsync(page, "uplift", [-0.2, -0.1, 0, 0.1, 0.2]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(volumes, Is.Ordered.Ascending.And.Unique);
            Assert.That(uplifts, Is.Ordered.Ascending.And.Unique);
        }
    }

    [Test]
    public async Task The_break_even_beside_a_slider_is_that_of_the_search()
    {
        var account = Worked.Value;
        await using var page = await Page.OpenAsync(account);
        var quality = account.Result.BreakEvens.First(one =>
            one.Option == Surface.Option && one.Assumption == Assumption.Quality
        );
        double uplift = quality.Value!.Value - quality.Current!.Value + Surface.UpliftNow;
        string text = await page.EvenAsync("uplift");
        string before = await page.EvenAsync("volume");
        await page.MoveAsync("uplift", -0.2);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.StartWith("breaks even at ").And.EndsWith(" points"));
            Assert.That(Points(text), Is.EqualTo(100 * uplift).Within(0.5), "knots are five points apart");
            Assert.That(await page.EvenAsync("volume"), Is.Not.EqualTo(before), "a worse model needs another volume");
        }
    }

    [Test]
    public async Task Keys_move_a_slider_reset_puts_all_back_and_each_says_its_name_and_unit()
    {
        await using var page = await Page.OpenAsync(Worked.Value);
        string start = await page.NpvAsync();
        await page.FocusAsync("volume");
        await page.PressAsync("ArrowRight", 39, 10);
        string moved = await page.NpvAsync();
        await page.PressAsync("ArrowLeft", 37, 10);
        string back = await page.NpvAsync();
        await page.PressAsync("End", 35, 1);
        string end = await page.NpvAsync();
        await page.ResetAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Amount(moved), Is.GreaterThan(Amount(start)));
            Assert.That(back, Is.EqualTo(start));
            Assert.That(end, Is.EqualTo(BigMoney.Of(Surface.Interpolate(10, 0, 1, Surface.FrontierNow), "USD")));
            Assert.That(await page.NpvAsync(), Is.EqualTo(start));
            Assert.That(
                await page.NamesAsync(),
                Is.EqualTo([
                    $"Answers asked for: {BigMoney.Count(Surface.AnswersNow)} a month",
                    $"Right answers of {Surface.Option} over those today: {Signed(100 * Surface.UpliftNow)} points",
                    "Prices per token: 1.00 times today’s",
                    FormattableString.Invariant(
                        $"Errors that general models lose a year: {100 * Surface.FrontierNow:0.0} %"
                    ),
                ])
            );
            Assert.That(await page.FetchedAsync(), Is.Zero, "nothing is fetched");
        }
    }

    private static string At(Dictionary<string, double> at) =>
        BigMoney.Of(Surface.Interpolate(Math.Pow(10, at["volume"]), at["uplift"], at["price"], at["frontier"]), "USD");

    private static async Task<double[]> SweepAsync(Page page, string knob, double[] values)
    {
        var amounts = new List<double>();
        foreach (double value in values)
        {
            await page.MoveAsync(knob, value);
            amounts.Add(Amount(await page.NpvAsync()));
        }

        await page.ResetAsync();
        return [.. amounts];
    }

    private static double Amount(string money)
    {
        double scale = money[^1] switch
        {
            'B' => 1e9,
            'M' => 1e6,
            'k' => 1e3,
            _ => 1,
        };
        string digits = money.Replace("\u2212", "", StringComparison.Ordinal).TrimStart('$').TrimEnd('B', 'M', 'k');
        return double.Parse(digits, CultureInfo.InvariantCulture) * scale * (money[0] == '\u2212' ? -1 : 1);
    }

    private static double Points(string text) =>
        double.Parse(
            text["breaks even at ".Length..^" points".Length].Replace('\u2212', '-'),
            CultureInfo.InvariantCulture
        );

    private static string Signed(double value) =>
        (value < 0 ? "\u2212" : "+") + Math.Abs(value).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>The page of a decision, open in a browser.</summary>
    private sealed class Page : IAsyncDisposable
    {
        private readonly Chromium browser;
        private readonly DirectoryInfo folder;

        private Page(Chromium browser, DirectoryInfo folder) => (this.browser, this.folder) = (browser, folder);

        public static async Task<Page> OpenAsync(DecisionAccount account)
        {
            _ = Chromium.Find();
            var folder = Directory.CreateTempSubdirectory("evalharness-sliders-");
            string file = Path.Combine(folder.FullName, "decision.html");
            await DecisionPage.WriteAsync(account, file);
#pragma warning disable CA2000 // The page owns it.
            return new Page(await Chromium.OpenAsync(file, Path.Combine(folder.FullName, "profile")), folder);
#pragma warning restore CA2000
        }

        public Task<string> NpvAsync() => browser.TextAsync("document.querySelector('[data-npv]').textContent");

        public Task<string> EvenAsync(string knob) =>
            browser.TextAsync($"document.querySelector('[data-even={knob}]').textContent");

        public async Task<string[]> NamesAsync() =>
            [
                .. (
                    await browser.EvaluateAsync(
                        "[...document.querySelectorAll('[data-knob]')].map(knob => knob.ariaLabel + ': ' + knob.ariaValueText)"
                    )
                )
                    .EnumerateArray()
                    .Select(name => name.GetString()!),
            ];

        public async Task<int> FetchedAsync() =>
            (await browser.EvaluateAsync("performance.getEntriesByType('resource').length")).GetInt32();

        public async Task MoveAsync(string knob, double value)
        {
            string number = value.ToString("R", CultureInfo.InvariantCulture);
            await browser.EvaluateAsync(
                $"{{ const knob = document.querySelector('[data-knob={knob}]'); knob.value = '{number}'; knob.dispatchEvent(new Event('input', {{ bubbles: true }})); }}"
            );
            await browser.EvaluateAsync(Settle);
        }

        public async Task FocusAsync(string knob) =>
            await browser.EvaluateAsync($"document.querySelector('[data-knob={knob}]').focus()");

        public async Task PressAsync(string key, int code, int times)
        {
            for (int time = 0; time < times; time++)
            {
                await browser.PressAsync(key, code);
            }

            await browser.EvaluateAsync(Settle);
        }

        public async Task ResetAsync()
        {
            await browser.EvaluateAsync("document.querySelector('[data-reset]').focus()");
            await browser.PressAsync("Enter", 13);
            await browser.EvaluateAsync(Settle);
        }

        public async ValueTask DisposeAsync()
        {
            await browser.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }
}
