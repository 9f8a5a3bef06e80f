using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Yaml;

namespace EvalHarness.Decisions.Rules;

/// <summary>Names in a decision that lead nowhere.</summary>
internal static class UnknownNames
{
    /// <summary>Names of options that are none, and names borne twice.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="written">Options of the file that could not be read: their names are no less known.</param>
    public static IEnumerable<Finding> Check(DecisionSpec spec, IEnumerable<string> written)
    {
        OptionSpec[] options = spec.Options.IsDefault ? [] : [.. spec.Options];
        string[] ids = [.. options.Select(option => option.Id).Union(written)];
        if (ids.Length == 0)
        {
            yield return Invalid("no-options", "", ["options"], "no options") with
            {
                Expected = "one at least",
            };
            yield break;
        }

        foreach (var finding in Twice(spec, options))
        {
            yield return finding;
        }

        if (!ids.Contains(spec.Incumbent))
        {
            yield return Unknown("no-incumbent", "incumbent", ["incumbent"], spec.Incumbent, "one of the options", ids);
        }

        foreach (var finding in options.SelectMany(option => References(option, ids)).Concat(Studies(spec, ids)))
        {
            yield return finding;
        }
    }

    /// <summary>Names of slices, vendors and parameters that are none: they are known when all is read.</summary>
    public static IEnumerable<Finding> CheckWhole(DecisionSpec spec)
    {
        string[] slices = [.. spec.Slices.Select(slice => slice.Id)];
        foreach ((int place, var minimum) in spec.Constraints.MinQuality.Index())
        {
            if (minimum.Slice is { } slice && !slices.Contains(slice))
            {
                string[] path = ["constraints", "min_quality", Place(place), "slice"];
                yield return Unknown("unknown-slice", "constraints", path, slice, "one of 'slices:'", slices);
            }
        }

        string[] vendors = [.. spec.Options.Select(option => option.Vendor).OfType<string>().Distinct()];
        foreach (string vendor in spec.Constraints.MaxVendorShare.Keys.Except(vendors))
        {
            string[] path = ["constraints", "max_vendor_share", vendor];
            yield return Unknown("unknown-vendor", "constraints", path, vendor, "the 'vendor:' of an option", vendors);
        }

        string[] parameters = [.. Parameters(spec)];
        foreach (var study in spec.Studies)
        {
            if (study.Design is ParameterStudy { Parameter: var name } && !parameters.Contains(name))
            {
                string[] path = ["studies", study.Id, "parameter"];
                yield return Unknown(
                    "unknown-parameter",
                    study.Id,
                    path,
                    name,
                    "a parameter of the decision",
                    parameters
                );
            }
        }
    }

    /// <summary>The names that a study may measure and a what-if may change.</summary>
    public static IEnumerable<string> Parameters(DecisionSpec spec) =>
        ParameterCatalog
            .Sources(spec)
            .Select(source => source.Name)
            .Concat(spec.Options.Select(option => OptionParameters.Quality.Of(option.Id)))
            .Distinct(StringComparer.Ordinal);

    private static IEnumerable<Finding> Twice(DecisionSpec spec, OptionSpec[] options)
    {
        (string List, string Kind, IEnumerable<string> Ids)[] lists =
        [
            ("options", "option", options.Select(option => option.Id)),
            ("studies", "study", spec.Studies.Select(study => study.Id)),
            ("slices", "slice", spec.Slices.Select(slice => slice.Id)),
        ];
        return from list in lists
            from same in list.Ids.GroupBy(id => id)
            where same.Count() > 1
            select Invalid(
                $"duplicate-{list.Kind}",
                same.Key,
                [list.List, same.Key, "id"],
                $"{Wording.Quote(same.Key)} for more than one {list.Kind}"
            ) with
            {
                Expected = "each name once",
            };
    }

    private static IEnumerable<Finding> References(OptionSpec option, string[] ids)
    {
        string[] others = [.. ids.Where(id => id != option.Id)];
        if (option.Fallback is { } fallback && !others.Contains(fallback))
        {
            string[] path = ["options", option.Id, "fallback"];
            yield return Unknown("unknown-option", option.Id, path, fallback, "another option", others);
        }

        if (option.Availability?.Failover is { } failover && !others.Contains(failover))
        {
            string[] path = ["options", option.Id, "availability", "failover"];
            yield return Unknown("unknown-option", option.Id, path, failover, "another option", others);
        }

        if (option.Quality?.UpliftOver is { } anchor && !others.Contains(anchor))
        {
            string[] path = ["options", option.Id, "quality", "uplift_over"];
            yield return Unknown("unknown-option", option.Id, path, anchor, "another option", others);
        }
    }

    private static IEnumerable<Finding> Studies(DecisionSpec spec, string[] ids)
    {
        foreach (var study in spec.Studies.Where(study => study.Design is not null))
        {
            bool isPair = study.Design is PairedEval;
            foreach ((int place, string id) in study.Design.Options.Index().Where(one => !ids.Contains(one.Item)))
            {
                string[] path = isPair
                    ? ["studies", study.Id, "options", Place(place)]
                    : ["studies", study.Id, "option"];
                yield return Unknown("unknown-option", study.Id, path, id, "one of the options", ids);
            }
        }
    }

    private static Finding Unknown(
        string code,
        string subject,
        string[] path,
        string name,
        string expected,
        string[] known
    ) =>
        Invalid(
            code,
            subject,
            path,
            $"{Wording.Quote(name)} for '{path.Last(key => key != name && !IsPlace(key))}'"
        ) with
        {
            Expected = known.Length == 0 ? expected : $"{expected}: {Wording.List(known)}",
            DidYouMean = Spelling.Nearest(name, known),
        };

    private static string Place(int place) => place.ToString(CultureInfo.InvariantCulture);

    private static bool IsPlace(string step) => int.TryParse(step, CultureInfo.InvariantCulture, out _);

    private static Finding Invalid(string code, string subject, string[] path, string message) =>
        new(FindingSeverity.Invalid, code, subject, message) { Path = [.. path] };
}
