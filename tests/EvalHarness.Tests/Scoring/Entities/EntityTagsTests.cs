using EvalHarness.Scoring.Entities;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Entities;

public sealed class EntityTagsTests
{
    [TestCase(TagScheme.Lenient, "I-PER I-PER O", "PER 0-1")]
    [TestCase(TagScheme.Iob2, "I-PER I-PER O", "")]
    [TestCase(TagScheme.Iob1, "I-PER I-PER B-PER", "PER 0-1, PER 2-2")]
    [TestCase(TagScheme.Iob2, "B-PER I-LOC B-LOC I-LOC", "PER 0-0, LOC 2-3")]
    [TestCase(TagScheme.Iobes, "B-PER I-PER S-LOC", "LOC 2-2")]
    [TestCase(TagScheme.Lenient, "B-PER I-PER S-LOC", "PER 0-1, LOC 2-2")]
    [TestCase(TagScheme.Bilou, "B-PER L-PER U-LOC", "PER 0-1, LOC 2-2")]
    [TestCase(TagScheme.Ioe2, "I-PER E-PER E-PER", "PER 0-1, PER 2-2")]
    [TestCase(TagScheme.Lenient, "", "")]
    public void Tags_are_read_by_the_scheme(TagScheme scheme, string tags, string entities) =>
        Assert.That(
            string.Join(
                ", ",
                EntityTags
                    .Read(tags.Split(' ', StringSplitOptions.RemoveEmptyEntries), scheme)
                    .Select(entity => $"{entity.Type} {entity.Start}-{entity.End}")
            ),
            Is.EqualTo(entities)
        );

    [TestCase(TagScheme.Iob2, "E-PER")]
    [TestCase(TagScheme.Bilou, "X-PER")]
    [TestCase(TagScheme.Lenient, "")]
    public void A_tag_that_the_scheme_does_not_know_is_rejected(TagScheme scheme, string tag) =>
        Assert.That(() => EntityTags.Read([tag], scheme), Throws.InstanceOf<ArgumentException>());
}
