using System.CommandLine;
using EvalHarness.Cli;
using EvalHarness.Cli.Verbs;
using NUnit.Framework;

namespace EvalHarness.Tests.Cli;

/// <summary>Numbers on the command line: one kind of option, which takes no comma for a point nor for nothing.</summary>
public sealed class NumberOptionTests
{
    /// <summary>Every option with a number of every verb, found in the tree of commands.</summary>
    private static readonly (string Verb, Option Option, Command Command)[] Numbers =
    [
        .. from one in Commands(Program.Root(new Terminal(TextWriter.Null, TextWriter.Null)), [])
        from option in one.Command.Options
        where IsNumber(option.ValueType)
        select (one.Verb, option, one.Command),
    ];

    private static IEnumerable<TestCaseData> Options =>
        Numbers.Select(one =>
            new TestCaseData(one.Verb, one.Option.Name).SetArgDisplayNames(one.Verb, one.Option.Name)
        );

    private static IEnumerable<TestCaseData> WrongNumbers =>
        from one in Numbers
        from text in new[] { "0,02", "1,5", "1,000", "1e999", "NaN", "Infinity", "-∞", "2 %", "0x10", "one" }
        select new TestCaseData(one.Verb, one.Option.Name, text).SetArgDisplayNames(one.Verb, one.Option.Name, text);

    [Test]
    public void There_are_options_with_numbers() => Assert.That(Numbers, Has.Length.GreaterThan(18));

    [TestCaseSource(nameof(Options))]
    public void Every_option_with_a_number_is_of_the_one_kind(string verb, string name)
    {
        var option = Numbers.Single(one => one.Verb == verb && one.Option.Name == name).Option;
        var kind = option.GetType();
        Assert.That(kind.IsGenericType ? kind.GetGenericTypeDefinition() : kind, Is.EqualTo(typeof(NumberOption<>)));
    }

    [TestCaseSource(nameof(WrongNumbers))]
    public async Task What_is_no_number_is_refused_in_one_line_with_the_value(string verb, string name, string text)
    {
        var (exit, errors) = await RunAsync([.. verb.Split(' '), .. Required(verb), $"{name}={text}"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.EqualTo(ExitCode.YourFile));
            Assert.That(errors.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(1), errors);
            Assert.That(errors, Does.StartWith($"{name}: found '{text}'; expected a "));
        }
    }

    [TestCase("compare", "--margin", "0,02", "expected a number of at least 0; write 0.02")]
    [TestCase("compare", "--margin", "2%", "expected a number of at least 0; write 0.02")]
    [TestCase("compare", "--margin", "2,5 %", "expected a number of at least 0; write 0.025")]
    [TestCase("compare", "--resamples", "1,000", "expected a whole number from 100 to 1,000,000; write 1000")]
    [TestCase("compare", "--resamples", "1.000", "expected a whole number from 100 to 1,000,000; write 1000")]
    [TestCase("compare", "--resamples", "10 000", "expected a whole number from 100 to 1,000,000; write 10000")]
    [TestCase("compare", "--resamples", "1e4", "expected a whole number from 100 to 1,000,000; write 10000")]
    [TestCase("power", "--sd", "1,5", "expected a number above 0; write 1.5")]
    [TestCase("power", "--sd", "1,234", "expected a number above 0; write 1.234 or 1234")]
    [TestCase("power", "--sd", "1.234,5", "expected a number above 0; write 1234.5")]
    [TestCase("power", "--sd", "1,234.5", "expected a number above 0; write 1234.5")]
    [TestCase("power", "--cluster-size", "2,5", "expected a number of at least 1; write 2.5")]
    [TestCase("power", "--samples", "2.0", "expected a whole number of at least 2; write 2")]
    [TestCase("power", "--samples", "2,5", "expected a whole number of at least 2")]
    [TestCase("power", "--difference", "−0,02", "expected a number; write -0.02")]
    [TestCase("power", "--confidence", "95%", "expected a number in (0.5, 1); write 0.95")]
    public async Task The_mend_is_told_where_one_would_be_taken(string verb, string name, string text, string told)
    {
        var (_, errors) = await RunAsync([verb, .. Required(verb), $"{name}={text}"]);
        Assert.That(errors.TrimEnd('\n'), Is.EqualTo($"{name}: found '{text}'; {told}"));
    }

