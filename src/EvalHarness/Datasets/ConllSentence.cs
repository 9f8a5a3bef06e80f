using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>The sentence of a CoNLL file that is being read, and what holds for it from before.</summary>
/// <param name="format">How the file is read.</param>
/// <param name="file">Its name in faults.</param>
internal sealed class ConllSentence(ConllDatasetReader format, string file)
{
    private const string Token = "token";
    private const string Tag = "tag";

    private static readonly ImmutableArray<string> Own = ["id", "document", "text", "tokens", "tags", "entities"];

    private readonly List<(string[] Cells, ConllTag Tag)> words = [];
    private readonly Dictionary<string, string> notes = new(StringComparer.Ordinal);
    private readonly int token = Place(format, Token, file);
    private readonly int tag = Place(format, Tag, file);
    private ColumnNames columns = new([]);
    private char[]? separator;
    private int width = format.Columns?.Length ?? 0;
    private int document;
    private int number;
    private int start;
    private int line;

    /// <summary>Takes a line that is not blank.</summary>
    /// <param name="text">The line.</param>
    /// <param name="at">Its number.</param>
    /// <exception cref="DocumentException">It is broken.</exception>
    public void Add(string text, int at)
    {
        line = at;
        if (text.StartsWith("-DOCSTART-", StringComparison.Ordinal))
        {
            document++;
        }
        else if (!TryNote(text))
        {
            AddWord(text);
        }
    }

    /// <summary>The row of the sentence that ended; null where there was none, or it does not count.</summary>
    /// <exception cref="DocumentException">Its last entity has no end.</exception>
    public Row? TryEnd()
    {
        if (words.Count == 0)
        {
            return null;
        }

        if (words[^1].Tag.EndFault(format.Scheme) is { } fault)
        {
            throw Broken($"found {fault}", null);
        }

        number++;
        var entities = Entities(out var tags);
        var row = format.Empty || entities.Count > 0 ? Row(entities, tags) : null;
        words.Clear();
        return row;
    }

    private Row Row(JsonArray entities, List<string> tags)
    {
        var tokens = words.ConvertAll(word => word.Cells[token]);
        var others = (format.Columns ?? [])
            .Index()
            .Where(column => column.Index != token && column.Index != tag && !Own.Contains(column.Item))
            .ToList();
        string[] names = [.. Own, .. others.Select(column => column.Item), .. notes.Keys];
        if (!columns.Names.SequenceEqual(names))
        {
            columns = new ColumnNames(names);
        }

        string[] values =
        [
            number.ToString(CultureInfo.InvariantCulture),
            document == 0 ? "" : document.ToString(CultureInfo.InvariantCulture),
            string.Join(' ', tokens),
            CellJson.Text(new JsonArray([.. tokens.Select(word => JsonValue.Create(word))])),
            string.Join(' ', tags),
            CellJson.Text(entities),
            .. others.Select(column =>
                CellJson.Text(new JsonArray([.. words.Select(word => JsonValue.Create(word.Cells[column.Index]))]))
            ),
            .. notes.Values,
        ];
        return new Row(new Location(file, start), columns.Row(values))
        {
            Nested = ["tokens", .. others.Select(column => column.Item)],
            NamesItsKeys = true,
        };
    }

    private JsonArray Entities(out List<string> tags)
    {
        var entities = new JsonArray();
        tags = [];
        var before = ConllTag.Outside;
        int first = 0;
        foreach (var (i, (_, read)) in words.Index())
        {
            var tag = format.Types?.Contains(read.Type) == false ? ConllTag.Outside : read;
            bool begins = tag.Begins(before);
            bool goesOn = tag.Letter != 'O' && !begins;
            if (!goesOn)
            {
                End(i - 1);
                first = i;
            }

            tags.Add(tag.Letter == 'O' ? "O" : $"{(begins ? 'B' : 'I')}-{tag.Type}");
            before = tag;
        }

        End(words.Count - 1);
        return entities;

        void End(int last)
        {
            if (before.Letter != 'O')
            {
                var inside = words[first..(last + 1)].Select(word => word.Cells[token]);
                entities.Add(
                    new JsonObject
                    {
                        ["text"] = string.Join(' ', inside),
                        ["type"] = before.Type,
                        ["start"] = first,
                        ["end"] = last,
                    }
                );
            }
        }
    }

    /// <summary>Whether a line before a sentence is a comment: words may begin with the same sign.</summary>
    private bool TryNote(string text)
    {
        if (words.Count > 0 || text[0] != '#' || IsWord(text))
        {
            return false;
        }

        string note = text[1..].Trim();
        if (note.StartsWith("newdoc", StringComparison.Ordinal))
        {
            document++;
        }

        int equals = note.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && note[..equals].Trim() is { Length: > 0 } key && !Own.Contains(key))
        {
            notes[key] = note[(equals + 1)..].Trim();
        }

        return true;
    }

    private bool IsWord(string text)
    {
        string[] cells = Cells(text);
        return cells.Length > 1 && (width == 0 || cells.Length == width) && ConllTag.Parse(TagOf(cells)) is not null;
    }

    private void AddWord(string text)
    {
        separator ??= text.Contains('\t', StringComparison.Ordinal) ? ['\t'] : [' '];
        string[] cells = Cells(text);
        width = width == 0 ? cells.Length : width;
        if (cells.Length != width || width < 2)
        {
            throw Broken(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"found {cells.Length} cell{(cells.Length == 1 ? "" : "s")}"
                ),
                width < 2
                    ? "a word and its tag"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{width} cells as in the lines before, or as 'columns' says"
                    )
            );
        }

        var found =
            ConllTag.Parse(TagOf(cells))
            ?? throw Broken("found a word without a tag", "O, or B, I, E, S, L or U with a type, such as B-PER");
        var before = words.Count > 0 ? words[^1].Tag : ConllTag.Outside;
        if (found.Fault(format.Scheme, before) is { } fault)
        {
            throw Broken($"found {fault}", "tags of the scheme, or 'scheme: any'");
        }

        if (words.Count == 0)
        {
            start = line;
        }

        words.Add((cells, found));
    }

    private string[] Cells(string text)
    {
        char[] by = separator ?? (text.Contains('\t', StringComparison.Ordinal) ? ['\t'] : [' ']);
        return text.Split(by, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private string TagOf(string[] cells) => cells[tag < 0 ? ^1 : Math.Min(tag, cells.Length - 1)];

    private static int Place(ConllDatasetReader format, string name, string file)
    {
        if (format.Columns is not { } columns)
        {
            return name == Token ? 0 : -1;
        }

        int place = columns.IndexOf(name);
        return place >= 0 && columns.Distinct(StringComparer.Ordinal).Count() == columns.Length
            ? place
            : throw new DocumentException(
                new Fault(
                    new Location(file),
                    place < 0
                        ? $"'columns' names no '{name}' (format: conll)"
                        : "'columns' names one twice (format: conll)",
                    "the names of all cells of a line, 'token' and 'tag' among them"
                )
            );
    }

    private DocumentException Broken(string found, string? expected) =>
        new(new Fault(new Location(file, line), found, expected));
}
