using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Perturbations;

/// <summary>The same options in another order, never their own; a right answer that is a letter moves along.</summary>
/// <remarks>
/// Models favour some letters: P. Pezeshkpour, E. Hruschka, "Large language models sensitivity to the order of options in multiple-choice
/// questions" (2024), doi:10.18653/v1/2024.findings-naacl.130.
/// </remarks>
/// <param name="Options">The columns of the options in order, or the one that holds them as a JSON list; A, B, C and so on, or <c>options</c> or <c>choices</c>, by default.</param>
[Keyword("option_order")]
public sealed record OptionOrder(ImmutableArray<string>? Options = null) : IPerturbation
{
    private static readonly string[] Letters =
    [
        .. Enumerable.Range('A', 26).Select(letter => ((char)letter).ToString()),
    ];
    private static readonly string[] Lists = ["options", "choices"];

    /// <inheritdoc/>
    public string Name => "option_order";

    /// <inheritdoc/>
    public ValueTask<Func<Sample, Sample?>> OverAsync(Perturbing task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new(sample => Turned(sample, task));
    }

    private Sample Turned(Sample sample, Perturbing task)
    {
        string[] columns = Columns(sample, task);
        bool isList = columns.Length == 1;
        string[] options = isList
            ? List(sample, columns[0], task)
            : [.. columns.Select(column => sample.Fields[column])];
        if (options.Length < 2)
        {
            throw Fault(task, $"sample '{sample.Id}' with fewer than two options", "two options or more");
        }

        int[] order = Order(options.Length, new Draws(task.Seed, "option_order", sample, "options"));
        string[] turned = [.. order.Select(from => options[from])];
        var fields = sample.Fields.ToImmutableDictionary(StringComparer.Ordinal);
        fields = isList
            ? fields.SetItem(
                columns[0],
                CellJson.Text(new JsonArray([.. turned.Select(option => JsonValue.Create(option))]))
            )
            : fields.SetItems(columns.Select((column, place) => KeyValuePair.Create(column, turned[place])));
        return PerturbedText.With(
            sample,
            fields,
            [.. sample.Targets.Select(target => Moved(target, options, order, sample, task))]
        );
    }

    private string[] Columns(Sample sample, Perturbing task)
    {
        string[] columns =
            Options is { } named ? [.. named]
            : Lists.FirstOrDefault(sample.Fields.ContainsKey) is { } list ? [list]
            : [.. Letters.TakeWhile(sample.Fields.ContainsKey)];
        string? missing = columns.Length == 0 ? "A" : Array.Find(columns, column => !sample.Fields.ContainsKey(column));
        return missing is null
            ? columns
            : throw Fault(
                task,
                $"no field '{missing}' of options",
                "options: with their columns, which must be among the fields of the dataset"
            );
    }

    private static string[] List(Sample sample, string column, Perturbing task)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(sample.Fields[column]) ?? [];
        }
        catch (JsonException)
        {
            throw Fault(task, $"field '{column}' of sample '{sample.Id}'", "a JSON list of texts");
        }
    }

    /// <summary>An order of so many that is not their own: Fisher and Yates's shuffle, turned by one where it comes out as it was.</summary>
    private static int[] Order(int count, Draws draws)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int with = (int)(draws[i] * (i + 1));
            (order[i], order[with]) = (order[with], order[i]);
        }

        return order.Index().All(place => place.Index == place.Item) ? [.. order.Skip(1), order[0]] : order;
    }

    /// <summary>Where a right answer went: a letter moves with its option, the text of an option stays.</summary>
    private static string Moved(string target, string[] options, int[] order, Sample sample, Perturbing task)
    {
        int place = Array.FindIndex(
            Letters,
            letter => string.Equals(letter, target.Trim(), StringComparison.OrdinalIgnoreCase)
        );
        if (place >= 0 && place < options.Length)
        {
            return Letters[Array.IndexOf(order, place)];
        }

        return options.Contains(target, StringComparer.Ordinal)
            ? target
            : throw Fault(
                task,
                $"the right answer of sample '{sample.Id}', which is no letter and no option",
                "the letter of an option, or its text"
            );
    }

    private static DocumentException Fault(Perturbing task, string found, string expected) =>
        new(new Fault(task.Declared, found, expected));
}
