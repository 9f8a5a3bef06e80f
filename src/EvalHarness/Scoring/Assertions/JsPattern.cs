using System.Text;
using System.Text.RegularExpressions;

namespace EvalHarness.Scoring.Assertions;

/// <summary>
/// Regular expressions as JavaScript means them (ECMA-262 with annex B, without flags), said in .NET's words. What cannot be said so that
/// every text matches alike is refused with the reason.
/// </summary>
internal sealed class JsPattern
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string Word = "a-zA-Z0-9_";
    private const string Boundary = $"(?:(?<=[{Word}])(?![{Word}])|(?<![{Word}])(?=[{Word}]))";
    private const string NoBoundary = $"(?:(?<=[{Word}])(?=[{Word}])|(?<![{Word}])(?![{Word}]))";

    private const string Broken = "no regular expression of JavaScript, so that every answer fails there";

    private readonly string pattern;
    private readonly StringBuilder said = new();
    private string? reason;
    private int at;

    private JsPattern(string pattern) => this.pattern = pattern;

    /// <summary>Compiles a pattern.</summary>
    /// <param name="pattern">The pattern, as it stands between the slashes.</param>
    /// <returns>The expression, or the reason why there is none.</returns>
    public static (Regex? Regex, string? Reason) Compile(string pattern)
    {
        var reader = new JsPattern(pattern);
        reader.Read();
        if (reader.reason is { } reason)
        {
            return (null, reason);
        }

        const RegexOptions options = RegexOptions.CultureInvariant;
        try
        {
            return (new Regex(reader.said.ToString(), options | RegexOptions.NonBacktracking), null);
        }
        catch (NotSupportedException)
        {
            return (new Regex(reader.said.ToString(), options, Patience), null);
        }
        catch (RegexParseException)
        {
            return (null, Broken);
        }
    }

    private void Read()
    {
        while (at < pattern.Length && reason is null)
        {
            char c = pattern[at++];
            switch (c)
            {
                case '\\':
                    said.Append(Escape(isInClass: false));
                    break;
                case '[':
                    Class();
                    break;
                case '(':
                    Group();
                    break;
                case '.':
                    said.Append(@"[^\n\r\u2028\u2029]");
                    break;
                case '$':
                    said.Append(Place(@"\z"));
                    break;
                case '^':
                    said.Append(Place(@"\A"));
                    break;
                case '{':
                    Braces();
                    break;
                case '}' or ']' or '#' or ' ':
                    said.Append('\\').Append(c);
                    break;
                default:
                    said.Append(c);
                    break;
            }
        }
    }

    // A place is nothing to repeat: such a pattern is broken there, and none here.
    private string Place(string place)
    {
        if (at < pattern.Length && pattern[at] is '*' or '+' or '?')
        {
            reason = Broken;
        }

        return place;
    }

    private void Group()
    {
        if (at >= pattern.Length || pattern[at] != '?')
        {
            said.Append("(?:");
            return;
        }

        string rest = pattern[at..];
        foreach (string open in (string[])["?:", "?=", "?!", "?<=", "?<!"])
        {
            if (rest.StartsWith(open, StringComparison.Ordinal))
            {
                said.Append('(').Append(open);
                at += open.Length;
                return;
            }
        }

        int close = rest.IndexOf('>', StringComparison.Ordinal);
        if (rest.StartsWith("?<", StringComparison.Ordinal) && close > 2 && rest[2..close].All(IsName))
        {
            // Names tell nothing where only a match or none counts; a name twice is broken there.
            said.Append("(?:");
            at += close + 1;
            return;
        }

        reason = rest.StartsWith("?i", StringComparison.Ordinal)
            ? "JavaScript knows no '(?i)', and the pattern is broken there: write [Aa], or use icontains"
            : "a group that JavaScript does not know, or not in every version";
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$';

    private void Braces()
    {
        int close = pattern.IndexOf('}', at);
        string inside = close < 0 ? "" : pattern[at..close];
        bool isCount =
            inside.Length > 0
            && inside.Count(',') <= 1
            && char.IsAsciiDigit(inside[0])
            && inside.All(c => char.IsAsciiDigit(c) || c == ',');
        said.Append(isCount ? "{" + inside + "}" : @"\{");
        at = isCount ? close + 1 : at;
    }

    private void Class()
    {
        bool isNegated = at < pattern.Length && pattern[at] == '^';
        at += isNegated ? 1 : 0;
        var inside = new StringBuilder();
        while (at < pattern.Length && pattern[at] != ']' && reason is null)
        {
            char c = pattern[at++];
            // A bracket within a class is itself there, and begins a subtraction here; beside \w a '-' is itself there.
            inside.Append(
                c == '\\' ? Escape(isInClass: true)
                : c == '[' ? @"\["
                : c == '-' && (IsSet(at) || IsSet(at - 3)) ? @"\-"
                : c.ToString()
            );
        }

        if (at >= pattern.Length)
        {
            reason ??= Broken;
            return;
        }

        at++;
        said.Append(
            inside.Length > 0 ? $"[{(isNegated ? "^" : "")}{Escaped(inside.ToString(), isNegated)}]"
            : isNegated ? @"[\s\S]"
            : "(?!)"
        );
    }

    private bool IsSet(int place)
    {
        if (
            place < 0
            || place + 1 >= pattern.Length
            || pattern[place] != '\\'
            || !"dwsDWS".Contains(pattern[place + 1])
        )
        {
            return false;
        }

        int slashes = 0;
        while (slashes < place && pattern[place - slashes - 1] == '\\')
        {
            slashes++;
        }

        return slashes % 2 == 0;
    }

    // A '^' that stands first in what is left would negate here.
    private static string Escaped(string inside, bool isNegated) =>
        !isNegated && inside[0] == '^' ? "\\" + inside : inside;

    private string Escape(bool isInClass)
    {
        if (at >= pattern.Length)
        {
            reason = Broken;
            return "";
        }

        char c = pattern[at++];
        switch (c)
        {
            case 'd':
                return isInClass ? "0-9" : "[0-9]";
            case 'w':
                return isInClass ? Word : $"[{Word}]";
            case 's':
                return isInClass ? JsText.SpaceClass : $"[{JsText.SpaceClass}]";
            case 'D' or 'W' or 'S':
                return Negated(c, isInClass);
            case 'b':
                return isInClass ? @"\b" : Place(Boundary);
            case 'B':
                return isInClass ? "B" : Place(NoBoundary);
            case 'n' or 'r' or 't' or 'v' or 'f':
                return $@"\{c}";
            case '0' when at >= pattern.Length || !char.IsAsciiDigit(pattern[at]):
                return @"\x00";
            case >= '0' and <= '9':
                reason = "a reference back to a group, which JavaScript matches otherwise";
                return "";
            case 'k':
                reason = "a reference back to a named group, which JavaScript matches otherwise";
                return "";
            case 'p' or 'P' when at < pattern.Length && pattern[at] == '{':
                reason = @"\p, which without a flag is the letter p in JavaScript: most likely another thing is meant";
                return "";
            case 'u' or 'x':
                return Code(c == 'u' ? 4 : 2, c);
            case 'c':
                reason = @"\c, a control character";
                return "";
            default:
                // Any other letter is itself there (\A, \Z, \h, \e), and has a meaning of its own here.
                return Regex.Escape(c.ToString()) is var plain && c is '-' or ']' or '^' or '}' ? $@"\{c}" : plain;
        }
    }

    private static string Negated(char c, bool isInClass)
    {
        string positive = char.ToLowerInvariant(c) switch
        {
            'd' => "0-9",
            'w' => Word,
            _ => JsText.SpaceClass,
        };
        if (!isInClass)
        {
            return $"[^{positive}]";
        }

        // Within a class only .NET's own complements can be said, which are of other characters.
        return c switch
        {
            'D' => @"\x00-/:-\uffff",
            'W' => @"\x00-/:-@\[-\^`\{-\uffff",
            _ =>
                @"\x00-\x08\x0e-\x1f!-\x9f\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff",
        };
    }

    private string Code(int length, char letter)
    {
        string digits = pattern.Substring(at, Math.Min(length, pattern.Length - at));
        if (digits.Length == length && digits.All(char.IsAsciiHexDigit))
        {
            at += length;
            return $@"\u{digits.PadLeft(4, '0')}";
        }

        if (letter == 'u' && digits.StartsWith('{'))
        {
            reason =
                @"\u{...}, which without a flag means many letters u in JavaScript: most likely another thing is meant";
        }

        return letter.ToString();
    }
}
