using System.Collections.Immutable;
using CsCheck;
using EvalHarness.Core;
using EvalHarness.Scoring.Answers;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;
using static EvalHarness.Tests.Scoring.Metrics.MetricReferences;

namespace EvalHarness.Tests.Scoring.Answers;

[Parallelizable(ParallelScope.All)]
public sealed class EntitiesAnswerTests
{
    private const string Words = "Ann Lee of Acme met Ann Lee 's bank in New York";
    private const string Tags = "B-PER I-PER O B-ORG O O O O O O B-LOC I-LOC";

    private static readonly EntitiesAnswer Format = new(
        new Dictionary<string, ImmutableArray<string>>
        {
            ["PER"] = ["person", "people"],
            ["ORG"] = ["organization", "organisation", "company"],
            ["LOC"] = ["location", "geo-political entity"],
        },
        "tokens"
    );

    [TestCase(
        """[{"text": "Ann Lee", "type": "PER"}, {"text": "Acme", "type": "ORG"}, {"text": "New York", "type": "LOC"}]"""
    )]
    [TestCase("""{"PER": ["Ann Lee"], "ORG": ["Acme"], "LOC": ["New York"]}""")]
    [TestCase(
        """{"entities": [{"name": "Ann Lee", "label": "person"}, {"name": "Acme", "label": "Company"}, {"name": "New York", "label": "geo political entity"}]}"""
    )]
    [TestCase("""{"Ann Lee": "person", "Acme": "company", "New York": "location"}""")]
    [TestCase("""[["Ann Lee", "PER"], ["Acme", "ORG"], ["New York", "LOC"]]""")]
    [TestCase(
        """[{'text': 'Ann Lee', 'type': 'PER'}, {'text': 'Acme', 'type': 'ORG'}, {'text': 'New York', 'type': 'LOC'}]"""
    )]
    [TestCase("""["Ann Lee (person)", "Acme (organization)", "New York (location)"]""")]
    [TestCase(
        "Here they are:\n```json\n{\"Person\": [\"Ann Lee\"], \"Organisations\": [\"Acme\"], \"Locations\": [\"New York\"]}\n```\nDone."
    )]
    [TestCase("Ann Lee (person), Acme (organization), New York (location)")]
    [TestCase("Ann Lee (PER) and Acme (ORG); New York (LOC).")]
    [TestCase("Ann Lee, PER\nAcme, ORG\nNew York, LOC")]
    [TestCase("1. **Ann Lee**: person\n2. **Acme**: organization\n3. **New York**: location")]
    [TestCase("- Ann Lee - PER\n- Acme - ORG\n- New York - LOC")]
    [TestCase("PER: Ann Lee\nORG: Acme\nLOC: New York")]
    [TestCase("**Persons:**\n- Ann Lee\n\n**Organizations:**\n- Acme\n\n**Locations:**\n- New York")]
    [TestCase("| Entity | Type |\n|---|---|\n| Ann Lee | person |\n| Acme | company |\n| New York | location |")]
    [TestCase("| Type | Text |\n|---|---|\n| PER | Ann Lee |\n| ORG | Acme |\n| LOC | New York |")]
    [TestCase("Ann/B-PER Lee/I-PER of/O Acme/B-ORG met/O Ann/O Lee/O 's/O bank/O in/O New/B-LOC York/I-LOC")]
    [TestCase("B-PER I-PER O B-ORG O O O O O O B-LOC I-LOC")]
    [TestCase("B-person, I-person, O, B-company, O, O, O, O, O, O, B-location, I-location")]
    [TestCase("Ann B-PER\nLee I-PER\nof O\nAcme B-ORG\nmet O\nAnn O\nLee O\n's O\nbank O\nin O\nNew B-LOC\nYork I-LOC")]
    [TestCase("<think>ORG: Borealis</think>ann lee, per\nacme, org\nnew york, loc")]
    public void Every_way_to_name_entities_becomes_tags_of_the_words(string text) =>
        Assert.That(Read(Format, text), Is.EqualTo((Tags, (string?)null)));

    [TestCase("None")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("No named entities were found in the sentence.")]
    [TestCase("There are no entities.")]
    [TestCase("PER: none\nORG: none\nLOC: none")]
    [TestCase("""{"PER": [], "ORG": [], "LOC": []}""")]
    public void No_entities_is_an_answer(string text) =>
        Assert.That(Read(Format, text).Value, Is.EqualTo(string.Join(' ', Enumerable.Repeat("O", 12))));

