using System.Globalization;
using System.Xml.Linq;
using EvalHarness.Reports.Formats;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Exports;

/// <summary>The answers of a run as test cases.</summary>
public sealed class JUnitExportTests
{
    private static async Task<XElement> RootAsync()
    {
        string[] files = await ExportSetup.ExportAsync(await ExportSetup.RunAsync(), "junit");
        return XDocument.Load(files.Single()).Root!;
    }

    private static XElement Suite(XElement root, string name) =>
        root.Elements("testsuite").Single(suite => suite.Attribute("name")!.Value == name);

    [Test]
    public async Task A_wrong_answer_fails_and_a_failed_request_is_an_error()
    {
        var suite = Suite(await RootAsync(), "tone › ours");
        string[] Cases(string element) =>
            [
                .. suite
                    .Elements("testcase")
                    .Where(one => one.Element(element) is not null)
                    .Select(one => one.Attribute("name")!.Value),
            ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Cases("error"), Is.EqualTo(["../s<5> #1", "../s<5> #2"]));
            // 1 is called bad and is good, 4 is called good and is bad, 6 has no usable answer.
            Assert.That(
                Cases("failure"),
                Is.EqualTo(["../s<1> #1", "../s<1> #2", "../s<4> #1", "../s<4> #2", "../s<6> #1", "../s<6> #2"])
            );
            Assert.That(
                suite.Descendants("failure").Select(one => one.Attribute("message")!.Value).Distinct(),
                Is.EqualTo(["accuracy 0", "accuracy 0, unparsable"])
            );
            Assert.That(suite.Elements("testcase").Count(), Is.EqualTo(ExportSetup.Samples * ExportSetup.Repeats));
        }
    }

    [Test]
    public async Task Where_scores_are_graded_only_an_unusable_answer_fails_and_others_tell_their_score()
    {
        var suite = Suite(await RootAsync(), "wording › ours");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                suite.Descendants("failure").Select(one => one.Parent!.Attribute("name")!.Value),
                Is.EqualTo(["../s<6>"])
            );
            Assert.That(
                suite.Descendants("system-out").Select(one => one.Value),
                Has.All.StartWith("edit_similarity ").And.Some.EqualTo("edit_similarity 1")
            );
        }
    }

    [Test]
    public async Task Without_a_metric_of_single_answers_equality_with_a_target_tells()
    {
        var suite = Suite(await RootAsync(), "whole › ours");
        Assert.That(
            suite.Descendants("failure").Select(one => one.Parent!.Attribute("name")!.Value),
            Is.EqualTo(["../s<1>", "../s<4>", "../s<6>"])
        );
    }

    [Test]
    public async Task Every_suite_counts_its_cases_and_quotes_no_text()
    {
        var root = await RootAsync();
        using (Assert.EnterMultipleScope())
        {
            foreach (var suite in root.Elements("testsuite"))
            {
                int Count(string name) => int.Parse(suite.Attribute(name)!.Value, CultureInfo.InvariantCulture);
                int Found(string name) => suite.Elements("testcase").Count(one => one.Element(name) is not null);
                Assert.That(Count("tests"), Is.EqualTo(suite.Elements("testcase").Count()));
                Assert.That(
                    (Count("failures"), Count("errors"), Count("skipped")),
                    Is.EqualTo((Found("failure"), Found("error"), Found("skipped")))
                );
            }

            Assert.That(root.ToString(), Does.Not.Contain(ExportSetup.Secret));
        }
    }

    [TestCase("a\u0001b\uFFFFc", "abc")]
    [TestCase("😀 日本", "😀 日本")]
    public void What_XML_cannot_hold_is_left_out_and_whole_characters_stay(string text, string clean) =>
        Assert.That(XmlCharacters.Clean(text), Is.EqualTo(clean));

    [Test]
    public void Half_a_character_is_left_out() =>
        Assert.That(XmlCharacters.Clean($"half {(char)0xD83D}"), Is.EqualTo("half "));
}
