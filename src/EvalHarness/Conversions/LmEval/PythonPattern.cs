using System.Text.RegularExpressions;
using EvalHarness.Core;

namespace EvalHarness.Conversions.LmEval;

/// <summary>Regular expressions of Python in .NET's words.</summary>
internal static partial class PythonPattern
{
    /// <summary>The pattern.</summary>
    /// <param name="pattern">As Python has it.</param>
    /// <param name="at">Where it stands.</param>
    /// <exception cref="DocumentException">It is broken, or .NET means another thing by it.</exception>
    public static string Of(string pattern, Location at)
    {
        if (Foreign().IsMatch(pattern))
        {
            throw new DocumentException(
                new Fault(
                    at,
                    "a pattern with a part that .NET reads otherwise (a named group, a reference back, a flag)",
                    "groups without names"
                )
            );
        }

        string said = End().Replace(pattern, match => match.Value[..^1] + "z");
        try
        {
            _ = new Regex(said, RegexOptions.CultureInvariant);
            return said;
        }
        catch (RegexParseException)
        {
            throw new DocumentException(new Fault(at, "a pattern that is no regular expression", "one of Python's"));
        }
    }

    [GeneratedRegex(@"\(\?P|\(\?<[A-Za-z_]|\(\?[a-z-]*[auLx-]|\(\?\(|(?<!\\)(?:\\\\)*\\[1-9pPkGz]|\[[^\]]*-\[")]
    private static partial Regex Foreign();

    [GeneratedRegex(@"(?<!\\)(?:\\\\)*\\Z")]
    private static partial Regex End();
}
