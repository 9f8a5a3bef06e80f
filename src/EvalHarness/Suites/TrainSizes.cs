using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Models.Training;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Learners of several sizes are several models: the whole one, and <c>name@size</c> for each size.</summary>
internal static class TrainSizes
{
    /// <summary>The names that a model stands for beside its own.</summary>
    public static IEnumerable<string> NamesOf(ModelSpec model) =>
        Sizes(model).Distinct().Select(size => Name(model, size));

    /// <summary>All models, each followed by its sizes, which are declared where they are written.</summary>
    public static ImmutableArray<ModelSpec> Expand(IEnumerable<ModelSpec> models, Places places) =>
        [
            .. models.SelectMany(model =>
                Sizes(model)
                    .Select((size, item) => At(model, size, places.At(model, "train_sizes", item)))
                    .Prepend(model)
            ),
        ];

    /// <summary>Sizes are numbers of rows, each once.</summary>
    public static void Check(SuiteChecks suite, ModelSpec model)
    {
        var sizes = Sizes(model);
        for (int item = 0; item < sizes.Length; item++)
        {
            var at = suite.Places.At(model, "train_sizes", item);
            if (sizes[item] < 1)
            {
                suite.Findings.Add(at, FormattableString.Invariant($"{sizes[item]} rows to train on"), "1 or more");
            }
            else if (sizes[..item].Contains(sizes[item]))
            {
                suite.Findings.Add(
                    at,
                    FormattableString.Invariant($"the size {sizes[item]} once more"),
                    "each size once"
                );
            }
        }

        foreach (string? name in NamesOf(model).Where(name => suite.Spec.Models.Any(other => other.Name == name)))
        {
            suite.Findings.Add(
                suite.Spec.Models.First(other => other.Name == name).Declared,
                $"a second model {Wording.Quote(name)}, beside a size of {Wording.Quote(model.Name)}",
                "a name of its own"
            );
        }
    }

    /// <summary>Sizes larger than the rows that there are; files that cannot be read are for others to report.</summary>
    public static async Task<IEnumerable<Fault>> TooLargeAsync(Suite suite, CancellationToken cancellationToken)
    {
        var sized = suite.Models.Where(model => model.Provider is ILearner { Size: not null });
        var faults = new List<Fault>();
        foreach (var models in sized.GroupBy(model => ((ILearner)model.Provider).Train))
        {
            if (await CountAsync(suite, models.Key, cancellationToken) is { } rows)
            {
                faults.AddRange(
                    from model in models
                    let size = ((ILearner)model.Provider).Size ?? 0
                    let fault = models.Key.TooMany(size, rows, model.Name, model.Declared)
                    where fault is not null
                    select fault
                );
            }
        }

        return faults;
    }

    private static async Task<int?> CountAsync(Suite suite, TrainingRows train, CancellationToken cancellationToken)
    {
        try
        {
            return await DatasetLoader
                .ReadFieldsAsync(
                    train.File.Full,
                    train.Where ?? ImmutableDictionary<string, string>.Empty,
                    suite.Formats,
                    cancellationToken
                )
                .CountAsync(cancellationToken);
        }
        catch (DocumentException)
        {
            return null;
        }
    }

    private static ImmutableArray<int> Sizes(ModelSpec model) =>
        model.Provider is ILearner { TrainSizes: { } sizes } ? sizes : [];

    private static string Name(ModelSpec model, int size) => FormattableString.Invariant($"{model.Name}@{size}");

    private static ModelSpec At(ModelSpec model, int size, Location declared) =>
        model with
        {
            Name = Name(model, size),
            Provider = ((ILearner)model.Provider).At(size),
            Description = null,
            LearningCurve = new CurvePoint(model.Name, size),
            Declared = declared,
        };
}
