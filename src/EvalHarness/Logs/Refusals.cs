using System.Text.RegularExpressions;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Logs;

/// <summary>Tells a text that declines to answer by how it opens; nothing later in a text is looked at.</summary>
/// <remarks>
/// Ours, and narrow on purpose: it only names what would otherwise be unparsable, or, for formats that take any text,
/// what no reader would call an answer.
/// </remarks>
internal static partial class Refusals
{
    /// <summary>A refusal as models word it: a format that finds an answer in this finds one in anything.</summary>
    public const string Example = "I'm sorry, but I can't help with that.";

    /// <summary>Whether a text opens by declining.</summary>
    /// <param name="text">The text.</param>
    public static bool Opens(string text)
    {
        var said = Said.Of(text).AsSpan().TrimStart();
        return Opening().IsMatch(said[..Math.Min(200, said.Length)]);
    }

    [GeneratedRegex(
        """
            ^["'*_\s]*
            (?:(?:I[ ]?['’]?m|I[ ]am|we[ ]are|we['’]re)[ ](?:very[ ]|really[ ]|so[ ])?(?:sorry|afraid)|sorry|apologies|I[ ]apologi[sz]e|unfortunately)?
            [,.!:;—–\s-]*(?:but[ ]|that[ ]|as[ ]an[ ]AI(?:[ ]\w+){0,4},[ ]|however,?[ ])*
            (?:I|we)(?:[ ]?['’]m|[ ]am|[ ]are|['’]re)?[ ]
            (?:can['’]?t|cannot|can[ ]not|won['’]?t|will[ ]not|not[ ]able[ ]to|unable[ ]to|not[ ]going[ ]to|must[ ](?:decline|refuse)|(?:have[ ]to[ ])?(?:decline|refuse))
            (?:[ ]to)?[ ]?
            (?:$|[.!,]|(?:help|assist|provide|answer|comply|fulfil|fulfill|do|respond|discuss|engage|complete|give|offer|generate|continue|determine|classify|label|make|share|support|process)\b)
            """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Opening();
}
