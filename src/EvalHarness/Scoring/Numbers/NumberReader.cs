using System.Text.Json;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Numbers;

/// <summary>Reads the final number of a text by the rules of <see cref="FinalNumber"/>.</summary>
internal sealed class NumberReader
{
    // Characters behind an announcement that its number may stand in.
    private const int Reach = 600;

    private static readonly char[] LinkMarks = " \t,:：>|*_`\"'=→–—".ToCharArray();

    private readonly string text;
    private readonly DecimalMark mark;
    private readonly Lexicon lexicon;
    private readonly Passage passage;
    private readonly Standings standings;
    private readonly Corrections corrections;
    private readonly NumberDoubts doubts;
    private readonly List<(int Start, int End)> objects = [];
    private readonly Dictionary<string, ParsedNumber> numbers = new(StringComparer.Ordinal);

    /// <summary>Looks at a text.</summary>
    /// <param name="text">The text, written in the usual way (<see cref="NumberText"/>).</param>
    /// <param name="mark">What the decimal mark is.</param>
    /// <param name="lexicon">What words announce an answer.</param>
    public NumberReader(string text, DecimalMark mark, Lexicon lexicon)
    {
        this.text = text;
        this.mark = mark;
        this.lexicon = lexicon;
        passage = new Passage(text);
        standings = new Standings(passage, [], lexicon.In(passage.All, new bool[passage.All.Length]));
        corrections = new Corrections(passage, standings);
        doubts = new NumberDoubts(passage, standings);
    }

    /// <summary>The final number.</summary>
    public FinalNumber Read()
    {
        var statements = Hashes()
            .Concat(Boxed())
            .Concat(Json())
            .Concat(Announced())
            .Concat(Corrected())
            .Concat(Opening())
            .OrderBy(statement => statement.At)
            .ThenBy(statement => statement.Rank);
        if (LastWord.Of(statements, corrections.IsTakenBack) is { } counted)
        {
            return counted.Value is not { } value ? FinalNumber.None(FinalNumber.Unread)
                : corrections.IsRetracted(counted.At) ? FinalNumber.None("the answer is taken back")
                : new FinalNumber(numbers[value], null);
        }

        return new UnannouncedNumber(text, mark, passage, doubts).Read();
    }

    // "#### 42", the last of them.
    private IEnumerable<Statement> Hashes()
    {
        for (int at = text.IndexOf("####", StringComparison.Ordinal); at >= 0; at = Next(at))
        {
            string rest = Line(at + 4);
            var slot = NumberSlot.Of(rest, mark);
            bool isHeading = slot.IsEmpty && rest.Trim().Length > 0 && Next(at) >= 0;
            if (!isHeading)
            {
                yield return Make(slot.Number, StatementRank.Final, at, true);
            }
        }

        int Next(int from)
        {
            int end = from;
            while (end < text.Length && text[end] == '#')
            {
                end++;
            }
            return end < text.Length ? text.IndexOf("####", end, StringComparison.Ordinal) : -1;
        }
    }

    private IEnumerable<Statement> Boxed()
    {
        foreach (var (content, at, _) in Boxes.In(text))
        {
            bool isFormula = NumberWords.IsFormula(content);
            yield return Make(isFormula ? null : NumberSlot.Of(content, mark).Number, StatementRank.Final, at, true);
        }
    }

    private IEnumerable<Statement> Json()
    {
        foreach (var (found, start, end) in JsonStatements.In(text))
        {
            if (JsonStatements.Read(found, lexicon, Field) is { } field)
            {
                objects.Add((start, end));
                yield return new Statement(field.Value, StatementRank.Final, start);
            }
        }
    }

    private JsonField? Field(JsonElement value)
    {
        var number = value.ValueKind switch
        {
            JsonValueKind.Number => NumericAnswers.Parse(value.GetRawText()),
            JsonValueKind.String => NumberSlot.Of(NumberText.Usual(value.GetString()!), mark) is { IsDirect: true } slot
                ? slot.Number
                : null,
            _ => null,
        };
        return number is { } known ? new JsonField(Keep(known), false) : null;
    }

