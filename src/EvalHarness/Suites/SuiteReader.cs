using System.Collections.Immutable;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Suite files to checked suites.</summary>
public static partial class SuiteReader
{
    /// <summary>Reads a suite and all that it includes, and checks what can be checked without reading its data.</summary>
    /// <param name="path">Path of the suite file.</param>
    /// <param name="catalog">The words that it may use.</param>
    /// <param name="environment">The value of an environment variable; null when it is not set.</param>
    /// <exception cref="DocumentException">The suite has faults: all of them, in the order in which they stand.</exception>
    public static Suite Read(string path, Catalog catalog, Func<string, string?> environment) =>
        Read(path, catalog, environment, given: []);

    /// <summary>Reads a suite for a program that gives the clients of some of its models.</summary>
    /// <param name="path">Path of the suite file.</param>
    /// <param name="catalog">The words that it may use.</param>
    /// <param name="environment">The value of an environment variable; null when it is not set.</param>
    /// <param name="given">Models whose backends are left open: what the suite says of them is not read, and no condition leaves them out.</param>
    /// <param name="evaluators">Where the evaluators of its metrics are found; among the types of the words' assemblies by default.</param>
    /// <exception cref="DocumentException">The suite has faults: all of them, in the order in which they stand.</exception>
    internal static Suite Read(
        string path,
        Catalog catalog,
        Func<string, string?> environment,
        ImmutableHashSet<string> given,
        EvaluatorSource? evaluators = null
    )
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(environment);
        var findings = new FaultCollector();
        var suite = Read(path, catalog, new Variables(environment), given, evaluators, findings);
        findings.ThrowIfAny();
        return suite!;
    }

    /// <summary>Reads several suites, and all suites of folders, with the faults of all of them at once.</summary>
    /// <param name="paths">Files, and folders that are searched through.</param>
    /// <param name="catalog">The words that they may use.</param>
    /// <param name="environment">The value of an environment variable; null when it is not set.</param>
    /// <exception cref="DocumentException">A suite has faults, a folder has no suite, or two suites have one name.</exception>
    public static ImmutableArray<Suite> ReadAll(
        IEnumerable<string> paths,
        Catalog catalog,
        Func<string, string?> environment
    )
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(environment);
        var findings = new FaultCollector();
        var suites = ReadAll(paths, catalog, environment, findings);
        findings.ThrowIfAny();
        return suites;
    }

    /// <summary>Reads several suites for a program that a fleet asks for: the secrets of its models are the workers' to know.</summary>
    /// <param name="paths">Files, and folders that are searched through.</param>
    /// <param name="catalog">The words that they may use.</param>
    /// <param name="environment">The value of an environment variable; null when it is not set.</param>
    /// <exception cref="DocumentException">A suite has faults, a folder has no suite, or two suites have one name.</exception>
    public static ImmutableArray<Suite> ReadAllForFleet(
        IEnumerable<string> paths,
        Catalog catalog,
        Func<string, string?> environment
    )
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(environment);
        var findings = new FaultCollector();
        var suites = ReadAll(paths, catalog, environment, findings, areSecretsElsewhere: true);
        findings.ThrowIfAny();
        return suites;
    }

    /// <summary>The suites as far as they could be read, though they have faults; one that is no suite at all is left out.</summary>
    /// <param name="paths">Files, and folders that are searched through.</param>
    /// <param name="catalog">The words that they may use.</param>
    /// <param name="environment">The value of an environment variable; null when it is not set.</param>
    /// <param name="findings">Where the faults go.</param>
    /// <param name="evaluators">Where the evaluators of their metrics are found; among the types of the words' assemblies by default.</param>
    /// <param name="notHere">Where data go that a suite of a folder lacks and says where to get: such a suite is passed over. Null makes faults of them.</param>
    /// <param name="areSecretsElsewhere">Whether the variables of secrets need not be set here; false by default.</param>
    internal static ImmutableArray<Suite> ReadAll(
        IEnumerable<string> paths,
        Catalog catalog,
        Func<string, string?> environment,
        FaultCollector findings,
        EvaluatorSource? evaluators = null,
        List<Fault>? notHere = null,
        bool areSecretsElsewhere = false
    )
    {
        var suites = ImmutableArray.CreateBuilder<Suite>();
        string[] named = [.. paths];
        foreach (string? file in named.SelectMany(path => Files(path, findings)).Distinct(StringComparer.Ordinal))
        {
            var own = new FaultCollector();
            var variables = new Variables(environment, areSecretsElsewhere);
            var suite = Read(file, catalog, variables, given: [], evaluators, own);
            if (notHere is not null && !named.Contains(file) && LacksDataAlone(own.Faults))
            {
                notHere.AddRange(own.Faults);
                continue;
            }

            own.MoveFaultsTo(findings);
            if (suite is null)
            {
                continue;
            }

            if (suites.FirstOrDefault(other => other.Name == suite.Name) is { } other)
            {
                findings.Add(
                    new Location(file),
                    $"a suite named {Wording.Quote(suite.Name)}, as in {other.File}",
                    "a name of its own"
                );
            }

            suites.Add(suite);
        }

        return suites.ToImmutable();
    }

    /// <summary>Whether nothing is wrong with a suite but that data are not here which it says where to get.</summary>
    /// <param name="faults">Its faults.</param>
    internal static bool LacksDataAlone(IReadOnlyCollection<Fault> faults) =>
        faults.Count > 0 && faults.All(fault => fault.IsDataNotHere);

    private static Suite? Read(
        string path,
        Catalog catalog,
        Variables variables,
        ImmutableHashSet<string> given,
        EvaluatorSource? evaluators,
        FaultCollector findings
    )
    {
        var sources = new SuiteSources(findings);
        if (sources.Load(path) is not { } loaded)
        {
            return null;
        }

        var root = GivenModels.LeaveOpen(loaded, given, catalog);

        if (SuiteExtensions.TryAdd(root, catalog, variables, findings) is not { } words)
        {
            // Its words are unknown: to tell of each of them would hide the one fault.
            return null;
        }

        var formats = SuiteExtensions.Formats(root, words, findings);
        var conditions = new Conditions(variables);
        var binder = new Binder(words, findings, variables, conditions.ScopeOf);
        if (binder.Bind<SuiteSpec>(root, "suite") is not { } written)
        {
            return null;
        }

        var places = new Places(binder.Origins);
        var asked = PromptFamilies.Answered(PromptVariants.Expand(written, places, findings), places, words);
        var spec = PerturbedTasks.Expand(asked, places, findings);
        var checks = new SuiteChecks(spec, places, conditions.Skipped, formats, findings)
        {
            Catalog = words,
            Evaluators = evaluators ?? EvaluatorSource.Types,
        };
        checks.Check();
        var teams = new Teams(
            TrainSizes.Expand(spec.Models, places),
            [.. conditions.Skipped, .. checks.UnreadableModels]
        );
        return new Suite(
            spec.Name,
            path,
            spec.Seed,
            teams.Models,
            teams.Skipped,
            [.. spec.Tasks.Where(task => !checks.Unreadable.Contains(task))],
            spec.Compare ?? new CompareSpec(),
            spec.Gates ?? [],
            sources.Read,
            [.. findings.Warnings]
        )
        {
            Catalog = words,
            Formats = formats,
            Description = spec.Description,
            Endpoints = spec.Endpoints ?? ImmutableDictionary<string, EndpointLimits>.Empty,
            Budget = spec.Budget ?? new BudgetSpec(),
            Report = spec.Report ?? new ReportSpec(),
            Decision = spec.Decision,
            Written = root,
            Require = spec.Require,
            Published = spec.Published,
        };
    }

    private static string[] Files(string path, FaultCollector findings)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        string[] suites = [.. FilesOf(path).Where(IsSuite)];
        if (suites.Length == 0)
        {
            findings.Add(new Location(path), "a folder without a suite", "a YAML file with the key 'suite:'");
        }

        return suites;
    }

    /// <summary>The YAML files of a folder and of all below it, in order.</summary>
    /// <param name="folder">Path of the folder.</param>
    public static IEnumerable<string> FilesOf(string folder) =>
        Directory
            .EnumerateFiles(
                folder,
                "*.y*ml",
                new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 16 }
            )
            .Where(file =>
                file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".yml", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);

    /// <summary>
    /// Whether a file is whole YAML that does not mean to be a suite: rules, prices, decisions. A broken file may have meant to.
    /// </summary>
    /// <param name="file">Path of the file.</param>
    public static bool IsSomethingElse(string file)
    {
        var findings = new FaultCollector();
        return YamlFile.Read(file, findings) is { } text
            && YamlComposer.Compose(text, file, findings) is YamlMapping mapping
            && !findings.HasFaults
            && mapping.Find("suite") is null
            && mapping.Find("tasks") is null;
    }

    /// <summary>Whether a file means to be a suite, whole or not.</summary>
    /// <param name="file">Path of the file.</param>
    public static bool IsSuite(string file) =>
        YamlFile.Read(file, new FaultCollector()) is { } text && SuiteKey().IsMatch(text);

    [GeneratedRegex(@"^[""']?suite[""']?\s*:", RegexOptions.Multiline)]
    private static partial Regex SuiteKey();
}
