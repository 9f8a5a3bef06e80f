using System.CommandLine;
using EvalHarness.Core;

namespace EvalHarness.Cli.Verbs;

/// <summary>The options of <c>evalharness cascade</c>: two models one after the other, several by slice, or one slice swapped.</summary>
internal sealed class CascadeOptions
{
    private static readonly NumberRange<double> Money = new("a sum of money above 0", value => value is > 0 and < 1e12);

    public Option<string?> First { get; } =
        new("--first")
        {
            Description = "Model that is always asked; with --by, where slices do not speak for the other.",
        };

    public Option<string?> Then { get; } =
        new("--then")
        {
            Description = "Model that is asked where the first is unsure; with --by, where slices speak for it.",
        };

    public Option<string?> By { get; } =
        new("--by")
        {
            Description = "Slice or field that decides which model is asked: a router instead of a cascade.",
        };

    public Option<string?> Among { get; } =
        new("--among")
        {
            Description =
                "Models between which --by decides, divided by commas, or all: each slice goes to the one that is worth most there.",
        };

    public Option<string?> Swap { get; } =
        new("--swap")
        {
            Description = "Slice that another model answers, as FIELD=VALUE: what --with instead of --base does.",
        };

    public Option<string?> With { get; } = new("--with") { Description = "Model that answers the slice of --swap." };

    public Option<string?> Base { get; } =
        new("--base") { Description = "Model, or router, that answers everything before --swap." };

    public Option<string?> Task { get; } = new("--task") { Description = "Task; the first one by default." };

    public NumberOption<int> Folds { get; } =
        new("--folds", NumberRange.From(2)) { Description = "Folds of the cross-fit.", Otherwise = 5 };

    public NumberOption<double> Value { get; } =
        new("--value", Money) { Description = "What a right answer is worth, in US dollars.", Otherwise = 1 };

    /// <summary>All of them, in the order in which they are told.</summary>
    public IEnumerable<Option> All => [First, Then, By, Among, Swap, With, Base, Task, Folds, Value];

    /// <summary>The options of one way of asking, all given; a fault where one is missing or belongs to another way.</summary>
    /// <param name="parsed">What was asked.</param>
    /// <param name="needed">The options that this way needs.</param>
    /// <returns>Their values, in that order.</returns>
    /// <exception cref="DocumentException">An option is missing, or one too many.</exception>
    public string[] Only(ParseResult parsed, params Option<string?>[] needed)
    {
        Option<string?>[] ways = [First, Then, By, Among, Swap, With, Base];
        string way = string.Join(" and ", needed.Select(option => option.Name));
        foreach (var option in ways.Where(option => parsed.GetValue(option) is not null && !needed.Contains(option)))
        {
            bool isRouter = option == By && needed.Contains(First);
            if (!isRouter)
            {
                throw new DocumentException(
                    new Fault(new Location(option.Name), $"{option.Name} beside {needed[0].Name}", $"{way} alone")
                );
            }
        }

        foreach (var option in needed.Where(option => parsed.GetValue(option) is null))
        {
            throw new DocumentException(new Fault(new Location("cascade"), $"no {option.Name}", way));
        }

        return [.. needed.Select(option => parsed.GetValue(option)!)];
    }
}