    private IEnumerable<Statement> Announced()
    {
        foreach (var announcement in Announcement.In(passage, standings))
        {
            int at = passage.All[announcement.Marker].Start;
            if (objects.Exists(span => span.Start < at && at < span.End))
            {
                continue;
            }

            bool isStated = !announcement.IsDenied && !doubts.IsAsked(announcement.Marker);
            if (isStated && IsOfNumber(announcement) && Slot(announcement) is { } statement)
            {
                yield return statement;
            }
        }
    }

    private Statement? Slot(Announcement announcement)
    {
        if ((!announcement.IsLinked && !IsApposed(announcement.Slot)) || announcement.Slot == 0)
        {
            return null;
        }

        int start = SlotStart(announcement);
        int last = Math.Min(announcement.Slot, passage.All.Length - 1);
        int end = passage.SentenceEnd(last);
        int stop = Math.Min(start + Reach, end < passage.All.Length ? passage.All[end].Start : text.Length);
        bool isHeading = start == HeadingEnd(announcement);
        string region = Cut(Behind(text[start..Math.Max(start, stop)], isHeading));
        var mark = Mark(announcement);
        var slot = NumberSlot.Of(region, mark);
        if (slot.IsEmpty && !doubts.IsUnsure(announcement.Marker, end))
        {
            region = Cut(Behind(Line(start, 120), isHeading));
            slot = NumberSlot.Of(region, mark);
        }

        int at = passage.All[announcement.Marker].Start;
        if (slot.IsEmpty || (!slot.IsDirect && doubts.IsUnsure(announcement.Marker, end)))
        {
            return doubts.IsUnsure(announcement.Marker, end) ? Make(null, announcement.Rank, at) : null;
        }

        bool isAbout = !slot.IsDirect && NumberWords.IsAbout(region);
        bool isSeveral =
            region.AsSpan().TrimEnd().EndsWith(";")
            && NumericAnswers.Parse(Line(stop).Split(';')[0], mark) is { } other
            && !other.Fraction.Equals(slot.Number?.Fraction);
        return isAbout ? null : Make(isSeveral ? null : slot.Number, announcement.Rank, at);
    }

    // "The answer, 7, follows": between commas.
    private bool IsApposed(int slot) =>
        slot < passage.All.Length
        && passage.Has(slot, Gap.Comma)
        && Amount.At(text, passage.All[slot].Start, mark) is { End: var end }
        && end < text.Length
        && text[end] == ',';

    // Where the words of the announcement end, unless they say "is" themselves.
    private int HeadingEnd(Announcement announcement)
    {
        int last = announcement.Marker + standings.Length(announcement.Marker) - 1;
        return standings.At(announcement.Marker).HasFlag(Cue.Copula) ? -1 : passage.All[last].End;
    }

    // Behind the last colon or copula.
    private int SlotStart(Announcement announcement)
    {
        int from = announcement.Marker + standings.Length(announcement.Marker);
        int start = passage.All[from - 1].End;
        for (int i = from; i < announcement.Slot; i++)
        {
            bool isLink = passage.Has(i, Gap.Link | Gap.Dash | Gap.Line);
            start =
                standings.At(i).HasFlag(Cue.Copula) ? passage.All[i + standings.Length(i) - 1].End
                : isLink ? passage.All[i - 1].End
                : start;
        }
        return passage.Has(announcement.Slot, Gap.Link | Gap.Line) ? passage.All[announcement.Slot - 1].End : start;
    }

    // "Wait, no, 7": the number that follows what takes the earlier one back.
    private IEnumerable<Statement> Corrected()
    {
        for (int i = 0; i < passage.All.Length; i++)
        {
            if (!corrections.IsCorrection(i))
            {
                continue;
            }

            int next = i + standings.Length(i);
            for (int over = 0; next < passage.All.Length && over < 12 && IsOver(next); over++)
            {
                next += standings.Length(next);
            }

            int start = next == 0 ? 0 : passage.All[next - 1].End;
            if (
                next < passage.All.Length
                && !IsDismissed(next)
                && char.IsAsciiDigit(passage.All[next].Text[0])
                && NumberSlot.Of(Sentence(start, next), mark) is { IsDirect: true, Number: { } number }
            )
            {
                yield return Make(number, StatementRank.Plain, passage.All[next].Start, true);
            }
        }
    }

