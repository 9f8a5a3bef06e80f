using System.CommandLine;

namespace EvalHarness.Cli;

/// <summary>Arguments and options that several verbs share.</summary>
internal static class Arguments
{
    /// <summary>One or more suite files or folders.</summary>
    public static Argument<string[]> Suites() =>
        new("suite")
        {
            Description = "Suite files, or folders whose suites are all taken.",
            Arity = ArgumentArity.OneOrMore,
        };

    /// <summary>One suite file or folder.</summary>
    public static Argument<string> Suite() => new("suite") { Description = "Suite file." };

    /// <summary>A run folder, or a suite whose latest run is taken.</summary>
    public static Argument<string> Run() =>
        new("run") { Description = "Run folder, or a suite file or name, whose latest run is taken." };

    /// <summary>The folder of the logs.</summary>
    public static Option<string> Results() =>
        new("--results") { Description = "Folder of the logs.", DefaultValueFactory = _ => "results" };

    /// <summary>Assemblies with words of the user's own.</summary>
    public static Option<string[]> Extensions() =>
        new("--extension")
        {
            Description =
                "Assembly of your own with words that suites use; its code is run. May be given several times.",
        };

    /// <summary>Machine-readable output.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON to standard output." };

    /// <summary>No progress, no leaderboard.</summary>
    public static Option<bool> Quiet() => new("--quiet", "-q") { Description = "Print results only, no progress." };

    /// <summary>Opens the page in a browser.</summary>
    public static Option<bool> Open() => new("--open") { Description = "Open the report in the browser." };

    /// <summary>The store of a fleet that asks the models.</summary>
    public static Option<string?> Fleet() =>
        new("--fleet")
        {
            Description =
                "Have the workers of a fleet ask the models that are elsewhere, by the address of their store: postgres://user@host/database.",
        };
}
