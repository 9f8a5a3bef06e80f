using System.Collections.Immutable;
using CsCheck;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Datasets.Perturbations;
using EvalHarness.Tests.Suites;
using NUnit.Framework;

namespace EvalHarness.Tests.Datasets;

/// <summary>Changes of samples that a person would answer alike.</summary>
public sealed class PerturbationTests
{
    private const string Text = "Harbour Bank raised 1,250 million for its Copenhagen branch, said Lena's chief.";

    private static readonly Location At = new("suite.yaml", 7, 5);

    private static readonly Gen<Sample> Samples = Gen.Select(
        Gen.String[Gen.Char["abcdefghXYZ äß0189.,-"], 1, 80],
        Gen.String[Gen.Char["abc019"], 1, 6],
        (text, id) => Sample(text) with { Id = id }
    );

    private static readonly IPerturbation[] Texts =
    [
        new Typos(),
        new Typos(1),
        new LetterCase(),
        new LetterCase(LetterForm.Upper),
        new LetterCase(LetterForm.Title),
        new Spacing(),
    ];

    [TestCaseSource(nameof(Texts))]
    public async Task A_change_hangs_on_seed_and_sample_alone_and_keeps_the_rest(object given)
    {
        var change = await ((IPerturbation)given).OverAsync(Task(), default);
        var again = await ((IPerturbation)given).OverAsync(Task(), default);

        Samples.Sample(sample =>
        {
            var changed = change(sample)!;
            return changed.Id == sample.Id
                && changed.Fields["text"] == again(sample)!.Fields["text"]
                && changed.Fields["company"] == sample.Fields["company"]
                && changed.Targets.SequenceEqual(sample.Targets)
                && changed.Slices == sample.Slices
                && changed.ContentHash != sample.ContentHash;
        });
    }

    [TestCaseSource(nameof(Texts))]
    public async Task No_digit_changes(object given)
    {
        var change = await ((IPerturbation)given).OverAsync(Task(), default);

        Samples.Sample(sample =>
            string.Concat(change(sample)!.Fields["text"].Where(char.IsDigit))
            == string.Concat(sample.Fields["text"].Where(char.IsDigit))
        );
    }

