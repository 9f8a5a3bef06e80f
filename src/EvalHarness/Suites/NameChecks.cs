using System.Text.RegularExpressions;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Names: they become folders, stand in commands and in each other's places.</summary>
internal static partial class NameChecks
{
    private const int Longest = 100;
    private static readonly string[] Reserved = ["all", "baseline", "custom"];

    public static void Check(SuiteChecks suite)
    {
        CheckSuite(suite);
        CheckTasks(suite);
        CheckModels(suite);
    }

    private static void CheckSuite(SuiteChecks suite)
    {
        string name = suite.Spec.Name;
        if (name.Length > Longest || !name.Split('/').All(part => Part().IsMatch(part)))
        {
            suite.Findings.Add(
                suite.Places.At(suite.Spec, "suite"),
                $"the name {Wording.Quote(name)}",
                "letters, digits, '-', '_' and '.', in parts divided by '/', for runs are kept in folders of that name"
            );
        }
    }

    private static void CheckTasks(SuiteChecks suite)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var task in suite.Spec.Tasks)
        {
            var at = suite.Places.At(task, "task");
            if (task.Name.Length > Longest || !Part().IsMatch(task.Name))
            {
                suite.Findings.Add(at, $"the name {Wording.Quote(task.Name)}", "letters, digits, '-', '_' and '.'");
            }

            if (!seen.Add(task.Name))
            {
                suite.Findings.Add(at, $"a second task {Wording.Quote(task.Name)}", "a name of its own");
            }
        }
    }

    private static void CheckModels(SuiteChecks suite)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in suite.Spec.Models)
        {
            if (Reserved.Contains(model.Name) || PlainValue.IsNumber(model.Name))
            {
                suite.Findings.Add(
                    model.Declared,
                    $"a model named {Wording.Quote(model.Name)}",
                    "a name that is no number and none of all, baseline and custom, which mean something in gates"
                );
            }
            else if (!IsShowable(model.Name))
            {
                suite.Findings.Add(
                    model.Declared,
                    $"a model named {Wording.Quote(model.Name)}",
                    "a name of at most 100 visible characters"
                );
            }

            if (!seen.Add(model.Name))
            {
                suite.Findings.Add(
                    model.Declared,
                    $"a second model {Wording.Quote(model.Name)}, but for case",
                    "a name of its own"
                );
            }
        }
    }

    private static bool IsShowable(string name) =>
        name.Length is > 0 and <= Longest && name.Trim() == name && !name.Any(char.IsControl);

    // No part of dots alone, which would lead out of the folder, and none that Windows would cut.
    [GeneratedRegex(@"^[A-Za-z0-9_]([A-Za-z0-9_.@-]*[A-Za-z0-9_@-])?\z")]
    private static partial Regex Part();
}
