using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Models of a suite whose backends a program gives instead of those that the suite declares.</summary>
internal static class GivenModels
{
    private const string Open = "openai-compatible";

    /// <summary>
    /// A suite in which the backends of some models are left open: the keys of their providers and the conditions are gone, so that
    /// no variable, file or word of a backend that nobody asks is missed. A backend that takes any model stands for them.
    /// </summary>
    /// <param name="root">The suite as it was written.</param>
    /// <param name="given">Names of the models.</param>
    /// <param name="catalog">The words that the suite may use.</param>
    public static YamlMapping LeaveOpen(YamlMapping root, ImmutableHashSet<string> given, Catalog catalog)
    {
        if (given.IsEmpty || root.Find("models") is not { Value: YamlMapping models } section)
        {
            return root;
        }

        var kept = catalog
            .Shape(typeof(ModelSpec))
            .Keys.Where(key => key.IsWritten && !key.IsInline && key.Name != "when")
            .Select(key => key.Name)
            .ToHashSet(StringComparer.Ordinal);
        var opened = models with
        {
            Entries =
            [
                .. models.Entries.Select(entry =>
                    given.Contains(entry.Key) && entry.Value is YamlMapping model
                        ? entry with
                        {
                            Value = LeaveOpen(model, entry.Key, kept),
                        }
                        : entry
                ),
            ],
        };
        return root with { Entries = root.Entries.Replace(section, section with { Value = opened }) };
    }

    /// <summary>The suite with other backends; its teams ask them as well.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="backends">Makes a backend for a model by its name.</param>
    /// <exception cref="DocumentException">A name is no model of the suite, or one that is left out here.</exception>
    public static Suite In(Suite suite, IReadOnlyDictionary<string, Func<ModelSpec, IModelProvider>> backends)
    {
        Fault[] faults =
        [
            .. backends
                .Keys.Where(name => suite.Models.All(model => model.Name != name))
                .Order(StringComparer.Ordinal)
                .Select(name => FaultOf(suite, name)),
        ];
        if (faults.Length > 0)
        {
            throw new DocumentException(faults);
        }

        ImmutableArray<ModelSpec> models =
        [
            .. suite.Models.Select(model =>
                backends.TryGetValue(model.Name, out var make) ? model with { Provider = make(model) } : model
            ),
        ];
        return suite with { Models = new Teams(models, suite.Skipped).Models };
    }

    private static YamlMapping LeaveOpen(YamlMapping model, string name, HashSet<string> kept)
    {
        YamlEntry Entry(string key, string value) =>
            new(key, model.At, new YamlScalar(value, YamlStyle.DoubleQuoted, model.At));
        return model with
        {
            Entries =
            [
                .. model.Entries.Where(entry => kept.Contains(entry.Key)),
                Entry("provider", Open),
                Entry("endpoint", "http://given.invalid"),
                Entry("model", name),
            ],
        };
    }

    private static Fault FaultOf(Suite suite, string name) =>
        suite.Skipped.FirstOrDefault(model => model.Name == name) is { } skipped
            ? new Fault(
                skipped.At,
                $"a client for model {Wording.Quote(name)}, which is left out: {skipped.Reason}",
                "the file of the suite instead of a suite that was read without the client"
            )
            : new Fault(
                new Location(suite.File),
                $"a client for model {Wording.Quote(name)}, which the suite does not have",
                Wording.List([.. suite.Models.Select(model => model.Name)]),
                Spelling.Nearest(name, suite.Models.Select(model => model.Name))
            );
}
