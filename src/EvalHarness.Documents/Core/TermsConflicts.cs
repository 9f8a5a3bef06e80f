using System.Collections.Immutable;
using System.Globalization;

namespace EvalHarness.Core;

/// <summary>Holds what is declared of models and data sets against each other, and against what the suite asks for.</summary>
internal static class TermsConflicts
{
    /// <summary>All that does not go together: models first, then data sets.</summary>
    public static IEnumerable<TermsConflict> Of(DeclaredTerms declared) =>
        declared
            .Models.SelectMany(model => Training(declared, model).Concat(Required(declared.Require, model)))
            .Concat(declared.Datasets.SelectMany(data => Data(declared, data)));

    /// <summary>Who declares it, as far as that is said: <c>as declared (https://..., 2026-01-31)</c>.</summary>
    /// <param name="source">Where it was read.</param>
    /// <param name="asOf">When it was read.</param>
    private static string Declared(string? source, DateOnly? asOf)
    {
        string origin = string.Join(
            ", ",
            new[] { source, asOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }.OfType<string>()
        );
        return origin.Length == 0 ? "as declared in the suite" : $"as declared in the suite ({origin})";
    }

    private static string Declared(TermsOfUse terms) => Declared(terms.Source, terms.AsOf);

    private static IEnumerable<TermsConflict> Training(DeclaredTerms declared, ModelTerms model)
    {
        foreach (string teacher in model.TrainedFrom ?? [])
        {
            var terms = declared.Models.FirstOrDefault(one => one.Model == teacher)?.Terms;
            string? text = (terms?.OutputsMayTrain ?? YesNo.Unknown) switch
            {
                YesNo.No => $"whose answers may not train other models {Declared(terms!)}",
                YesNo.Unknown => "and nobody declares whether those may train other models",
                _ => null,
            };
            if (text is not null)
            {
                yield return new(
                    model.Model,
                    null,
                    $"{Name(model)} was trained on answers of {Quote(teacher)}, {text}"
                );
            }
        }
    }

    private static IEnumerable<TermsConflict> Required(RequiredTerms? require, ModelTerms model)
    {
        if (require is null)
        {
            yield break;
        }

        if (require.License && !model.NeedsNoLicense && model.License is not { IsKnown: true })
        {
            yield return new(model.Model, null, $"no license is declared for {Name(model)}; the suite asks for one");
        }

        if (!model.IsSent)
        {
            yield break;
        }

        if (Places(model, require.Regions) is { } places)
        {
            yield return new(model.Model, null, $"{places}; the suite asks for {Both(require.Regions!.Value)} only");
        }

        var (leaves, trains) = (
            model.Terms?.DataLeaves ?? YesNo.Unknown,
            model.Terms?.OutputsMayTrain ?? YesNo.Unknown
        );
        if (require.DataMayLeave == YesNo.No && leaves != YesNo.No)
        {
            yield return new(model.Model, null, $"{Leaving(model)}; the suite asks that they do not");
        }

        if (require.OutputsMayTrain == YesNo.Yes && trains != YesNo.Yes)
        {
            string text =
                trains == YesNo.No
                    ? $"answers of {Name(model)} may not train other models {Declared(model.Terms!)}"
                    : $"nobody declares whether answers of {Name(model)} may train other models";
            yield return new(model.Model, null, $"{text}; the suite asks that they may");
        }
    }

    private static IEnumerable<TermsConflict> Data(DeclaredTerms declared, DatasetTerms data)
    {
        if (declared.Require?.License == true && data.License is not { IsKnown: true })
        {
            yield return new(null, data.Task, $"no license is declared for {Name(data)}; the suite asks for one");
        }

        if (data.Terms is not { } terms)
        {
            yield break;
        }

        string origin = Declared(terms.Source, terms.AsOf);
        foreach (var model in declared.Models)
        {
            if (model.TrainedOnTasks?.Contains(data.Task) == true && terms.MayTrain != YesNo.Yes)
            {
                string text =
                    terms.MayTrain == YesNo.No
                        ? $"which may not train models {origin}"
                        : "and nobody declares whether it may train models";
                yield return new(model.Model, data.Task, $"{Name(model)} was trained on rows of {Name(data)}, {text}");
            }

            bool leaves = (model.Terms?.DataLeaves ?? YesNo.Unknown) != YesNo.No;
            if (model.IsSent && leaves && terms.MayLeave == YesNo.No)
            {
                yield return new(
                    model.Model,
                    data.Task,
                    $"{Name(data)} may not leave the house {origin}; {Leaving(model)}"
                );
            }
            else if (model.IsSent && Places(model, terms.Regions) is { } places)
            {
                yield return new(
                    model.Model,
                    data.Task,
                    $"{Name(data)} may be sent to {Both(terms.Regions!.Value)} only {origin}; {places}"
                );
            }
        }
    }

    /// <summary>Where a model may be served from, where that is not within the regions; null where it is, or where there is no bound.</summary>
    private static string? Places(ModelTerms model, ImmutableArray<string>? within)
    {
        if (within is not { IsEmpty: false } allowed || model.Terms?.DataLeaves == YesNo.No)
        {
            return null;
        }

        return model.Terms?.Regions is not { IsEmpty: false } places
                ? $"nobody declares where {Name(model)} is served from"
            : places.All(place => allowed.Contains(place, StringComparer.OrdinalIgnoreCase)) ? null
            : $"{Name(model)} may be served from {Both(places)} {Declared(model.Terms!)}";
    }

    private static string Leaving(ModelTerms model) =>
        model.Terms?.DataLeaves == YesNo.Yes
            ? $"prompts to {Name(model)} leave the house {Declared(model.Terms)}"
            : $"nobody declares whether prompts to {Name(model)} leave the house";

    private static string Both(ImmutableArray<string> places) => string.Join(" and ", places);

    private static string Name(ModelTerms model) => Quote(model.Model);

    private static string Name(DatasetTerms data) => $"the data set of task {Quote(data.Task)}";

    private static string Quote(string name) => $"'{VisibleText.Id(name)}'";
}
