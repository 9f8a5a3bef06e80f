using EvalHarness.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Datasets;

public sealed class ConllDatasetReaderTests
{
    private DataFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new DataFolder();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [Test]
    public async Task A_sentence_is_a_row_with_its_words_tags_and_entities()
    {
        var rows = await folder.RowsAsync(
            "x.conll",
            "# split=test\n\nIris\tB-PER\nKolm\tI-PER\nleft\tO\nOslo\tB-LOC\n\n\nNothing\tO\nnew\tO\n"
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows, Has.Count.EqualTo(2));
            Assert.That(rows[0].Fields["id"], Is.EqualTo("1"));
            Assert.That(rows[0].Fields["document"], Is.Empty);
            Assert.That(rows[0].Fields["text"], Is.EqualTo("Iris Kolm left Oslo"));
            Assert.That(rows[0].Fields["tokens"], Is.EqualTo("""["Iris","Kolm","left","Oslo"]"""));
            Assert.That(rows[0].Fields["tags"], Is.EqualTo("B-PER I-PER O B-LOC"));
            Assert.That(
                rows[0].Fields["entities"],
                Is.EqualTo(
                    """[{"text":"Iris Kolm","type":"PER","start":0,"end":1},{"text":"Oslo","type":"LOC","start":3,"end":3}]"""
                )
            );
            Assert.That(rows[1].Fields["entities"], Is.EqualTo("[]"));
            Assert.That(rows.Select(row => row.Fields["split"]), Is.EqualTo(["test", "test"]));
            Assert.That(rows.Select(row => row.At.Line), Is.EqualTo([3, 9]));
        }
    }

    [TestCase(ConllScheme.Iob1, "I-A I-A B-A O I-B I-A", "B-A I-A B-A O B-B B-A")]
    [TestCase(ConllScheme.Bio, "B-A I-A B-A O B-B B-A", "B-A I-A B-A O B-B B-A")]
    [TestCase(ConllScheme.Iobes, "B-A E-A S-A O B-B I-B E-B", "B-A I-A B-A O B-B I-B I-B")]
    [TestCase(ConllScheme.Bilou, "B-A L-A U-A O B-B I-B L-B", "B-A I-A B-A O B-B I-B I-B")]
    [TestCase(ConllScheme.Any, "I-A E-A I-A U-A L-A", "B-A I-A B-A B-A B-A")]
    public async Task Tags_of_every_scheme_become_bio(ConllScheme scheme, string tags, string bio)
    {
        var rows = await folder.RowsAsync("x.conll", Words(tags), new ConllDatasetReader(Scheme: scheme));
        Assert.That(rows[0].Fields["tags"], Is.EqualTo(bio));
    }

    [TestCase(ConllScheme.Iob1, "O B-A", 2, "a tag with B where no entity of its type is before")]
    [TestCase(ConllScheme.Bio, "O I-A", 2, "a tag with I where no entity of its type has begun")]
    [TestCase(ConllScheme.Bio, "B-A I-B", 2, "a tag with I where no entity of its type has begun")]
    [TestCase(ConllScheme.Bio, "B-A E-A", 2, "a tag with E, which the scheme does not have")]
    [TestCase(ConllScheme.Iobes, "B-A O", 2, "the end of an entity whose last word has no tag with E or L")]
    [TestCase(ConllScheme.Bilou, "O B-A", 2, "the end of an entity whose last word has no tag with E or L")]
    public async Task A_tag_that_the_scheme_does_not_allow_is_a_fault(
        ConllScheme scheme,
        string tags,
        int line,
        string fault
    ) =>
        Assert.That(
            await DataFolder.FaultAsync(() =>
                folder.RowsAsync("x.conll", Words(tags), new ConllDatasetReader(Scheme: scheme))
            ),
            Does.StartWith($"x.conll:{line}: found {fault}")
        );

    [Test]
    public async Task Documents_are_counted_and_cells_have_the_names_they_are_given()
    {
        string text =
            "-DOCSTART- -X- O O\n\nNew NNP - I-LOC\nYork NNP - I-LOC\n\n-DOCSTART- -X- O O\n\n# # - O\nrose VBD - O\n";
        var rows = await folder.RowsAsync("x.conll", text, new ConllDatasetReader(["token", "pos", "chunk", "tag"]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => row.Fields["document"]), Is.EqualTo(["1", "2"]));
            Assert.That(rows.Select(row => row.Fields["text"]), Is.EqualTo(["New York", "# rose"]));
            Assert.That(rows[0].Fields["pos"], Is.EqualTo("""["NNP","NNP"]"""));
        }
    }

    [Test]
    public async Task Sentences_without_an_entity_of_the_types_that_count_may_be_left_out()
    {
        var rows = await folder.RowsAsync(
            "x.conll",
            "a I-MISC\n\nb I-ORG\nc I-MISC\n\nd O\n",
            new ConllDatasetReader(Types: ["ORG"], Empty: false)
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows, Has.Count.EqualTo(1));
            Assert.That(rows[0].Fields["id"], Is.EqualTo("2"));
            Assert.That(rows[0].Fields["tags"], Is.EqualTo("B-ORG O"));
        }
    }

    [TestCase("a B-X\nb\n", "x.conll:2: found 1 cell; expected 2 cells as in the lines before, or as 'columns' says")]
    [TestCase(
        "a NN B-X\nb I-X\n",
        "x.conll:2: found 2 cells; expected 3 cells as in the lines before, or as 'columns' says"
    )]
    [TestCase("alone\n", "x.conll:1: found 1 cell; expected a word and its tag")]
    [TestCase(
        "a O\nb person\n",
        "x.conll:2: found a word without a tag; expected O, or B, I, E, S, L or U with a type, such as B-PER"
    )]
    public async Task A_broken_line_is_named(string text, string fault) =>
        Assert.That(await DataFolder.FaultAsync(() => folder.RowsAsync("x.conll", text)), Is.EqualTo(fault));

    private static string Words(string tags) => string.Concat(tags.Split(' ').Select(tag => $"w {tag}\n"));
}
