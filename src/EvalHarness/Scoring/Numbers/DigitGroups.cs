namespace EvalHarness.Scoring.Numbers;

/// <summary>What parts whole digits from decimals.</summary>
internal enum DecimalMark
{
    /// <summary>A point; a comma where nothing else can be meant: "1.234,56", "0,75", "12,5 %".</summary>
    Point,

    /// <summary>A comma; points part groups of three.</summary>
    Comma,

    /// <summary>Either, in a language that writes a comma: "1.234" alone is neither.</summary>
    Unclear,
}

/// <summary>What digits of one number are parted by.</summary>
/// <param name="Group">The mark between groups; 0 for none.</param>
/// <param name="Decimal">The decimal mark; 0 for none.</param>
internal readonly record struct DigitMarks(char Group, char Decimal);

/// <summary>
/// Digits with marks between groups and before decimals. Groups have three digits, or two and three at the end as in India;
/// what is grouped otherwise is torn, and no number.
/// </summary>
internal static class DigitGroups
{
    /// <summary>Characters that a number may have; longer ones are none.</summary>
    public const int Longest = 800;

    private const string Spaces = " \u00a0\u2009\u202f";

    /// <summary>The length of the number that a text starts with, and its marks; 0 where it starts with none.</summary>
    public static int Length(ReadOnlySpan<char> text, DecimalMark mark, out DigitMarks marks)
    {
        marks = default;
        int end = Digits(text, 0);
        int first = end;
        char group = end is > 0 and <= 3 ? GroupMark(text, end, mark) : '\0';
        int groups = 0;
        if (group != '\0')
        {
            end = Groups(text, end, group, out groups);
        }

        char point = DecimalAt(text, end, mark, group, groups, first);
        int decimals = point == '\0' ? 0 : Digits(text, end + 1);
        end += decimals > 0 ? decimals + 1 : 0;
        marks = new DigitMarks(groups > 0 ? group : '\0', decimals > 0 ? point : '\0');
        bool isUnclear =
            mark == DecimalMark.Unclear
            && (
                groups == 1 && decimals == 0 && group is '.' or ','
                || (groups == 0 && decimals == 3 && first <= 3 && text[0] != '0')
            );
        return end > Longest || end == 0 || (first == 0 && decimals == 0) || isUnclear || IsTorn(text, end) ? 0 : end;
    }

    /// <summary>Copies digits and a point.</summary>
    /// <returns>The number of characters written.</returns>
    public static int Copy(ReadOnlySpan<char> text, DigitMarks marks, Span<char> digits, out int decimals)
    {
        int count = 0;
        decimals = 0;
        bool isDecimal = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == marks.Decimal && marks.Decimal != '\0' && !isDecimal && (marks.Decimal != marks.Group))
            {
                digits[count++] = '.';
                isDecimal = true;
            }
            else if (char.IsAsciiDigit(text[i]))
            {
                digits[count++] = text[i];
                decimals += isDecimal ? 1 : 0;
            }
        }
        return count;
    }

    private static int Digits(ReadOnlySpan<char> text, int from)
    {
        int end = from;
        while (end < text.Length && end - from <= Longest && char.IsAsciiDigit(text[end]))
        {
            end++;
        }
        return end - from;
    }

    private static char GroupMark(ReadOnlySpan<char> text, int at, DecimalMark mark)
    {
        char c = At(text, at);
        bool isGroup = c switch
        {
            '\'' or '\u2019' or '_' => true,
            '{' => text[at..].StartsWith("{,}", StringComparison.Ordinal),
            ',' => mark != DecimalMark.Comma && text[0] != '0',
            '.' => text[0] != '0' && (mark != DecimalMark.Point || ReadsAsGroups(text, at)),
            _ => Spaces.Contains(c, StringComparison.Ordinal) && text[0] != '0',
        };
        return isGroup ? c : '\0';
    }

    // A point between groups: a second group, or a decimal comma behind the first.
    private static bool ReadsAsGroups(ReadOnlySpan<char> text, int at)
    {
        int next = at + 4;
        return Digits(text, at + 1) == 3
            && (
                (At(text, next) == '.' && Digits(text, next + 1) == 3)
                || (At(text, next) == ',' && Digits(text, next + 1) is > 0 and not 3)
            );
    }

    private static int Groups(ReadOnlySpan<char> text, int at, char group, out int groups)
    {
        int width = group == '{' ? 3 : 1;
        groups = 0;
        int start = at;
        int end = at;
        bool isIndian = group == ',' && Digits(text, at + 1) == 2 && IsIndian(text, at);
        while (IsMark(text, end, group))
        {
            int digits = Digits(text, end + width);
            if (digits != 3 && !(isIndian && digits == 2))
            {
                break;
            }

            end += width + digits;
            groups++;
        }

        // "12,34" behind "12,345": the groups did not go on to the end.
        bool isTorn = IsMark(text, end, group) && Digits(text, end + width) > 0 && group is not ' ';
        (end, groups) = isTorn ? (start, 0) : (end, groups);
        return end;
    }

    // "12,34,567": groups of two, the last of three.
    private static bool IsIndian(ReadOnlySpan<char> text, int at)
    {
        int digits = 2;
        while (At(text, at) == ',' && digits == 2)
        {
            digits = Digits(text, at + 1);
            at += digits + 1;
        }
        return digits == 3;
    }

    private static bool IsMark(ReadOnlySpan<char> text, int at, char group) =>
        At(text, at) == group && (group != '{' || text[at..].StartsWith("{,}", StringComparison.Ordinal));

    private static char DecimalAt(ReadOnlySpan<char> text, int at, DecimalMark mark, char group, int groups, int first)
    {
        int digits = Digits(text, at + 1);
        if (digits == 0)
        {
            return '\0';
        }

        return At(text, at) switch
        {
            '.' when mark != DecimalMark.Comma && (groups == 0 || group != '.') => '.',
            ',' when mark == DecimalMark.Comma && group != ',' => ',',
            ',' when IsComma(text, at, digits, groups > 0 ? group : '\0', first, mark) => ',',
            _ => '\0',
        };
    }

    // A comma that can only be a decimal mark: behind other groups, behind a nought, before a percent or euro sign.
    private static bool IsComma(ReadOnlySpan<char> text, int at, int digits, char group, int first, DecimalMark mark)
    {
        if (
            group is ',' or '{'
            || At(text, at + 1 + digits) is ',' or '.' && char.IsAsciiDigit(At(text, at + 2 + digits))
        )
        {
            return false;
        }

        bool isNought = first == 1 && text[0] == '0';
        bool isShort = digits != 3;
        return (group != '\0' && isShort)
            || (isNought && group == '\0')
            || (isShort && (mark == DecimalMark.Unclear || HasUnit(text[(at + 1 + digits)..])));
    }

    private static bool HasUnit(ReadOnlySpan<char> rest)
    {
        var unit = rest.TrimStart(Spaces);
        if (unit.IsEmpty || rest.Length - unit.Length > 1)
        {
            return false;
        }

        return unit[0] is '%' or '€' or '₽' or '×' or '·'
            || unit.StartsWith("EUR", StringComparison.Ordinal)
            || NumberScales.UnitAt(unit) is not null
            || (NumberScales.At(unit) is { Length: > 2 });
    }

    // "12,34", "1.2.3" and "12:30" are not numbers, nor are the parts of them.
    private static bool IsTorn(ReadOnlySpan<char> text, int at) =>
        At(text, at) is ',' or '.' or ':' && char.IsAsciiDigit(At(text, at + 1));

    private static char At(ReadOnlySpan<char> text, int at) => at < text.Length ? text[at] : '\0';
}
