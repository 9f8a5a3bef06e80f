using System.Globalization;
using System.Text.Json;

namespace EvalHarness.Scoring.Numbers;

/// <summary>What answers and targets of FinQA come to: programs are carried out, numbers, yes and no are themselves.</summary>
internal static class FinQaAnswers
{
    /// <summary>Whether a text is a program and no number.</summary>
    public static bool IsProgram(string text) => text.Contains('(', StringComparison.Ordinal);

    /// <summary>The result of an answer.</summary>
    /// <param name="answer">A program, a number, yes or no.</param>
    /// <param name="table">The table as a JSON list of rows; null for none.</param>
    public static FinQaResult Result(string answer, string? table)
    {
        if (IsProgram(answer))
        {
            return FinQaProgram.Evaluate(answer, Rows(table));
        }
        if (answer is "yes" or "no")
        {
            return new FinQaResult(false, null, answer);
        }
        double? number = FinQaProgram.ToNumber(answer, out bool failed);
        return number is { } known && !failed
            ? new FinQaResult(false, DecimalRounding.Round(known, 5), null)
            : new FinQaResult(true, null, "n/a");
    }

    /// <summary>A right answer: a number as the data have it, not rounded.</summary>
    public static FinQaResult Gold(string target, string? table)
    {
        string plain = target.Trim();
        return
            !IsProgram(plain)
            && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? new FinQaResult(false, number, null)
            : Result(plain, table);
    }

    /// <summary>Whether a result is gold to the last of its five decimals.</summary>
    public static bool AreSame(FinQaResult result, FinQaResult gold) =>
        !result.IsInvalid && !gold.IsInvalid && Nullable.Equals(result.Number, gold.Number) && result.Text == gold.Text;

    /// <summary>
    /// Whether a result is near gold as finqa_equal of wenhuchen/Program-of-Thoughts has it: equal after rounding both to the fewer
    /// decimals of the two, or within a relative distance of the larger; with percent also gold times and over 100.
    /// </summary>
    public static bool AreNear(FinQaResult result, FinQaResult gold, bool percent, double tolerance)
    {
        if (result.IsInvalid || gold.IsInvalid || result.Number is not { } number || gold.Number is not { } right)
        {
            return AreSame(result, gold);
        }
        double[] rights = percent ? [right / 100, right, right * 100] : [right];
        foreach (double item in rights)
        {
            bool isClose =
                tolerance > 0 && Math.Abs(item - number) <= tolerance * Math.Max(Math.Abs(item), Math.Abs(number));
            int decimals = Math.Min(Decimals(number), Decimals(item));
            if (isClose || DecimalRounding.Round(number, decimals).Equals(DecimalRounding.Round(item, decimals)))
            {
                return true;
            }
        }
        return false;
    }

    // Decimals of the shortest text, as Python prints it; five where it has no point.
    private static int Decimals(double value)
    {
        string text = PythonFloat.Text(value);
        int point = text.LastIndexOf('.');
        return point < 0 ? 5 : text.Length - point - 1;
    }

    private static List<string[]> Rows(string? table)
    {
        if (table is null)
        {
            return [];
        }
        try
        {
            using var document = JsonDocument.Parse(table);
            return document.RootElement.ValueKind != JsonValueKind.Array
                ? []
                :
                [
                    .. document
                        .RootElement.EnumerateArray()
                        .Where(row => row.ValueKind == JsonValueKind.Array)
                        .Select(row => row.EnumerateArray().Select(Cell).ToArray()),
                ];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string Cell(JsonElement cell) =>
        cell.ValueKind == JsonValueKind.String ? cell.GetString()! : cell.GetRawText();
}
