using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports.Readers;

/// <summary>Answers of a CSV export of promptfoo: one row a test, with columns of one name for each provider and prompt.</summary>
internal static class PromptfooCsv
{
    /// <summary>Reads the answers.</summary>
    /// <param name="file">Full path.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken.</exception>
    public static async IAsyncEnumerable<PromptfooAnswer> ReadAsync(
        string file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string[] header = await DelimitedRows.FirstAsync(file, ',', cancellationToken);
        var groups = Groups(header);
        if (groups.Count == 0)
        {
            throw new DocumentException(
                new Fault(
                    new Location(DataFile.Shown(file), 1),
                    "found no column of a provider",
                    "'[provider] prompt' before 'Status'"
                )
            );
        }

        string[] names = [.. header.Select((_, place) => Name(place))];
        bool isHeader = true;
        await foreach (var row in new DelimitedRows(',', true, [.. names]).ReadAsync(file, null, cancellationToken))
        {
            if (isHeader)
            {
                isHeader = false;
                continue;
            }

            string[] cells = [.. names.Select(name => row.Fields[name])];
            foreach (var group in groups)
            {
                yield return Answer(
                    header,
                    cells,
                    group,
                    groups[0].First,
                    new Location(DataFile.Shown(file), row.At.Line)
                );
            }
        }
    }

    /// <summary>Where the columns of each provider and prompt begin and end.</summary>
    private static List<Group> Groups(string[] header)
    {
        int[] starts =
        [
            .. Enumerable
                .Range(0, Math.Max(0, header.Length - 1))
                .Where(place => header[place + 1] == "Status" && header[place].StartsWith('[')),
        ];
        return
        [
            .. starts
                .Index()
                .Select(start => new Group(
                    start.Index.ToString(CultureInfo.InvariantCulture),
                    start.Item,
                    start.Index + 1 < starts.Length ? starts[start.Index + 1] : header.Length
                )),
        ];
    }

    private static PromptfooAnswer Answer(string[] header, string[] cells, Group group, int firstGroup, Location at)
    {
        string title = header[group.First];
        int end = title.IndexOf("] ", StringComparison.Ordinal);
        string model = end > 0 ? title[1..end] : title.Trim('[', ']');
        string label = end > 0 ? title[(end + 2)..] : "";
        (string Name, string Value)[] vars =
        [
            .. Enumerable
                .Range(0, firstGroup)
                .Where(place => header[place] != "Description")
                .Select(place => (header[place], cells[place])),
        ];
        int described = Array.IndexOf(header, "Description", 0, firstGroup);
        string? Cell(string name)
        {
            int place = Array.IndexOf(header, name, group.First + 1, group.End - group.First - 1);
            return place < 0 ? null : cells[place];
        }

        string status = Cell("Status") ?? "";
        // What failed has an empty cell, as an empty answer has.
        bool hasFailed = status == "ERROR";
        string? text = hasFailed ? null : cells[group.First];
        return new PromptfooAnswer(
            group.Column,
            model,
            label,
            new ImportedSample(
                "",
                model,
                PromptfooQuestion.IdOf(vars, described < 0 ? "" : cells[described], []),
                0,
                at
            )
            {
                Input = PromptfooQuestion.InputOf(vars, label),
                Texts = [.. vars.Select(one => one.Value).Where(value => value.Length > 0).Distinct()],
                Text = text,
                Outcome =
                    hasFailed ? Outcome.Failed
                    : string.IsNullOrEmpty(text) ? Outcome.Empty
                    : Outcome.Answered,
                Failure = hasFailed ? "the request or its scoring failed" : null,
                Scores = [.. Scores(header, cells, group, status, Cell("Score"), Cell("Named Scores"))],
            }
        )
        {
            IsUnasserted = status == "PASS" && Cell("Grader Reason") == "No assertions",
        };
    }

    private static IEnumerable<ImportedValue> Scores(
        string[] header,
        string[] cells,
        Group group,
        string status,
        string? score,
        string? named
    )
    {
        bool hasFailed = status == "ERROR";
        yield return new ImportedValue(
            "pass",
            status switch
            {
                "PASS" => 1,
                "FAIL" => 0,
                _ => null,
            }
        );
        yield return new ImportedValue("score", hasFailed || score is null ? null : ImportedJson.NumberOf(score));
        const string prefix = "Metric: ";
        var whole = Named(named);
        for (int place = group.First + 1; place < group.End; place++)
        {
            if (header[place].StartsWith(prefix, StringComparison.Ordinal) && cells[place].Length > 0)
            {
                string name = header[place][prefix.Length..];
                // The list of all has more decimals.
                double? value = whole.Number(name) ?? ImportedJson.NumberOf(cells[place]);
                yield return new ImportedValue(name, hasFailed ? null : value);
            }
        }
    }

    private static JsonElement Named(string? scores)
    {
        try
        {
            return string.IsNullOrEmpty(scores) ? default : JsonElement.Parse(scores);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string Name(int place) => place.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Group(string Column, int First, int End);
}
