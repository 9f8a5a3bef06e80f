using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Models.Providers;
using EvalHarness.Models.Training;

namespace EvalHarness.Suites;

/// <summary>Rows that models learn from, here or elsewhere: that the columns which they name are those of the file.</summary>
internal static class LearnedRowChecks
{
    public static void Check(SuiteChecks suite)
    {
        var columns = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var used = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var model in suite.Spec.Models)
        {
            object[] rows = [.. Rows(model)];
            used.UnionWith(rows);
            bool isSkipped = suite.Skipped.Any(other => other.Name == model.Name);
            foreach (object one in isSkipped ? [] : rows)
            {
                if (!IsRight(suite, columns, one))
                {
                    suite.Unreadable.Add(model);
                }
            }
        }

        // A model that lacks something else names its rows all the same.
        foreach (object rows in suite.Places.All<TrainingRows>().Concat<object>(suite.Places.All<TrainedOn>()))
        {
            _ = used.Contains(rows) || IsRight(suite, columns, rows);
        }
    }

    private static IEnumerable<object> Rows(ModelSpec model)
    {
        var train = model.Provider switch
        {
            ILearner learner => learner.Train,
            MajorityClass majority => majority.Train,
            _ => null,
        };
        return [.. train is null ? Array.Empty<object>() : [train], .. model.TrainedOn ?? []];
    }

    private static bool IsRight(SuiteChecks suite, Dictionary<string, string[]> known, object rows) =>
        rows switch
        {
            TrainingRows train => IsRight(
                suite,
                known,
                train,
                train.File,
                [("input", train.Input ?? []), ("label", [train.Label])]
            ),
            TrainedOn seen => IsRight(suite, known, seen, seen.File, [("input", seen.Input ?? [])]),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static bool IsRight(
        SuiteChecks suite,
        Dictionary<string, string[]> known,
        object record,
        FilePath file,
        (string Key, ImmutableArray<string> Names)[] named
    )
    {
        // Many models learn from one file; what is wrong with it is told wherever it is named.
        if (!known.TryGetValue(file.Full, out string[]? columns))
        {
            var declared = suite.Places.At(record, "file");
            bool isReadable = ColumnChecks.TryRead(suite, new DatasetSpec(file), declared, out columns);
            if (columns is null)
            {
                return isReadable;
            }

            known[file.Full] = columns;
        }

        bool isRight = ColumnChecks.AreConditionsRight(suite, record, columns);
        foreach (var (key, names) in named)
        {
            isRight &= ColumnChecks.AreRight(suite, record, key, names, columns);
        }

        return isRight;
    }
}
