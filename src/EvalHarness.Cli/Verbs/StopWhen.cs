using System.CommandLine;
using EvalHarness.Comparisons.Stopping;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary>The options by which a run may stop before all is asked.</summary>
internal sealed class StopWhen
{
    private const string Decided = "decided";

    private readonly Option<string?> when = When();

    private readonly NumberOption<int> looks = new("--looks", Looks)
    {
        Description = "Looks at the data of a run that may stop.",
        Otherwise = SequentialMonitor.DefaultLooks,
    };

    /// <summary>How many looks there may be.</summary>
    public static NumberRange<int> Looks { get; } = NumberRange.Between(1, 10_000);

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [when, looks];

    /// <summary>How often a run of a suite is looked at; null when it may not stop.</summary>
    /// <exception cref="DocumentException">The headline of a task cannot be watched.</exception>
    public int? Read(ParseResult parsed, Suite suite)
    {
        if (parsed.GetValue(when) is null)
        {
            return null;
        }

        Fault[] faults = [.. StoppingWhenDecided.Faults(suite)];
        return faults.Length > 0 ? throw new DocumentException(faults) : parsed.NumberOf(looks);
    }

    private static Option<string?> When()
    {
        var option = new Option<string?>("--stop-when")
        {
            Description =
                "decided: ask in random order and stop when every declared comparison is decided, however often it is looked at. "
                + "Decides fewer runs than one look at the end does.",
        };
        option.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var word }] && word != Decided)
            {
                string? meant = Spelling.Nearest(word, [Decided]);
                given.AddError(
                    new Fault(new Location(option.Name), $"found {Wording.Quote(word)}", Decided, meant).ToString()
                );
            }
        });
        return option;
    }
}
