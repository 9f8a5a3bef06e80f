using System.Text.RegularExpressions;
using CsCheck;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Answers;
using EvalHarness.Tests.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Answers;

[Parallelizable(ParallelScope.All)]
public sealed class OpenAnswerTests
{
    [TestCase("42", "42")]
    [TestCase("The total is $1,234.50.", "1234.5")]
    [TestCase("First 3, then 4. The answer is 7", "7")]
    [TestCase("#### 12", "12")]
    [TestCase("about 11.3%", "11.3%")]
    [TestCase("(250)", "-250")]
    [TestCase("€1.2bn", "1200000000")]
    [TestCase("no idea", null)]
    [TestCase("", null)]
    public void The_final_number_is_the_answer(string text, string? number) =>
        Assert.That(new NumberAnswer().Parse(text).Value, Is.EqualTo(number));

    [TestCase("1.234,5", "1234.5")]
    [TestCase("Der Wert ist 1.234", "1234")]
    [TestCase("0,125", "0.125")]
    [TestCase("12,345", "12.345")]
    public void A_decimal_comma_can_be_told(string text, string number)
    {
        var format = new NumberAnswer(DecimalComma: true);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(format.Parse(text).Value, Is.EqualTo(number));
            Assert.That(format.Canonical("12,5"), Is.EqualTo("12.5"));
        }
    }

    [Test]
    public void Markers_of_a_team_announce_numbers_too() =>
        Assert.That(
            new NumberAnswer(Markers: ["grand total"]).Parse("Grand total: 12, of which 5 are new").Value,
            Is.EqualTo("12")
        );

    [Test]
    public void No_text_makes_a_number_throw() =>
        Gen.String.Sample(text => new NumberAnswer().Parse(text) is { Value: not null } or { Reason: not null });

    [TestCase("(")]
    [TestCase("12 345 ")]
    [TestCase("3 + ")]
    [TestCase("The answer is 5. ")]
    public void Long_responses_are_read_to_the_end(string part) =>
        Assert.That(
            new NumberAnswer().Parse(string.Concat(Enumerable.Repeat(part, 200_000 / part.Length))).Reason,
            Is.Null.Or.Not.Empty
        );

    [Test]
    public void Percent_signs_can_be_dropped_on_both_sides()
    {
        var format = new NumberAnswer(NumberUnits.Drop);

        Assert.That(format.Parse("It grew by 11.30%").Value, Is.EqualTo(format.Canonical("11.3")));
    }

    [TestCase(TextNormalization.Trim, " The  Cat! ", "The  Cat!")]
    [TestCase(TextNormalization.Case, " The  Cat! ", "the cat!")]
    [TestCase(TextNormalization.Squad, " The  Cat's, an  end! ", "cats end")]
    [TestCase(TextNormalization.Squad, "a-b the-c", "ab thec")]
    public void Text_is_normalized(TextNormalization normalization, string text, string answer)
    {
        var format = new TextAnswer(normalization);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(format.Parse(text).Value, Is.EqualTo(answer));
            Assert.That(format.Canonical(text), Is.EqualTo(answer));
        }
    }

    [Test]
    public void The_first_line_can_be_asked_for() =>
        Assert.That(new TextAnswer(FirstLine: true).Parse("\n Paris\r\nbecause").Value, Is.EqualTo("Paris"));

    [Test]
    public void Blank_text_is_no_answer() => Assert.That(new TextAnswer().Parse(" \n").IsUsable, Is.False);

    [TestCase(@"label=(\w+)", null, false, "label=up label=down", "up")]
    [TestCase(@"label=(\w+)", null, true, "label=up label=down", "down")]
    [TestCase(@"(?<a>\d+) of (?<b>\d+)", "b", false, "3 of 4", "4")]
    [TestCase(@"\d+", null, false, "a 12", "12")]
    [TestCase(@"(?<=\$)\d+", null, false, "$7", "7")]
    [TestCase(@"\d+", null, false, "none", null)]
    public void A_pattern_finds_the_answer(string pattern, string? group, bool last, string text, string? answer) =>
        Assert.That(new RegexAnswer(pattern, group, last).Parse(text).Value, Is.EqualTo(answer));

    [Test]
    public void A_pattern_that_explodes_elsewhere_runs_in_linear_time() =>
        Assert.That(new RegexAnswer(@"^(a+)+$").Parse(new string('a', 50_000) + "b").IsUsable, Is.False);

    [Test]
    public void A_pattern_that_is_not_done_in_its_time_is_no_answer_and_no_wrong_one()
    {
        var format = new RegexAnswer(@"^(?=(a+)+$)b") { FurtherTries = [TimeSpan.FromMilliseconds(1)] };

        Assert.That(() => format.Parse(new string('a', 60) + "!"), Throws.TypeOf<RegexMatchTimeoutException>());
    }

    [Test]
    public void A_try_without_a_processor_does_not_count()
    {
        var used = new Queue<TimeSpan>([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(2)]);
        var format = new RegexAnswer(@"^(?=(a+)+$)b") { FurtherTries = [], ProcessorTime = used.Dequeue };

        Assert.That(
            () => format.Parse(new string('a', 60) + "!"),
            Throws
                .TypeOf<RegexMatchTimeoutException>()
                .With.Property(nameof(RegexMatchTimeoutException.MatchTimeout))
                .EqualTo(TimeSpan.FromSeconds(2))
        );
    }

    [Test]
    public void Half_a_character_in_an_object_is_no_fault() =>
        Assert.That(new NumberAnswer().Parse("Answer: 5 {\"note\": \"\ud800\"}").Value, Is.EqualTo("5"));

    [Test]
    public void Tries_end_with_the_processor_time_that_they_may_take_in_all()
    {
        double[] seconds = [0, 0.4, 0.4, 0.8];
        var used = new Queue<TimeSpan>(seconds.Select(TimeSpan.FromSeconds));
        var format = new RegexAnswer(@"^(?=(a+)+$)b")
        {
            FurtherTries = [],
            MostProcessorTime = TimeSpan.FromSeconds(0.6),
            ProcessorTime = used.Dequeue,
        };

        Assert.That(
            () => format.Parse(new string('a', 60) + "!"),
            Throws
                .TypeOf<RegexMatchTimeoutException>()
                .With.Property(nameof(RegexMatchTimeoutException.MatchTimeout))
                .EqualTo(TimeSpan.FromSeconds(2))
        );
    }

    [Test]
    public void Scoring_names_the_sample_that_a_pattern_is_not_done_with()
    {
        var format = new RegexAnswer(@"^(?=(a+)+$)b") { FurtherTries = [] };
        var scoring = new TaskScoring(new TaskHeader("odd", 1, 1), format, []);
        var response = LogSetup.Response("s7", new string('a', 60) + "!", model: "general");

        Assert.That(
            () => scoring.Resolve(response),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.Contains("task 'odd' that is not done with sample 's7' of model 'general' within")
        );
    }

    [TestCase("(", "group", "pattern")]
    [TestCase("a", "x", "group")]
    public void A_pattern_that_is_none_is_refused_at_its_key(string pattern, string? group, string key) =>
        Assert.That(
            () => new RegexAnswer(pattern, group),
            Throws.ArgumentException.With.Property(nameof(ArgumentException.ParamName)).EqualTo(key)
        );
}