    [TestCase("compare", "--resamples", "99", "a whole number from 100 to 1,000,000")]
    [TestCase("compare", "--confidence", "95", "a number in (0, 1)")]
    [TestCase("compare", "--margin", "-1", "a number of at least 0")]
    [TestCase("power", "--sd", "0", "a number above 0")]
    [TestCase("monitor", "--looks", "10001", "a whole number from 1 to 10,000")]
    public async Task A_number_out_of_its_range_is_refused(string verb, string name, string text, string expected)
    {
        var (exit, errors) = await RunAsync([verb, .. Required(verb), $"{name}={text}"]);
        Assert.That((exit, errors), Is.EqualTo((ExitCode.YourFile, $"{name}: found {text}; expected {expected}\n")));
    }

    [Test]
    public async Task All_wrong_numbers_are_told_at_once()
    {
        var (exit, errors) = await RunAsync(["power", "--sd", "1,5", "--cluster-size", "2,5", "--epochs", "0"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.EqualTo(ExitCode.YourFile));
            Assert.That(
                errors.Split('\n').Select(line => line.Split(':')[0]),
                Is.EqualTo(["--sd", "--cluster-size", "--epochs", ""])
            );
        }
    }

    [TestCase("--difference", "-0.02")]
    [TestCase("--difference", "1e-2")]
    [TestCase("--difference", ".05")]
    [TestCase("--difference", "+0.05")]
    public async Task A_number_written_with_a_point_is_taken(string name, string text)
    {
        var (exit, errors) = await RunAsync(["power", "--discordance", "0.2", name, text]);
        Assert.That((exit, errors), Is.EqualTo((ExitCode.Good, "")));
    }

    [TestCase("--margin", "2", "--margin: found 2; expected at most 1 for shares: two points are 0.02")]
    [TestCase("--difference", "2", "--difference: found 2; expected a number but 0, at most the discordance of 0.2")]
    public async Task Power_takes_no_difference_that_shares_cannot_have(string name, string text, string told)
    {
        var (exit, errors) = await RunAsync(["power", "--discordance", "0.2", "--samples", "100", name, text]);
        Assert.That((exit, errors.TrimEnd('\n')), Is.EqualTo((ExitCode.YourFile, told)));
    }

    /// <summary>Runs the tool in this process.</summary>
    internal static async Task<(int Exit, string Errors)> RunAsync(string[] args)
    {
        using var errors = new StringWriter { NewLine = "\n" };
        int exit = await Program.RunAsync(args, new Terminal(TextWriter.Null, errors));
        return (exit, errors.ToString());
    }

    /// <summary>What a verb cannot do without: its arguments and options that must be given.</summary>
    private static IEnumerable<string> Required(string verb)
    {
        var command = Numbers.First(one => one.Verb == verb).Command;
        return command
            .Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0)
            .Select(_ => "there-is-none")
            .Concat(command.Options.Where(option => option.Required).SelectMany(option => new[] { option.Name, "x" }));
    }

    private static IEnumerable<(string Verb, Command Command)> Commands(Command command, string[] path) =>
        command
            .Subcommands.SelectMany(verb => Commands(verb, [.. path, verb.Name]))
            .Prepend((string.Join(' ', path), command));

    private static bool IsNumber(Type type) =>
        Array.Exists(
            (Nullable.GetUnderlyingType(type) ?? type.GetElementType() ?? type).GetInterfaces(),
            one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(System.Numerics.INumber<>)
        );
}
