using System.Globalization;

namespace EvalHarness.Scoring.Numbers;

/// <summary>One program of FinQA on its way: the results so far and the last row that was read.</summary>
internal sealed class FinQaRun(IReadOnlyList<IReadOnlyList<string>> table)
{
    private readonly List<(double? Number, string? Text)> results = [];
    private double[]? row;

    /// <summary>The last result, where it is a number.</summary>
    public double? Number { get; private set; }

    /// <summary>The last result, where it is not a number: yes or no, and n/a before the first.</summary>
    public string? Text { get; private set; } = "n/a";

    /// <summary>Carries out one step; false where it cannot be, failed telling whether the script threw.</summary>
    public bool Take(string step, out bool failed)
    {
        failed = false;
        string[] parts = step.Split('(');
        if (parts.Length > 2)
        {
            return false;
        }
        string operation = parts[0].Trim('|').Trim();
        string[] arguments = parts.Length < 2 ? [] : parts[1].Trim('|').Trim().Split('|');
        if (arguments.Length < 2)
        {
            failed = true;
            return false;
        }
        bool done = operation.Contains("table", StringComparison.Ordinal)
            ? Aggregate(operation, arguments[0].Trim(), out failed)
            : Calculate(operation, arguments[0].Trim(), arguments[1].Trim(), out failed);
        if (done)
        {
            results.Add((Number, Text));
        }
        return done;
    }

    private bool Calculate(string operation, string first, string second, out bool failed)
    {
        if (!Operand(first, out var left, out failed) || !Operand(second, out var right, out failed))
        {
            return false;
        }
        if (operation == "greater" && left.Text is not null && right.Text is not null)
        {
            Set(null, string.CompareOrdinal(left.Text, right.Text) > 0 ? "yes" : "no");
            return true;
        }
        if (left.Number is not { } a || right.Number is not { } b)
        {
            failed = true;
            return false;
        }
        if (operation == "greater")
        {
            Set(null, a > b ? "yes" : "no");
            return true;
        }
        double result = operation switch
        {
            "add" => a + b,
            "subtract" => a - b,
            "multiply" => a * b,
            "divide" => b == 0 ? double.NaN : a / b,
            _ => Power(a, b),
        };
        failed = double.IsNaN(result);
        if (!failed)
        {
            Set(result, null);
        }
        return !failed;
    }

    // Python raises where a power overflows, is complex, or divides by zero.
    private static double Power(double a, double b)
    {
        double power = Math.Pow(a, b);
        bool overflows = double.IsInfinity(power) && double.IsFinite(a) && double.IsFinite(b);
        return overflows ? double.NaN : power;
    }

    private bool Operand(string text, out (double? Number, string? Text) operand, out bool failed)
    {
        operand = default;
        failed = false;
        if (text.Contains('#'))
        {
            string digits = text.Replace("#", "", StringComparison.Ordinal);
            failed =
                !int.TryParse(digits, NumberStyles.Integer, CultureInfo.InvariantCulture, out int index)
                || index < 0
                || index >= results.Count;
            operand = failed ? default : results[index];
            return !failed;
        }
        double? number = FinQaProgram.ToNumber(text, out failed);
        operand = (number, null);
        return number is not null;
    }

    private bool Aggregate(string operation, string name, out bool failed)
    {
        failed = false;
        // The script reads an earlier result here and then uses the row of the step before.
        if (!name.Contains('#'))
        {
            IReadOnlyList<string>? cells = table.LastOrDefault(cells => cells.Count > 0 && cells[0] == name);
            if (cells is null)
            {
                return false;
            }
            row = ReadRow(cells, out failed);
            if (row is null)
            {
                return false;
            }
        }
        else if (!Operand(name, out _, out failed))
        {
            return false;
        }
        failed = row is null || (row.Length == 0 && operation != "table_sum");
        if (failed)
        {
            return false;
        }
        double sum = row!.Sum();
        Set(
            operation switch
            {
                "table_max" => row!.Max(),
                "table_min" => row!.Min(),
                "table_sum" => sum,
                _ => sum / row!.Length,
            },
            null
        );
        return true;
    }

    private static double[]? ReadRow(IReadOnlyList<string> cells, out bool failed)
    {
        failed = false;
        var numbers = new List<double>();
        foreach (string cell in cells.Skip(1))
        {
            string text = cell.Replace("$", "", StringComparison.Ordinal).Trim().Split('(')[0].Trim();
            if (FinQaProgram.ToNumber(text, out failed) is not { } number)
            {
                return null;
            }
            numbers.Add(number);
        }
        return [.. numbers];
    }

    private void Set(double? number, string? text)
    {
        Number = number;
        Text = text;
    }
}
