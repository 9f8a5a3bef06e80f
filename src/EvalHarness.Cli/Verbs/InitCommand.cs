using System.Collections.Immutable;
using System.CommandLine;
using EvalHarness.Cli.Drafts;
using EvalHarness.Cli.Views;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Files;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness init</c>: looks at a table and writes a first suite over it.</summary>
internal sealed class InitCommand(Terminal terminal)
{
    private readonly Argument<string> table = new("table")
    {
        Description = "Table of rows with right answers: CSV, TSV, JSONL or any other format that a suite reads.",
    };

    private readonly Option<string?> output = new("--out", "-o")
    {
        Description = "Suite file to write; the table's name with .yaml, in this folder, by default.",
    };

    private readonly Option<string?> target = new("--target") { Description = "Column of the right answers." };
    private readonly Option<string[]> text = new("--text")
    {
        Description = "Column that models are shown; may be given several times.",
    };

    private readonly Option<string?> id = new("--id") { Description = "Column that names the rows." };
    private readonly Option<string?> cluster = new("--cluster")
    {
        Description = "Column whose equal values tell rows that are not independent; 'none' for no such column.",
    };

    private readonly Option<string[]> slice = new("--slice")
    {
        Description = "Column by which results are told apart; may be given several times, 'none' for no such column.",
    };

    private readonly Option<string?> split = new("--split")
    {
        Description = "Column that tells training rows from test rows; 'none' for no such column.",
    };

    private readonly Option<bool> look = new("--look")
    {
        Description = "Only say what the table holds; write nothing.",
    };
    private readonly Option<bool> yes = new("--yes", "-y") { Description = "Take what was guessed without asking." };
    private readonly Option<bool> json = Arguments.Json();

    public static Command Create(Terminal terminal) => new InitCommand(terminal).Create();

    private Command Create() =>
        new Command("init", "Look at a table and write a first suite over it; asks no model.")
        {
            table,
            output,
            target,
            text,
            id,
            cluster,
            slice,
            split,
            look,
            yes,
            json,
        }.Does(terminal, InitAsync);

    private async Task<int> InitAsync(ParseResult parsed, Catalog catalog, CancellationToken cancellationToken)
    {
        string file = parsed.GetRequiredValue(table);
        if (!File.Exists(file))
        {
            throw new DocumentException(new Fault(new Location(file), "no such file", "a table of rows"));
        }

        var profile = await TableProfile.ReadAsync(
            file,
            new DatasetFormats(catalog.Keywords(typeof(IDatasetReader)).Values),
            cancellationToken
        );
        string path = parsed.GetValue(output) ?? Path.GetFileName(file).Split('.')[0] + ".yaml";
        var roles = Given(parsed, profile, TableRoles.Guess(profile));
        if (!parsed.GetValue(json))
        {
            TableView.Write(terminal, profile, roles);
        }

        bool isLook = parsed.GetValue(look);
        if (!isLook && File.Exists(path))
        {
            throw new DocumentException(
                new Fault(new Location(path), "a file that is there already", "another name for --out")
            );
        }

        if (!isLook && terminal.CanAsk && !parsed.GetValue(yes) && !parsed.GetValue(json))
        {
            roles = Ask(profile, roles);
        }

        if (isLook && (roles.Target is null || roles.Texts.IsEmpty))
        {
            WriteJson(parsed, profile, roles, null, null);
            return ExitCode.Good;
        }

        var draft = new SuiteDraft(profile, Whole(profile, roles), Relative(path, file), path);
        if (!isLook)
        {
            Files.MakeFolderOf(path);
            await WholeFile.WriteAsync(path, draft.ToString(), cancellationToken);
        }

        if (!WriteJson(parsed, profile, roles, draft, isLook ? null : path))
        {
            terminal.Say(draft.Power);
            if (!isLook)
            {
                terminal.Write(path);
                terminal.Note($"next: evalharness run {path}");
            }
        }

        return ExitCode.Good;
    }

