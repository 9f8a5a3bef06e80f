using System.CommandLine;
using EvalHarness.Comparisons.Stopping;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Suites;

namespace EvalHarness.Cli;

/// <summary>The options by which a run may stop before all is asked.</summary>
internal sealed class StopWhen
{
    private readonly Option<string?> when = new("--stop-when")
    {
        Description =
            "decided: ask in random order and stop when every declared comparison is decided, however often it is looked at. "
            + "Decides fewer runs than one look at the end does.",
    };

    private readonly Option<int> looks = new("--looks")
    {
        Description = "Looks at the data of a run that may stop.",
        DefaultValueFactory = _ => SequentialMonitor.DefaultLooks,
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [when, looks];

    /// <summary>How often a run of a suite is looked at; null when it may not stop.</summary>
    /// <exception cref="DocumentException">An option is wrong, or the headline of a task cannot be watched.</exception>
    public int? Read(ParseResult parsed, Suite suite)
    {
        if (parsed.GetValue(when) is not { } word)
        {
            return null;
        }

        int count = parsed.GetValue(looks);
        Fault[] faults =
        [
            .. word == "decided"
                ? Array.Empty<Fault>()
                :
                [
                    new Fault(
                        new Location(when.Name),
                        $"found '{word}'",
                        "decided",
                        Spelling.Nearest(word, ["decided"])
                    ),
                ],
            .. OptionFaults.Outside(looks, count, count is >= 1 and <= 10_000, "1 to 10,000"),
            .. StoppingWhenDecided.Faults(suite),
        ];
        return faults.Length > 0 ? throw new DocumentException(faults) : count;
    }
}
