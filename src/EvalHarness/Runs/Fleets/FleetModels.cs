using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Runs.Fleets;

/// <summary>The models of a suite that a fleet asks, as a document that workers read with the variables of their own environment.</summary>
internal static partial class FleetModels
{
    /// <summary>
    /// Whether a fleet asks a model; what is computed, played back, asked by the batch, given in code or run as a program is asked
    /// where the run is: a store must not say which programs workers start.
    /// </summary>
    /// <param name="model">The model.</param>
    public static bool Includes(ModelSpec model) =>
        !model.Provider.IsLocal
        && !model.Provider.IsRecorded
        && !model.IsBatch
        && model.Provider is not (ITeam or GivenModel or Command);

    /// <summary>The models that a fleet asks, as a document: as the suite has them, so that no value of a variable is in it.</summary>
    /// <param name="suite">The suite.</param>
    public static string Write(Suite suite)
    {
        var asked = suite.Models.Where(Includes).ToArray();
        var written = suite.Written ?? throw new InvalidOperationException("a suite that was not read from a file");
        var names = asked.Select(model => model.Name).ToHashSet(StringComparer.Ordinal);
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"suite: {YamlText.Scalar(suite.Name)}\nseed: {suite.Seed}\nmodels: "
        );
        var models = (YamlMapping)written.Find("models")!.Value;
        Append(text, models with { Entries = [.. models.Entries.Where(entry => names.Contains(entry.Key))] });
        if (written.Find("endpoints") is { } endpoints)
        {
            text.Append("\nendpoints: ");
            Append(text, endpoints.Value);
        }

        return text.Append('\n').ToString();
    }

    /// <summary>The models again, as far as they can be read here: one that needs a variable which is not set is left out with its fault.</summary>
    /// <param name="text">The document.</param>
    /// <param name="catalog">The words.</param>
    /// <param name="environment">The value of an environment variable; null when it is not set.</param>
    public static (Suite Suite, ImmutableArray<(string Model, Fault Fault)> Left) Read(
        string text,
        Catalog catalog,
        Func<string, string?> environment
    )
    {
        var findings = new FaultCollector();
        var root =
            YamlComposer.Compose(text, "fleet", findings) as YamlMapping
            ?? throw new DocumentException([.. findings.Faults]);
        var section = root.Find("models") ?? throw new DocumentException(new Fault(root.At, "no models"));
        var written = (YamlMapping)section.Value;
        var readable = ImmutableArray.CreateBuilder<YamlEntry>();
        var left = ImmutableArray.CreateBuilder<(string, Fault)>();
        foreach (var entry in written.Entries)
        {
            // Each by itself: what this machine lacks for one model is no matter of the others.
            if (Bind(root, section, [entry], catalog, environment, out var faults) is null)
            {
                left.Add((entry.Key, faults[0]));
            }
            else
            {
                readable.Add(entry);
            }
        }

        var spec = readable.Count == 0 ? null : Bind(root, section, [.. readable], catalog, environment, out _);
        var suite = new Suite(
            root.Find("suite") is { Value: YamlScalar name } ? name.Text : "",
            "fleet",
            spec?.Seed ?? 1,
            spec?.Models ?? [],
            [],
            [],
            new CompareSpec(),
            [],
            [],
            []
        )
        {
            Catalog = catalog,
            Formats = Datasets.DatasetFormats.BuiltIn,
            Endpoints = spec?.Endpoints ?? ImmutableDictionary<string, EndpointLimits>.Empty,
        };
        return (suite, left.ToImmutable());
    }

    private static SuiteSpec? Bind(
        YamlMapping root,
        YamlEntry section,
        ImmutableArray<YamlEntry> entries,
        Catalog catalog,
        Func<string, string?> environment,
        out ImmutableArray<Fault> faults
    )
    {
        var findings = new FaultCollector();
        var part = section with { Value = (YamlMapping)section.Value with { Entries = entries } };
        var spec = new Binder(catalog, findings, new Variables(environment)).Bind<SuiteSpec>(
            root with
            {
                Entries = root.Entries.Replace(section, part),
            },
            "suite"
        );
        faults = [.. findings.Faults];
        return findings.HasFaults ? null : spec;
    }

    private static void Append(StringBuilder text, YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                text.Append(scalar.IsPlain && Plain().IsMatch(scalar.Text) ? scalar.Text : Quote(scalar.Text));
                break;
            case YamlSequence sequence:
                text.Append('[');
                Append(text, sequence.Items, (into, item) => Append(into, item));
                text.Append(']');
                break;
            case YamlMapping mapping:
                text.Append('{');
                Append(
                    text,
                    mapping.Entries,
                    (into, entry) => Append(into.Append(Quote(entry.Key)).Append(": "), entry.Value)
                );
                text.Append('}');
                break;
        }
    }

    private static void Append<T>(StringBuilder text, ImmutableArray<T> items, Action<StringBuilder, T> append)
    {
        for (int i = 0; i < items.Length; i++)
        {
            append(i == 0 ? text : text.Append(", "), items[i]);
        }
    }

    /// <summary>A text in double quotes, its variables left as they are.</summary>
    private static string Quote(string text) =>
        "\""
        + string.Concat(
            text.Select(letter =>
                letter switch
                {
                    '"' or '\\' => $"\\{letter}",
                    < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029' or '\ufeff' => FormattableString.Invariant(
                        $"\\u{(int)letter:x4}"
                    ),
                    _ => letter.ToString(),
                }
            )
        )
        + "\"";

    /// <summary>What may stand without quotes in a list, and must where it is a number, a yes or nothing.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9_.+~-]*$")]
    private static partial Regex Plain();
}
