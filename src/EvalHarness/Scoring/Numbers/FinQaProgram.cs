using System.Globalization;

namespace EvalHarness.Scoring.Numbers;

/// <summary>What a program came to.</summary>
/// <param name="IsInvalid">Whether it could not be carried out.</param>
/// <param name="Number">The result; of an invalid program the last one reached. Null for yes, no or none.</param>
/// <param name="Text">The result as the script shows it where it is not a number: yes, no or n/a.</param>
internal readonly record struct FinQaResult(bool IsInvalid, double? Number, string? Text);

/// <summary>
/// Programs of FinQA: steps such as <c>subtract(5829, 5735), divide(#0, 5735)</c> over numbers, constants, earlier results
/// and rows of a table. Source: Chen et al., "FinQA: A Dataset of Numerical Reasoning over Financial Data", 2021,
/// 10.18653/v1/2021.emnlp-main.300. Equal to eval_program of czyssrs/FinQA 0f16e28, faults included: a row with a cell that
/// is no number is invalid, and so is division by zero.
/// </summary>
internal static class FinQaProgram
{
    private static readonly HashSet<string> Operations = new(
        [
            "add",
            "subtract",
            "multiply",
            "divide",
            "exp",
            "greater",
            "table_max",
            "table_min",
            "table_sum",
            "table_average",
        ],
        StringComparer.Ordinal
    );

    /// <summary>Runs a program over a table whose rows start with their name; results are rounded to five decimals.</summary>
    public static FinQaResult Evaluate(string program, IReadOnlyList<IReadOnlyList<string>> table)
    {
        var tokens = Tokenize(program);
        if (!IsWellFormed(tokens))
        {
            return new FinQaResult(true, null, "n/a");
        }
        string[] steps = string.Join('|', tokens).Split(')')[..^1];
        var run = new FinQaRun(table);
        bool isInvalid = false;
        bool failed = false;
        foreach (string step in steps)
        {
            isInvalid = !run.Take(step.Trim(), out failed);
            if (isInvalid)
            {
                break;
            }
        }
        // Where the script runs into an exception it never comes to its rounding.
        double? number = failed || run.Number is not { } reached ? run.Number : DecimalRounding.Round(reached, 5);
        return new FinQaResult(isInvalid, number, run.Text);
    }

    /// <summary>Whether two numbers agree after rounding to five decimals.</summary>
    public static bool AreEqual(double a, double b) => DecimalRounding.Round(a, 5).Equals(DecimalRounding.Round(b, 5));

    /// <summary>Whether tokens come in fours: an operation, two arguments, a closing parenthesis.</summary>
    internal static bool IsWellFormed(List<string> tokens)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            bool isWrong =
                (i % 4 == 0 && !Operations.Contains(tokens[i].Trim('('))) || ((i + 1) % 4 == 0 && tokens[i] != ")");
            if (isWrong)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>A number as the dataset's script reads it; null where it reads none.</summary>
    internal static double? ToNumber(string text, out bool failed)
    {
        failed = false;
        string plain = text.Replace(",", "", StringComparison.Ordinal);
        if (ToDouble(plain) is { } number)
        {
            return number;
        }
        if (plain.Contains('%'))
        {
            return ToDouble(plain.Replace("%", "", StringComparison.Ordinal)) / 100;
        }
        if (plain.Contains("const", StringComparison.Ordinal))
        {
            string constant = plain.Replace("const_", "", StringComparison.Ordinal);
            number = ToDouble(constant == "m1" ? "-1" : constant) ?? double.NaN;
            failed = double.IsNaN(number);
            return failed ? null : number;
        }
        return null;
    }

    private static double? ToDouble(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && !double.IsNaN(number)
            ? number
            : null;

    // As the dataset's own program_tokenization does: "add(1, 2)" gives "add(", "1", "2", ")".
    internal static List<string> Tokenize(string program)
    {
        var tokens = new List<string>();
        foreach (string part in program.Split(", "))
        {
            int start = 0;
            for (int i = 0; i < part.Length; i++)
            {
                if (part[i] == ')' && i > start)
                {
                    tokens.Add(part[start..i]);
                    start = i;
                }
                if (part[i] is '(' or ')')
                {
                    tokens.Add(part[start..(i + 1)]);
                    start = i + 1;
                }
            }
            if (start < part.Length)
            {
                tokens.Add(part[start..]);
            }
        }
        return tokens;
    }
}
