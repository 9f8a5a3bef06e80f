using System.Globalization;
using System.Numerics;

namespace EvalHarness.Scoring.Numbers;

/// <summary>
/// Whether two programs of FinQA are one formula: every number, constant and row is a letter, so that <c>add(a, b)</c> equals
/// <c>add(b, a)</c> whatever the numbers. A formula of letters is a rational function; two that agree at two points of a field of
/// 2^61 - 1 numbers, drawn from the letters' names, are the same but for a chance of some 1e-35. A power and a comparison equal those
/// of equal parts.
/// </summary>
internal static class FinQaSymbols
{
    private const ulong Prime = (1UL << 61) - 1;

    /// <summary>Whether a program is the same formula as gold; false where it uses what gold does not, or cannot be read.</summary>
    public static bool AreEqual(string gold, string program) =>
        Read(gold, null) is { } wanted && Read(program, wanted.Letters) is { } found && wanted.Value == found.Value;

    private static (Point Value, HashSet<string> Letters)? Read(string program, HashSet<string>? known)
    {
        var tokens = FinQaProgram.Tokenize(program);
        if (tokens.Count < 4 || !FinQaProgram.IsWellFormed(tokens))
        {
            return null;
        }
        var letters = new HashSet<string>(StringComparer.Ordinal);
        var results = new List<Point>();
        for (int i = 0; i + 3 < tokens.Count; i += 4)
        {
            string operation = tokens[i].Trim('(').Trim();
            var result =
                operation.StartsWith("table", StringComparison.Ordinal)
                    ? Letter($"{operation}({tokens[i + 1].Trim()}|{tokens[i + 2].Trim()}")
                : Operand(tokens[i + 1].Trim()) is { } a && Operand(tokens[i + 2].Trim()) is { } b
                    ? Apply(operation, a, b)
                : null;
            if (result is not { } next)
            {
                return null;
            }
            results.Add(next);
        }
        return (results[^1], letters);

        Point? Letter(string name)
        {
            letters.Add(name);
            return known is null || known.Contains(name) ? Point.Of(name) : null;
        }

        Point? Operand(string text) =>
            !text.Contains('#') ? Letter(text)
            : int.TryParse(text.Trim('#'), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index < results.Count
                ? results[index]
            : null;
    }

    private static Point? Apply(string operation, Point a, Point b) =>
        operation switch
        {
            "add" => a.With(b, (x, y) => (x + y) % Prime),
            "subtract" => a.With(b, (x, y) => (x + Prime - y) % Prime),
            "multiply" => a.With(b, Times),
            "divide" => b.First == 0 || b.Second == 0 ? null : a.With(b, (x, y) => Times(x, Inverse(y))),
            _ => Point.Of(FormattableString.Invariant($"{operation} {a.First} {a.Second} {b.First} {b.Second}")),
        };

    private static ulong Times(ulong x, ulong y) => (ulong)((UInt128)x * y % Prime);

    private static ulong Inverse(ulong x) => (ulong)BigInteger.ModPow(x, Prime - 2, Prime);

    /// <summary>The value of a formula at two points.</summary>
    private readonly record struct Point(ulong First, ulong Second)
    {
        public static Point Of(string name)
        {
            var hash = UInt128.Parse(Core.Digest.Of(name)[..32], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            return new Point(1 + ((ulong)(hash >> 64) % (Prime - 1)), 1 + ((ulong)hash % (Prime - 1)));
        }

        public Point With(Point other, Func<ulong, ulong, ulong> apply) =>
            new(apply(First, other.First), apply(Second, other.Second));
    }
}
