using System.CommandLine;
using EvalHarness.Core;
using EvalHarness.Runs.Shards;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary>The option that asks for one part of a run.</summary>
internal static class Shards
{
    /// <summary><c>--shard 3/8</c>.</summary>
    public static Option<string?> Option()
    {
        var option = new Option<string?>("--shard")
        {
            Description =
                "Ask one part of the samples, such as 3/8, on a machine of its own; 'merge' joins the parts. "
                + "Clusters stay together, and each part has its share of budget and limits.",
            HelpName = "i/n",
        };
        option.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var text }] && !Shard.TryParse(text, out _))
            {
                given.AddError(
                    new Fault(
                        new Location(option.Name),
                        $"found {Wording.Quote(text)}",
                        FormattableString.Invariant(
                            $"a part such as 3/8: from 1/8 to 8/8, at most {Shard.Most} of them"
                        )
                    ).ToString()
                );
            }
        });
        return option;
    }

    /// <summary>The shard that was asked for; null where none was.</summary>
    /// <param name="text">What the option says, which was checked.</param>
    public static Shard? Read(string? text) => Shard.TryParse(text, out var shard) ? shard : null;
}