    private bool WriteJson(ParseResult parsed, TableProfile profile, TableRoles roles, SuiteDraft? draft, string? path)
    {
        if (parsed.GetValue(json))
        {
            JsonView.Write(terminal, TableView.Json(profile, roles, draft, path));
        }

        return parsed.GetValue(json);
    }

    /// <summary>The guess, with what the command line says in its place.</summary>
    private TableRoles Given(ParseResult parsed, TableProfile profile, TableRoles guess)
    {
        string? One(Option<string?> option, string? guessed) =>
            parsed.GetValue(option) is not { } name ? guessed
            : name == "none" ? null
            : Column(profile, option.Name, name);
        ImmutableArray<string> Many(Option<string[]> option, ImmutableArray<string> guessed) =>
            parsed.GetValue(option) is not { Length: > 0 } names ? guessed
            : names is ["none"] ? []
            : [.. names.Select(name => Column(profile, option.Name, name))];
        var roles = new TableRoles(
            One(target, guess.Target),
            Many(text, guess.Texts),
            One(id, guess.Id),
            One(cluster, guess.Cluster),
            Many(slice, guess.Slices),
            One(split, guess.Split)
        );
        roles = roles.Target == guess.Target ? roles with { Options = guess.Options } : roles;
        if (roles.Split is { } column && profile.Find(column)!.Values is not { Length: <= TableRoles.MostSorts })
        {
            throw Wrong(
                split.Name,
                $"'{column}' with too many values",
                "a column of few values, such as train and test"
            );
        }

        string[] used =
        [
            .. new[] { roles.Target, roles.Id, roles.Split }.OfType<string>(),
            .. roles.Texts,
            .. roles.Options,
        ];
        return roles with
        {
            Slices = [.. roles.Slices.Except(used)],
            Cluster = used.Contains(roles.Cluster) ? null : roles.Cluster,
        };
    }

    private TableRoles Ask(TableProfile profile, TableRoles roles) =>
        roles with
        {
            Target = Ask(profile, "Column of the right answers", roles.Target),
            Texts = Ask(profile, "Column that models are shown", roles.Texts.FirstOrDefault()) is { } shown
                ? [shown]
                : [],
            Cluster = Ask(profile, "Column of rows that belong together", roles.Cluster),
        };

    private string? Ask(TableProfile profile, string question, string? guessed)
    {
        while (true)
        {
            string? said = terminal.Ask($"{question} [{guessed ?? "none"}]");
            if (said is null or "" || said == guessed)
            {
                return guessed;
            }

            if (said == "none")
            {
                return null;
            }

            if (profile.Find(said) is { } column)
            {
                return column.Name;
            }

            terminal.Note(Unknown(profile, question, said).ToString());
        }
    }

    private TableRoles Whole(TableProfile profile, TableRoles roles)
    {
        string[] columns = [.. profile.Columns.Select(column => column.Name)];
        return roles.Target is null
                ? throw Wrong(target.Name, "no column that looks like right answers", Wording.List(columns))
            : roles.Texts.IsEmpty ? throw Wrong(text.Name, "no column that looks like a text", Wording.List(columns))
            : roles.Texts.Contains(roles.Target)
                ? throw Wrong(
                    text.Name,
                    $"{Wording.Quote(roles.Target)}, the right answer, shown to models",
                    "another column"
                )
            : roles;
    }

    private static string Column(TableProfile profile, string option, string name) =>
        profile.Find(name)?.Name ?? throw new DocumentException(Unknown(profile, option, name));

    private static Fault Unknown(TableProfile profile, string place, string name)
    {
        string[] columns = [.. profile.Columns.Select(column => column.Name)];
        return new(
            new Location(place),
            $"no column {Wording.Quote(name)}",
            Wording.List(columns),
            Spelling.Nearest(name, columns)
        );
    }

    private static DocumentException Wrong(string place, string found, string expected) =>
        new(new Fault(new Location(place), found, expected));

    /// <summary>The table as a suite at that path names it.</summary>
    private static string Relative(string suite, string file) =>
        Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(suite))!, Path.GetFullPath(file))
            .Replace('\\', '/');
}
