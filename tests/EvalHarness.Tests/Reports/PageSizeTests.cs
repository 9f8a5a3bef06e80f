using System.Text.RegularExpressions;
using EvalHarness.Reports;
using EvalHarness.Reports.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>The size of a page is bounded, and what did not fit is said.</summary>
public sealed class PageSizeTests
{
    [Test]
    public async Task A_hundred_thousand_samples_by_four_models_with_long_texts_fit_into_20_megabytes()
    {
        using var stream = new MemoryStream();
        await HtmlReport.WriteAsync(InventedRun.Of(Recipes.All["large"]), stream);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stream.Length, Is.LessThan(20_000_000));
            Assert.That(stream.Length, Is.GreaterThan(10_000_000), "texts are kept while there is room");
        }
    }

    [Test]
    public async Task Where_texts_do_not_fit_those_on_which_models_disagree_are_kept_first()
    {
        var input = InventedRun.Of(Recipes.All["headlines"]) with { Texts = new TextLimits(RawCharacters: 9_000) };
        var page = new PageData(await Pages.WriteAsync(input));
        var core = page.Read("t0-core");
        var kept = core["chunk"]!
            .AsArray()
            .Select((chunk, i) => (chunk: (int)chunk!, i))
            .Where(s => s.chunk >= 0)
            .ToArray();
        int[][] marks = core["marks"]!
            .AsArray()
            .Select(model => model!.AsArray().Select(mark => (int)mark!).ToArray())
            .ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(kept, Has.Length.InRange(20, 120));
            Assert.That((int)page.Read("t0-header")["withTexts"]!, Is.EqualTo(kept.Length));
            Assert.That(
                kept.Select(s => marks.Select(model => model[s.i] >= 50).Distinct().Count()),
                Has.All.EqualTo(2)
            );
        }
    }

    [Test]
    public async Task A_long_text_is_cut_and_says_how_long_it_was()
    {
        var input = InventedRun.Of(Recipes.All["small"]) with { Texts = new TextLimits(Characters: 12) };
        var text = new PageData(await Pages.WriteAsync(input)).Read("t0-x0")["samples"]![0]!["f"]!["text"]!;
        string whole = input.Scores.Tasks[0].Samples[0].Fields["text"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)text["s"], Is.EqualTo(whole[..12]));
            Assert.That((int)text["n"]!, Is.EqualTo(whole.Length));
        }
    }

    [Test]
    public async Task No_bytes_for_texts_leaves_the_table_and_the_numbers()
    {
        var input = InventedRun.Of(Recipes.All["small"]) with { Texts = new TextLimits(Bytes: 0) };
        string page = await Pages.WriteAsync(input);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Regex.Matches(page, "id=\"t0-x"), Is.Empty);
            Assert.That((string?)new PageData(page).Read("t0-s0")[0], Does.StartWith("Alderfen Foods"));
        }
    }
}