    // "Wait, 42 is wrong": the number is not what takes the earlier one back.
    private bool IsDismissed(int number)
    {
        int next = number + 1;
        while (next < passage.All.Length && char.IsAsciiDigit(passage.All[next].Text[0]))
        {
            next++;
        }

        bool isLinked = next < passage.All.Length && standings.At(next).HasFlag(Cue.Copula);
        return isLinked && standings.At(next + standings.Length(next)).HasFlag(Cue.Dismissal);
    }

    // A first line that is a number and nothing else, before others.
    private IEnumerable<Statement> Opening()
    {
        string first = Line(0).Trim(" \t*`_$".ToCharArray());
        if (first.Length < text.AsSpan().Trim().Length && NumericAnswers.Parse(first, mark) is { } number)
        {
            yield return Make(number, StatementRank.Plain, 0);
        }
    }

    private bool IsOver(int word) =>
        (
            standings.At(word)
            & (Cue.Filler | Cue.Copula | Cue.Correction | Cue.Conclusion | Cue.Marker | Cue.Final | Cue.Approval)
        ) != 0
        || corrections.IsNo(word);

    private bool IsOfNumber(Announcement announcement) =>
        announcement.Rank == StatementRank.Final
        || NumberWords.Announce(Phrase(announcement))
        || !NumberWords.AnnounceLabels(Phrase(announcement));

    private DecimalMark Mark(Announcement announcement) =>
        mark == DecimalMark.Point && NumberWords.WriteCommas(Phrase(announcement)) ? DecimalMark.Unclear : mark;

    private string[] Phrase(Announcement announcement) =>
        [
            .. passage
                .All.AsSpan(announcement.Marker, standings.Length(announcement.Marker))
                .ToArray()
                .Select(word => word.Text),
        ];

    private Statement Make(ParsedNumber? number, StatementRank rank, int at, bool overrides = false) =>
        new(number is { } known ? Keep(known) : null, rank, at, overrides);

    private string Keep(ParsedNumber number)
    {
        string key = number.Fraction.ToString("G15", System.Globalization.CultureInfo.InvariantCulture);
        numbers[key] = number;
        return key;
    }

    private string Line(int start, int most = Reach)
    {
        var rest = text.AsSpan(start, Math.Min(most, text.Length - start));
        int end = rest.IndexOfAny('\n', '\r');
        return (end < 0 ? rest : rest[..end]).ToString();
    }

    private string Sentence(int start, int word)
    {
        int end = passage.SentenceEnd(word);
        int stop = end < passage.All.Length ? passage.All[end].Start : text.Length;
        return text[start..Math.Min(start + Reach, stop)].TrimStart(LinkMarks);
    }

    // Behind a colon a dash is a sign: "Answer: – 5 %"; right behind the announcement it is a link: "Answer – 5", "Answer - 5".
    private static string Behind(string region, bool isHeading)
    {
        string rest = region.TrimStart(LinkMarks);
        var links = region.AsSpan(0, region.Length - rest.Length);
        bool isSign = links.TrimEnd(' ').EndsWith("–") && links.ContainsAny(":：=");
        return isSign ? "-" + rest
            : isHeading && links is " " && rest.StartsWith("- ", StringComparison.Ordinal) ? rest[2..]
            : rest;
    }

    // A region ends at a tag and at the end of its line.
    private static string Cut(string region)
    {
        int line = region.AsSpan().TrimStart("\r\n ").IndexOfAny('\n', '\r');
        string first = line < 0 ? region : region.TrimStart("\r\n ".ToCharArray())[..line];
        int tag = first.IndexOf("</", StringComparison.Ordinal);
        return tag < 0 ? first : first[..tag];
    }
}