    [TestCase("The sentence is about a bank.", "no list of entities")]
    [TestCase("Sure, here", "no list of entities")]
    [TestCase("""[{"text": "Acme", "type": "animal"}]""", "no entity of a known type")]
    [TestCase("<think>PER: Ann", "the thought has no end")]
    public void A_response_without_entities_says_why(string text, string reason) =>
        Assert.That(Read(Format, text), Is.EqualTo(((string?)null, reason)));

    [Test]
    public void An_entity_named_twice_takes_two_places_and_with_all_once_takes_both()
    {
        const string both = "B-PER I-PER O O O B-PER I-PER O O O O O";

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Read(Format, "Ann Lee, PER\nAnn Lee, PER").Value, Is.EqualTo(both));
            Assert.That(Read(Format with { Occurrences = Occurrences.All }, "Ann Lee, PER").Value, Is.EqualTo(both));
        }
    }

    [Test]
    public void The_longest_entity_takes_its_place_first() =>
        Assert.That(
            Read(Format, "York, PER\nNew York, LOC").Value,
            Is.EqualTo("O O O O O O O O O O B-LOC I-LOC | PER")
        );

    [Test]
    public void An_entity_that_is_nowhere_is_found_and_wrong_or_dropped()
    {
        const string text = "Acme, ORG\nBorealis, ORG";
        string gold = Format.For(Asked).Canonical("O O O B-ORG O O O O O O O O");
        double? Score(EntitiesAnswer format) => Value(new EntityF1(), Sample(Read(format, text).Value, gold));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Score(Format), Is.EqualTo(2 / 3.0).Within(1e-12));
            Assert.That(Score(Format with { Unplaced = Unplaced.Drop }), Is.EqualTo(1));
            Assert.That(
                Read(Format with { Unplaced = Unplaced.Drop }, "Borealis, ORG").Reason,
                Is.EqualTo("no entity that stands in the sentence")
            );
        }
    }

    [TestCase(Tags)]
    [TestCase("""["B-PER","I-PER","O","B-ORG","O","O","O","O","O","O","B-LOC","I-LOC"]""")]
    [TestCase(
        """[{"text":"Ann Lee","type":"PER","start":0,"end":1},{"text":"Acme","type":"ORG","start":3,"end":3},{"text":"New York","type":"LOC","start":10,"end":11}]"""
    )]
    [TestCase("Ann Lee, PER\nAcme, ORG\nNew York, LOC")]
    public void Targets_may_be_tags_or_entities(string target) =>
        Assert.That(Format.For(Asked).Canonical(target), Is.EqualTo(Tags));

    [Test]
    public void The_places_of_a_target_count() =>
        Assert.That(
            Format.For(Asked).Canonical("""[{"text":"Ann Lee","type":"PER","start":5,"end":6}]"""),
            Is.EqualTo("O O O O O B-PER I-PER O O O O O")
        );

    [Test]
    public void Signs_within_a_word_do_not_hide_an_entity() =>
        Assert.That(
            Format.For(new Sample("s", Fields("(Acme's) plan"), [], default)).Parse("Acme, ORG").Value,
            Is.EqualTo("B-ORG O")
        );

    [Test]
    public void Without_words_entities_are_lines_that_entity_f1_scores()
    {
        var format = Format with { Tokens = null };
        var metric = new EntityF1(Notation: EntityNotation.Lines);
        string gold = format.Canonical("""{"PER": ["Ann Lee"], "ORG": ["Acme"]}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(gold, Is.EqualTo("Ann Lee, PER\nAcme, ORG"));
            Assert.That(
                Value(metric, Sample(format.Parse("ann lee (person)").Value, gold)),
                Is.EqualTo(2 / 3.0).Within(1e-12)
            );
        }
    }

    [Test]
    public void A_word_for_two_types_is_refused() =>
        Assert.That(
            () => new EntitiesAnswer(new Dictionary<string, ImmutableArray<string>> { ["A"] = ["x"], ["B"] = ["x"] }),
            Throws.ArgumentException.With.Message.Contains("means both A and B")
        );

    [Test]
    public void No_text_makes_it_throw() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["[]{}\"':,()/|-\n BIOPERab"], 0, 60])
            .Sample(text => Format.For(Asked).Parse(text) is { Value: not null } or { Reason: not null });

    private static Sample Asked => new("s", Fields(Words), [], default);

    private static Dictionary<string, string> Fields(string words) => new() { ["tokens"] = words };

    private static (string? Value, string? Reason) Read(EntitiesAnswer format, string text)
    {
        var answer = format.For(Asked).Parse(text);
        return (answer.Value, answer.Reason);
    }
}
