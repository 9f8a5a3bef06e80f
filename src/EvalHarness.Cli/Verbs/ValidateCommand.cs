using System.Collections.Immutable;
using System.CommandLine;
using EvalHarness.Conclusions;
using EvalHarness.Conclusions.Measured;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Rules;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness validate</c>: prints every problem of suites and decisions at once; asks no model.</summary>
internal sealed class ValidateCommand(Terminal terminal, Catalog catalog)
{
    private readonly List<Fault> faults = [];

    public static Command Create(Terminal terminal)
    {
        var suites = new Argument<string[]>("suite")
        {
            Description = "Suite files, decision files, or folders whose suites and decisions are all taken.",
            Arity = ArgumentArity.OneOrMore,
        };
        return new Command("validate", "Check suites and decisions, print every problem at once; asks no model.")
        {
            suites,
        }.Does(
            terminal,
            (parsed, catalog, cancellationToken) =>
                new ValidateCommand(terminal, catalog).ValidateAsync(parsed.GetRequiredValue(suites), cancellationToken)
        );
    }

    private async Task<int> ValidateAsync(string[] paths, CancellationToken cancellationToken)
    {
        var (decisions, suites) = DecisionFiles.Divide(paths);
        var read = await ReadAsync(suites, cancellationToken);
        var decided = decisions
            .Select(file => (file, Asked: Try(() => DecisionFiles.Read(file, catalog), null)))
            .ToArray();
        if (faults.Count > 0)
        {
            throw new DocumentException(faults);
        }

        Verb.TellNotHere(terminal, read);
        foreach (var (suite, warnings) in read.Suites)
        {
            Tell(suite, warnings);
        }

        foreach (var (file, asked) in decided)
        {
            Tell(file, asked!);
        }

        return ExitCode.Good;
    }

    /// <summary>The suites, read and planned in a folder that is gone afterwards: nothing is asked, nothing is kept.</summary>
    private async Task<CheckedSuites> ReadAsync(string[] suites, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("evalharness-validate-");
        try
        {
            return await SuiteCheck.ReadAllAsync(
                suites,
                Verb.Options(catalog, folder.FullName),
                Environment.GetEnvironmentVariable,
                cancellationToken
            );
        }
        catch (DocumentException e)
        {
            faults.AddRange(e.Faults);
            return new CheckedSuites([], []);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What could be read; the faults are told together with those of the other files.</summary>
    private T Try<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (DocumentException e)
        {
            faults.AddRange(e.Faults);
            return otherwise;
        }
    }

    private void Tell(Suite suite, ImmutableArray<string> warnings)
    {
        foreach (string warning in warnings)
        {
            terminal.Note(warning);
        }

        int missing = suite.Decision is { } decision
            ? Warn(DecisionCase.Of(decision, catalog, Environment.GetEnvironmentVariable))
            : 0;

        terminal.Say(
            FormattableString.Invariant(
                $"{suite.File}: valid, {Plurals.Count(suite.Models.Length, "model")} ({suite.Skipped.Length} skipped), {Plurals.Count(suite.Tasks.Length, "task")}, {Plurals.Count(suite.Gates.Length, "gate")}"
            ) + Missing(missing, "; its decision")
        );
    }

    private void Tell(string file, DecisionCase asked)
    {
        int missing = Warn(asked);
        var spec = asked.Spec;
        string studies =
            spec.Studies.Length == 1 ? "1 study" : FormattableString.Invariant($"{spec.Studies.Length} studies");
        terminal.Say(
            $"{file}: valid, a decision between {Plurals.Count(spec.Options.Length, "option")}, {studies}{Missing(missing, "; it")}"
        );
    }

    /// <summary>Tells what the rules of a decision find.</summary>
    /// <returns>How much is missing for a verdict.</returns>
    private int Warn(DecisionCase asked)
    {
        Finding[] findings = [.. DecisionRules.Check(asked.Spec)];
        foreach (string line in DecisionFindings.Lines(asked, findings))
        {
            terminal.Note(line);
        }

        return findings.Count(finding => finding.Severity == FindingSeverity.Refusal);
    }

    private static string Missing(int missing, string whose) =>
        missing == 0 ? ""
        : missing == 1 ? $"{whose} gives no verdict until what is named above is said"
        : FormattableString.Invariant($"{whose} gives no verdict until the {missing} things named above are said");
}