    [Test]
    public async Task Typos_slip_within_long_words_and_nowhere_else()
    {
        var change = await new Typos(1).OverAsync(Task(), default);

        string[] words = change(Sample(Text))!.Fields["text"].Split(' ');
        string[] old = Text.Split(' ');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(words, Has.Length.EqualTo(old.Length));
            foreach (var (was, now) in old.Zip(words))
            {
                bool isLong = was.Trim(',', '.').Length >= 4 && was.Trim(',', '.').All(char.IsLetter);
                Assert.That(now == was, Is.EqualTo(!isLong), $"{was} became {now}");
                Assert.That(now[0], Is.EqualTo(was[0]));
                Assert.That(Math.Abs(now.Length - was.Length), Is.LessThanOrEqualTo(1));
            }
        }
    }

    [Test]
    public async Task Every_text_with_a_long_word_has_one_slip_at_least()
    {
        var change = await new Typos(0.0001).OverAsync(Task(), default);

        string[] words = change(Sample(Text))!.Fields["text"].Split(' ');
        Assert.That(words.Zip(Text.Split(' ')).Count(pair => pair.First != pair.Second), Is.EqualTo(1));
    }

    [TestCase(0.1)]
    [TestCase(0.5)]
    public async Task About_that_share_of_the_words_slips(double share)
    {
        var change = await new Typos(share).OverAsync(Task(), default);
        string text = string.Join(' ', Enumerable.Repeat("likeness", 2_000));

        int slips = change(Sample(text))!.Fields["text"].Split(' ').Count(word => word != "likeness");

        Assert.That(slips / 2_000.0, Is.EqualTo(share).Within(4 * Math.Sqrt(share * (1 - share) / 2_000)));
    }

    [Test]
    public async Task Words_of_a_right_answer_stay_as_they_are()
    {
        var sample = Sample(Text) with { Targets = ["copenhagen branch"] };
        foreach (var each in (IPerturbation[])[new Typos(1), new LetterCase(LetterForm.Upper)])
        {
            var change = await each.OverAsync(Task(), default);
            Assert.That(change(sample)!.Fields["text"], Does.Contain("Copenhagen branch"));
        }
    }

    [TestCase(LetterForm.Lower, "harbour bank raised 1,250 million")]
    [TestCase(LetterForm.Upper, "HARBOUR BANK RAISED 1,250 MILLION")]
    [TestCase(LetterForm.Title, "Harbour Bank Raised 1,250 Million")]
    public async Task Letters_are_written_as_asked(LetterForm form, string expected)
    {
        var change = await new LetterCase(form).OverAsync(Task(), default);

        Assert.That(change(Sample("Harbour Bank raised 1,250 million"))!.Fields["text"], Is.EqualTo(expected));
    }

    [Test]
    public async Task Blanks_grow_and_words_and_lines_stay()
    {
        var change = await new Spacing().OverAsync(Task(), default);

        string made = change(Sample(Text + "\nA second line."))!.Fields["text"];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(made, Does.Contain("  ").And.Not.Contain("    "));
            Assert.That(made.Split('\n'), Has.Length.EqualTo(2));
            Assert.That(
                string.Join(' ', made.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
                Is.EqualTo(Text + "\nA second line.")
            );
        }
    }

    [Test]
    public async Task A_table_in_JSON_is_left_alone()
    {
        var change = await new Typos(1).OverAsync(Task() with { Fields = ["table", "text"] }, default);
        var sample = With(Sample("likeness"), "table", """[["likeness", "12"]]""");

        var changed = change(sample)!;
        Assert.That(changed.Fields["table"], Is.EqualTo(sample.Fields["table"]));
        Assert.That(changed.Fields["text"], Is.Not.EqualTo("likeness"));
    }

    [Test]
    public async Task Options_never_keep_their_order_and_the_right_letter_moves_along()
    {
        var change = await new OptionOrder().OverAsync(Task(), default);
        var letters = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < 200; i++)
        {
            var sample = Lettered($"s{i}", "B");
            var changed = change(sample)!;
            string[] columns = ["A", "B", "C", "D"];
            Assert.That(
                columns.Select(column => changed.Fields[column]),
                Is.EquivalentTo(columns.Select(column => sample.Fields[column]))
            );
            Assert.That(
                columns.Select(column => changed.Fields[column]),
                Is.Not.EqualTo(columns.Select(column => sample.Fields[column]))
            );
            Assert.That(changed.Fields[changed.Targets.Single()], Is.EqualTo("two"));
            letters.Add(changed.Targets.Single());
        }

        Assert.That(letters, Is.EquivalentTo(["A", "B", "C", "D"]), "every place is taken at times");
    }

    [Test]
    public async Task Options_of_a_list_turn_as_a_list_and_a_right_answer_in_words_stays()
    {
        var change = await new OptionOrder().OverAsync(Task(), default);
        var sample = With(Sample("?"), "choices", """["yes \"quoted\"", "no"]""") with { Targets = ["no", "a"] };

        var changed = change(sample)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(changed.Fields["choices"], Is.EqualTo("""["no","yes \"quoted\""]"""));
            Assert.That(changed.Targets, Is.EqualTo(["no", "B"]));
        }
    }

    [Test]
    public async Task Options_that_cannot_turn_are_a_fault_where_they_are_declared()
    {
        var change = await new OptionOrder().OverAsync(Task(), default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Message(change, Sample("?")), Does.StartWith("suite.yaml:7:5: no field 'A' of options"));
            Assert.That(
                Message(change, Lettered("s", "3")),
                Does.StartWith("suite.yaml:7:5: the right answer of sample 's', which is no letter and no option")
            );
            Assert.That(
                Message(change, With(Sample("?"), "options", "yes, no")),
                Does.StartWith("suite.yaml:7:5: field 'options' of sample 's1'; expected a JSON list of texts")
            );
        }
    }

    [Test]
    public async Task Other_words_come_from_a_file_and_samples_without_are_left_out()
    {
        using var folder = new SuiteFolder();
        string file = folder.Write("words.csv", "id,text\ns1,Said otherwise.\n");
        var change = await Words(file).OverAsync(Task(), default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(change(Sample(Text))!.Fields["text"], Is.EqualTo("Said otherwise."));
            Assert.That(change(Sample(Text) with { Id = "s2" }), Is.Null);
        }
    }

    [TestCase("id,text\ns1,One.\ns1,Two.\n", "words.csv:3: sample 's1' in other words twice")]
    [TestCase("id,words\ns1,One.\n", "words.csv:2: the data have no column 'text' (text); expected one of id, words")]
    [TestCase("id,text\ns1,\n", "words.csv:2: 'text' is empty (text)")]
    public void A_file_of_other_words_that_is_wrong_is_told_with_its_line(string csv, string fault)
    {
        using var folder = new SuiteFolder();
        string file = folder.Write("words.csv", csv);

        Assert.That(
            async () => await Words(file).OverAsync(Task(), default),
            Throws.TypeOf<DocumentException>().With.Message.Contains(fault)
        );
    }

    private static Paraphrase Words(string file) => new(new FilePath(file, "words.csv"), "text");

    private static Perturbing Task() => new(["text"], 7, At, DatasetFormats.BuiltIn);

    private static Sample Sample(string text) =>
        new(
            "s1",
            ImmutableDictionary<string, string>.Empty.Add("text", text).Add("company", "Harbour Bank"),
            ["positive"],
            At
        )
        {
            ContentHash = "hash",
        };

    private static Sample With(Sample sample, string field, string value) =>
        sample with
        {
            Fields = sample.Fields.ToImmutableDictionary().SetItem(field, value),
        };

    private static Sample Lettered(string id, string target)
    {
        var sample = Sample("?") with { Id = id, Targets = [target] };
        foreach (var (letter, option) in new[] { ("A", "one"), ("B", "two"), ("C", "three"), ("D", "four") })
        {
            sample = With(sample, letter, option);
        }

        return sample;
    }

    private static string Message(Func<Sample, Sample?> change, Sample sample) =>
        Assert.Throws<DocumentException>(() => change(sample))!.Message;
}
