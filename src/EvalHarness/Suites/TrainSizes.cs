using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;

namespace EvalHarness.Suites;

/// <summary>Classifiers trained on several sizes are several models: the whole one, and <c>name@size</c> for each size.</summary>
internal static class TrainSizes
{
    /// <summary>The names that a model stands for beside its own.</summary>
    public static IEnumerable<string> NamesOf(ModelSpec model) => Sizes(model).Select(size => Name(model, size));

    /// <summary>All models, each followed by its sizes.</summary>
    public static ImmutableArray<ModelSpec> Expand(IEnumerable<ModelSpec> models) =>
        [.. models.SelectMany(model => Sizes(model).Select(size => At(model, size)).Prepend(model))];

    private static ImmutableArray<int> Sizes(ModelSpec model) =>
        model.Provider is TextClassifier { TrainSizes: { } sizes } ? sizes : [];

    private static string Name(ModelSpec model, int size) => FormattableString.Invariant($"{model.Name}@{size}");

    private static ModelSpec At(ModelSpec model, int size) =>
        model with
        {
            Name = Name(model, size),
            Provider = ((TextClassifier)model.Provider).At(size),
            Description = null,
            LearningCurve = new CurvePoint(model.Name, size),
        };
}
