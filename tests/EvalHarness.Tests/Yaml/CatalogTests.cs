using EvalHarness.Core;
using EvalHarness.Suites;
using EvalHarness.Yaml;
using NUnit.Framework;

namespace EvalHarness.Tests.Yaml;

public sealed class CatalogTests
{
    private readonly Catalog catalog = new(typeof(CatalogTests).Assembly);

    [Test]
    public void Records_are_found_by_their_keyword_in_the_assemblies_given() =>
        Assert.That(catalog.Keywords(typeof(IFinish)).Keys, Is.EquivalentTo(new[] { "plain", "lacquer", "paint" }));

    [Test]
    public void Other_assemblies_add_nothing_unless_given() =>
        Assert.That(SuiteCatalog.With().Keywords(typeof(IFinish)), Is.Empty);

    [TestCaseSource(nameof(Lines))]
    public void A_word_is_written_in_one_canonical_line(IFinish finish, string line) =>
        Assert.That(catalog.Write(finish), Is.EqualTo(line));

    [TestCaseSource(nameof(Lines))]
    public void A_line_gives_the_word_back(IFinish finish, string line) =>
        Assert.That(catalog.Write(catalog.Read<IFinish>(line)), Is.EqualTo(catalog.Write(finish)));

    [Test]
    public void A_line_with_an_unknown_word_is_a_fault() =>
        Assert.That(
            () => catalog.Read<IFinish>("\"plian\""),
            Throws.TypeOf<DocumentException>().With.Message.Contains("did you mean 'plain'?")
        );

    [Test]
    public void Every_keyword_of_the_product_is_borne_by_one_record_for_each_extension_point()
    {
        var points = typeof(SuiteCatalog)
            .Assembly.GetTypes()
            .Where(type => type.IsInterface && type.IsPublic)
            .ToArray();
        Assert.That(() => points.Select(SuiteCatalog.With().Keywords).ToArray(), Throws.Nothing);
    }

    private static IEnumerable<TestCaseData> Lines()
    {
        yield return Case(new PlainFinish(), "\"plain\"");
        yield return Case(new Lacquer(), "\"lacquer\"");
        yield return Case(new Lacquer(0.1), """{"lacquer":{"shine":0.1}}""");
        yield return Case(new Lacquer(Wait: TimeSpan.FromSeconds(1.5)), """{"lacquer":{"wait":"1500ms"}}""");
        yield return Case(new Paint(["rot", "blau \"ü\""]), """{"paint":{"colours":["rot","blau \"ü\""]}}""");
        yield return Case(
            new Paint(["red"], new Lacquer(Coats: 2)),
            """{"paint":{"colours":["red"],"under":{"lacquer":{"coats":2}}}}"""
        );

        static TestCaseData Case(IFinish finish, string line) =>
            new TestCaseData(finish, line).SetArgDisplayNames(line);
    }
}
