using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Xml;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Sites;

/// <summary>Runs and changes for readers of feeds: JSON Feed 1.1 (jsonfeed.org) and Atom (RFC 4287). Dates are those of runs.</summary>
internal static class Feeds
{
    private const int Most = 100;

    /// <summary>The feed as JSON.</summary>
    public static byte[] Json(SiteOptions options, ImmutableArray<SuiteHistory> suites)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteString("version", "https://jsonfeed.org/version/1.1");
            writer.WriteString("title", options.Title);
            if (options.Address is { } address)
            {
                writer.WriteString("home_page_url", SiteDocument.Whole(address, SitePaths.Index));
                writer.WriteString("feed_url", SiteDocument.Whole(address, SitePaths.JsonFeed));
            }

            writer.WriteString("language", "en");
            writer.WriteStartArray("items");
            foreach (var item in Items(suites))
            {
                writer.WriteStartObject();
                writer.WriteString("id", Id(item));
                writer.WriteString("url", Link(options, item.Path));
                writer.WriteString("title", item.Title);
                writer.WriteString("content_text", item.Text);
                writer.WriteString("date_published", Date(item.At));
                writer.WriteStartArray("tags");
                writer.WriteStringValue(item.Suite);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return [.. buffer.ToArray(), (byte)'\n'];
    }

    /// <summary>The feed as Atom.</summary>
    public static byte[] Atom(SiteOptions options, ImmutableArray<SuiteHistory> suites)
    {
        var items = Items(suites).ToArray();
        using var buffer = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Indent = true,
            NewLineChars = "\n",
            Encoding = new System.Text.UTF8Encoding(false),
            CheckCharacters = false,
        };
        using (var writer = XmlWriter.Create(buffer, settings))
        {
            writer.WriteStartElement("feed", "http://www.w3.org/2005/Atom");
            Element(writer, "title", options.Title);
            Element(
                writer,
                "id",
                options.Address is { } own ? SiteDocument.Whole(own, SitePaths.Index) : Urn(options.Title)
            );
            Element(writer, "updated", Date(items.Length > 0 ? items.Max(item => item.At) : DateTimeOffset.UnixEpoch));
            if (options.Address is { } address)
            {
                To(writer, "self", SiteDocument.Whole(address, SitePaths.AtomFeed));
            }

            To(writer, "alternate", Link(options, SitePaths.Index));
            writer.WriteStartElement("author");
            Element(writer, "name", options.Title);
            writer.WriteEndElement();
            foreach (var item in items)
            {
                writer.WriteStartElement("entry");
                Element(writer, "title", item.Title);
                Element(writer, "id", Id(item));
                Element(writer, "updated", Date(item.At));
                To(writer, "alternate", Link(options, item.Path));
                Element(writer, "summary", item.Text);
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        return [.. buffer.ToArray(), (byte)'\n'];
    }

    private static IEnumerable<Item> Items(ImmutableArray<SuiteHistory> suites) =>
        suites
            .SelectMany(suite =>
                suite.Runs.Select(run => Of(suite, run)).Concat(suite.Changes().Select(step => Of(suite, step)))
            )
            .OrderByDescending(item => item.At)
            .ThenBy(item => item.Name, StringComparer.Ordinal)
            .Take(Most);

    private static Item Of(SuiteHistory suite, RunFacts run) =>
        new(
            $"run {suite.Suite} {run.Id}",
            suite.Suite,
            SitePaths.Run(suite.Suite, run.Id),
            $"{suite.Suite}: run of {SiteWords.Day(run.StartedAt)}",
            run.Answer,
            run.StartedAt
        );

    private static Item Of(SuiteHistory suite, JudgedStep step)
    {
        var difference = step.Step.Difference!;
        string points =
            $"{Show.Difference(difference, step.Step.IsShare)}{Show.DifferenceUnit(step.Step.IsShare)} ({Show.Range(difference, step.Step.IsShare)})";
        string word = step.Verdict == StepVerdict.Better ? "better" : "worse";
        return new(
            $"change {suite.Suite} {step.Step.Task} {step.Step.Model} {step.Step.From} {step.Step.To}",
            suite.Suite,
            SitePaths.Compare(suite.Suite, step.Step.From, step.Step.To),
            $"{suite.Suite}: {step.Step.Model} is {word}, {points}",
            $"{StepText.Causes(step.Step)}; {SiteWords.P(step.AdjustedPValue)} after correction over all steps.",
            suite.Run(step.Step.To).StartedAt
        );
    }

    private static string Id(Item item) => Urn(item.Name);

    /// <summary>A name that stays the same wherever the site stands: RFC 4122's form of a hash.</summary>
    private static string Urn(string name)
    {
        string hash = Digest.Of(name);
        return $"urn:uuid:{hash[..8]}-{hash[8..12]}-8{hash[13..16]}-8{hash[17..20]}-{hash[20..32]}";
    }

    private static string Link(SiteOptions options, string path) =>
        options.Address is { } address ? SiteDocument.Whole(address, path) : path;

    private static string Date(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void To(XmlWriter writer, string relation, string target)
    {
        writer.WriteStartElement("link");
        writer.WriteAttributeString("rel", relation);
        writer.WriteAttributeString("href", target);
        writer.WriteEndElement();
    }

    /// <summary>Text without the characters that XML has no way to write.</summary>
    private static void Element(XmlWriter writer, string name, string text) =>
        writer.WriteElementString(
            name,
            string.Concat(
                text.EnumerateRunes().Where(rune => rune.Value is '\t' or '\n' or >= ' ' and not 0xFFFE and not 0xFFFF)
            )
        );

    private sealed record Item(string Name, string Suite, string Path, string Title, string Text, DateTimeOffset At);
}
