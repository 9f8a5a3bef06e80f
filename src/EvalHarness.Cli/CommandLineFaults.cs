using System.CommandLine;
using System.CommandLine.Parsing;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Cli;

/// <summary>What is wrong with a command line, before any verb begins.</summary>
internal static class CommandLineFaults
{
    /// <summary>One line a fault; a misspelt verb or option is named as such, and not as what is missing without it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="args">Its words.</param>
    public static IReadOnlyList<string> Of(ParseResult parsed, IReadOnlyList<string> args)
    {
        var command = parsed.CommandResult.Command;
        string[] misspelt = [.. Options(parsed, args).Distinct(StringComparer.Ordinal)];
        if (misspelt.Length > 0)
        {
            return [.. misspelt.Select(name => Unknown(name, command))];
        }

        return command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count > 0
            ? [UnknownVerb(parsed.UnmatchedTokens[0], command)]
            : [.. parsed.Errors.Select(error => error.Message)];
    }

    /// <summary>Words that were meant as options: what follows <c>--</c>, and a value behind an equals sign, is what it is.</summary>
    private static IEnumerable<string> Options(ParseResult parsed, IReadOnlyList<string> args)
    {
        var written = args.TakeWhile(word => word != "--").ToHashSet(StringComparer.Ordinal);
        foreach (var child in parsed.CommandResult.Children)
        {
            string dashes = child is OptionResult ? "--" : "-";
            foreach (var token in child.Tokens.Where(token => written.Contains(token.Value)))
            {
                if (IsOption(token.Value, dashes))
                {
                    yield return NameIn(token.Value);
                }
            }
        }

        foreach (string word in parsed.UnmatchedTokens.Where(word => written.Contains(word) && IsOption(word, "-")))
        {
            yield return NameIn(word);
        }
    }

    private static bool IsOption(string word, string dashes) =>
        word.StartsWith(dashes, StringComparison.Ordinal)
        && word.Length > dashes.Length
        && !NumberText.TryRead(word, out double _);

    private static string NameIn(string word) => word.Split('=', ':')[0];

    private static string Unknown(string name, Command command)
    {
        string[] known =
        [
            .. command
                .Options.Concat(
                    command.Parents.OfType<Command>().SelectMany(one => one.Options).Where(one => one.Recursive)
                )
                .Where(option => !option.Hidden)
                .SelectMany(option => option.Aliases.Prepend(option.Name))
                .Where(option => option.StartsWith('-')),
        ];
        return new Fault(
            new Location(Path(command)),
            $"unknown option {Wording.Quote(name)}",
            "one of those that --help shows",
            Spelling.Nearest(name, known)
        ).ToString();
    }

    private static string UnknownVerb(string word, Command command)
    {
        string[] known = [.. command.Subcommands.Select(verb => verb.Name)];
        return new Fault(
            new Location(Path(command)),
            $"unknown command {Wording.Quote(word)}",
            string.Join(", ", known),
            Spelling.Nearest(word, known)
        ).ToString();
    }

    /// <summary>The words that lead to a command, without the tool's own; the tool's where there are none.</summary>
    private static string Path(Command command)
    {
        var words = new Stack<string>();
        for (var at = command; at is not (null or RootCommand); at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            words.Push(at.Name);
        }

        return words.Count == 0 ? "evalharness" : string.Join(' ', words);
    }
}
